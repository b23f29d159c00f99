import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { ResponsePort } from './response-port'

const FIRST = Buffer.from('first ')
const chunk = (text: string) => new TextEncoder().encode(text)
/** More than a socket's buffers take, whatever they are. */
const HUGE = new Uint8Array(16 * 1024 * 1024)

let server: Server | null = null
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** A server that opens a port for its one request. */
async function listening(isPacked: boolean) {
  let tell: (opened: { port: ResponsePort; response: ServerResponse }) => void = () => undefined
  const seen = { drained: 0 }
  const opened = new Promise<{ port: ResponsePort; response: ServerResponse }>((resolve) => {
    tell = resolve
  })
  const started = createServer((_, response) => {
    response.writeHead(200, isPacked ? { 'content-encoding': 'gzip' } : {})
    const onDrained = () => {
      seen.drained += 1
    }
    tell({ port: new ResponsePort(response, { isPacked, first: FIRST, onDrained }), response })
  })
  server = started
  started.listen(0, '127.0.0.1')
  await once(started, 'listening')
  const address = started.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  return { opened, seen, port, url: `http://127.0.0.1:${port}/` }
}

test.each([false, true])('what is sent comes in its order and whole, compressed: %s', async (isPacked) => {
  const { opened, url } = await listening(isPacked)
  const answered = fetch(url)
  const { port } = await opened
  // Compressed beside the event loop, so that the next would overtake it.
  const large = 'large '.repeat(20_000)
  for (const text of ['small ', large, 'after ', 'last']) port.send(chunk(text))
  port.end()
  port.end()
  port.send(chunk('too late'))
  expect(await (await answered).text()).toBe(`first small ${large}after last`)
})

test('the first words come at once, before anything is sent', async () => {
  const { opened, url } = await listening(true)
  const reader = (await fetch(url)).body?.getReader()
  await opened
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('first ')
  await reader?.cancel()
})

test('a reader that stops reading fills two places and no more; reading makes room, which is told once', async () => {
  const { opened, seen, port: number } = await listening(false)
  const socket = connect(number, '127.0.0.1').pause()
  socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n')
  const { port } = await opened
  port.send(HUGE)
  port.send(HUGE)
  expect(port.hasRoom()).toBe(false)
  expect(port.hasRoom()).toBe(false)
  expect(seen.drained).toBe(0)
  socket.resume()
  await expect.poll(() => seen.drained).toBe(1)
  expect(port.hasRoom()).toBe(true)
  socket.destroy()
})

test('room that nobody asked for is not told of', async () => {
  const { opened, seen, url } = await listening(false)
  const answered = fetch(url)
  const { port } = await opened
  port.send(chunk('a'))
  port.send(chunk('b'))
  port.end()
  await (await answered).text()
  expect(seen.drained).toBe(0)
  expect(port.hasRoom()).toBe(false)
})

test('to a reader that has left nothing is sent, and nothing fails', async () => {
  const { opened, port: number } = await listening(true)
  const socket = connect(number, '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n')
  const { port, response } = await opened
  const closed = once(response, 'close')
  socket.destroy()
  await closed
  expect(() => {
    port.send(HUGE)
    port.send(chunk('b'))
    port.end()
  }).not.toThrow()
})

test('what is ended is a whole gzip file', async () => {
  const { opened, port: number } = await listening(true)
  const socket = connect(number, '127.0.0.1')
  const parts: Buffer[] = []
  socket.on('data', (bytes) => parts.push(bytes))
  // HTTP/1.0 has no chunks: the body is the rest.
  socket.write('GET / HTTP/1.0\r\n\r\n')
  const { port } = await opened
  port.send(chunk('words'))
  port.end()
  await once(socket, 'close')
  const all = Buffer.concat(parts)
  expect(gunzipSync(all.subarray(all.indexOf('\r\n\r\n') + 4)).toString()).toBe('first words')
})
