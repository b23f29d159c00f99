// A way to Redis that can be cut, or can go dumb: then it takes connections and carries nothing, as a stopped Redis does.

import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

export type RedisLine = {
  /** Where it begins, on loopback. */
  port: number
  cut(): void
  goDumb(): void
  /** Carries what comes by new connections. Those that went dumb stay so, as after a change of addresses. */
  mend(): Promise<void>
}

const REDIS_PORT = 6379

export async function redisLine(): Promise<RedisLine> {
  const sockets = new Set<Socket>()
  let server: Server = createServer()
  let port = 0
  let isDumb = false
  const keep = (end: Socket) => {
    sockets.add(end)
    end.on('error', () => end.destroy()).on('close', () => sockets.delete(end))
  }
  const carry = (socket: Socket) => {
    keep(socket)
    if (isDumb) return
    const onward = connect(REDIS_PORT, '127.0.0.1')
    keep(onward)
    socket.pipe(onward).pipe(socket)
  }
  const line = {
    port,
    cut: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
    goDumb: () => {
      isDumb = true
      for (const socket of sockets) socket.unpipe().pause()
    },
    mend: async () => {
      isDumb = false
      if (server.listening) return
      server = createServer(carry)
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
      const address = server.address()
      port = typeof address === 'object' && address !== null ? address.port : 0
    },
  }
  await line.mend()
  return { ...line, port }
}

/** Whether Redis answers here, and to a test that it does not the reason in words. */
export async function hasRedis(): Promise<boolean> {
  const socket = connect(REDIS_PORT, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    process.stderr.write(`Redis tests are skipped: nothing answers at 127.0.0.1:${REDIS_PORT}\n`)
    return false
  } finally {
    socket.destroy()
  }
}
