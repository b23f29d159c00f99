// Finds a port to listen on.

import { createServer } from 'node:net'

/**
 * A free port on 127.0.0.1. A port the user named must be free, or this throws with what to do;
 * otherwise the first free one from `preferred` upwards. `promised` names ports that are free now and spoken for.
 */
export async function choosePort({ named, preferred, variable, promised = [] }) {
  const isFree = async (port) => !promised.includes(port) && (await tryListen(port)) !== null
  if (named !== undefined && named !== '') {
    const port = /^\d{1,5}$/.test(named) ? Number(named) : Number.NaN
    if (!(port <= 65_535)) throw new Error(`${variable}=${named} is not a port number (0 to 65535).`)
    if (port === 0) return anyFreePort(promised)
    if (await isFree(port)) return port
    throw new Error(`Port ${port} is in use. Stop what uses it, or choose another with ${variable}=...`)
  }
  for (let port = preferred; port < preferred + 100; port += 1) if (await isFree(port)) return port
  throw new Error(`No free port from ${preferred} to ${preferred + 99}. Choose one with ${variable}=...`)
}

async function anyFreePort(promised) {
  for (;;) {
    const port = await tryListen(0)
    if (!promised.includes(port)) return port
  }
}

/** Listens for a moment; answers the port, or null when it is taken. */
function tryListen(port) {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) =>
      ['EADDRINUSE', 'EACCES'].includes(error.code) ? resolve(null) : reject(error),
    )
    server.listen(port, '127.0.0.1', () => {
      const { port: got } = server.address()
      server.close(() => resolve(got))
    })
  })
}
