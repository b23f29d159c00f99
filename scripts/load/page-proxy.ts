// Stands before the app as the proxy of deploy/Caddyfile does: it compresses answers, but not streams. gzip at level 6 is
// what proxies send as they come; what Brotli would make of the same is told beside.

import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { cleanUp } from './clean-up'

export type CompressingProxy = {
  url: string
  /** Bytes of streams sent since it was last asked. */
  takeStreamedBytes(): number
  /** What Brotli makes of files that were sent, by path. */
  brotliBytes: ReadonlyMap<string, number>
  stop(): Promise<void>
}

const GZIP_LEVEL = 6
/** As nginx and others have it unless told otherwise. */
const BROTLI_QUALITY = 6
const COMPRESSED =
  /^(text\/(?!event-stream)|application\/(json|javascript|manifest\+json|geo\+json)|image\/svg)/

/** Starts a compressing proxy before `appUrl`, on a port of its own. */
export async function startCompressingProxy(appUrl: string): Promise<CompressingProxy> {
  const app = new URL(appUrl)
  const agent = new Agent({ keepAlive: true })
  // Files named by their hash are compressed once, as a proxy with a cache would.
  const kept = new Map<string, Buffer>()
  const brotliBytes = new Map<string, number>()
  let streamed = 0

  const server = createServer((incoming, outgoing) => {
    const { method, url = '/' } = incoming
    // The app compresses its live stream by itself, for who takes that.
    const accepts = url.startsWith('/api/live') ? incoming.headers['accept-encoding'] : 'identity'
    const headers = { ...incoming.headers, host: app.host, 'accept-encoding': accepts }
    const asked = request(
      { agent, host: app.hostname, port: app.port, method, path: url, headers },
      (answer) => forward(answer, incoming, outgoing),
    )
    asked.on('error', () => outgoing.destroy())
    outgoing.on('close', () => asked.destroy())
    incoming.pipe(asked)
  })

  async function forward(answer: IncomingMessage, incoming: IncomingMessage, outgoing: ServerResponse) {
    const type = answer.headers['content-type'] ?? ''
    const status = answer.statusCode ?? 502
    if (answer.headers['content-encoding'] || !COMPRESSED.test(type)) {
      outgoing.writeHead(status, answer.headers)
      if (type.startsWith('text/event-stream')) answer.on('data', (part: Buffer) => (streamed += part.length))
      return answer.pipe(outgoing)
    }
    const path = incoming.url ?? '/'
    const known = kept.get(path)
    const plain = known ? null : await wholeOf(answer).catch(() => null)
    if (known) answer.resume()
    const body = known ?? (plain && gzipSync(plain, { level: GZIP_LEVEL }))
    if (!body) return outgoing.destroy()
    if (plain && path.startsWith('/_next/static/')) {
      kept.set(path, body)
      const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY }
      brotliBytes.set(path, brotliCompressSync(plain, { params }).length)
    }
    const { 'transfer-encoding': _, ...headers } = answer.headers
    outgoing.writeHead(status, { ...headers, 'content-encoding': 'gzip', 'content-length': body.length })
    outgoing.end(body)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = cleanUp(async () => {
    agent.destroy()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    brotliBytes,
    stop,
    takeStreamedBytes: () => {
      const bytes = streamed
      streamed = 0
      return bytes
    },
  }
}

async function wholeOf(answer: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of answer) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
