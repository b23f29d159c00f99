// Finds a port to listen on.

import { createServer } from 'node:net'

/**
 * A free port on 127.0.0.1. A port the user named must be free, or this throws with what to do;
 * otherwise the first free one from `preferred` upwards.
 */
export async function choosePort({ named, preferred, variable }) {
  if (named !== undefined && named !== '') {
    const port = Number(named)
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error(`${variable}=${named} is not a port number (0 to 65535).`)
    if (port === 0) return tryListen(0)
    const got = await tryListen(port)
    if (got === null)
      throw new Error(`Port ${port} is in use. Stop what uses it, or choose another with ${variable}=...`)
    return got
  }
  for (let port = preferred; port < preferred + 100; port += 1) {
    const got = await tryListen(port)
    if (got !== null) return got
  }
  throw new Error(`No free port from ${preferred} to ${preferred + 99}. Choose one with ${variable}=...`)
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
