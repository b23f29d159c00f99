// What the browser talks to: the production app behind a door that answers /api/live itself, from a fleet in memory, with what
// the product's own channel encodes of it; and, on the same origin, the pages it is compared with.
// A whole server under fifty thousand fixes a second would need the processor that the browser is measured on.

import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Channel } from '@/lib/server/live/channel'
import type { MovingFleet } from './fleet'
import type { RivalFiles } from './rivals'

export type Stage = {
  url: string
  /** Shows this fleet to whoever comes from now on; updates stop until they are started. */
  show(fleet: MovingFleet): void
  /** Moves all vehicles every second; a page that says when it has drawn is waited for. */
  startUpdates(options: { awaitDrawn: boolean }): void
  stopUpdates(): void
  /** Updates sent so far. */
  sent(): number
  close(): Promise<void>
}

const UPDATE_MS = 1_000
/** The app's address, once it runs: it must know ours before. */
export type Upstream = { port: number }

/** Listens on a free port of loopback. */
export async function openStage(upstream: Upstream, files: RivalFiles): Promise<Stage> {
  let fleet: MovingFleet | null = null
  let channel = new Channel('/', () => {})
  let updates: Updates | null = null
  let sent = 0
  const listeners = new Set<ServerResponse>()

  function answerLive(response: ServerResponse) {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
    })
    listeners.add(response)
    response.once('close', () => listeners.delete(response))
    const snapshot = channel.catchUp(null, Date.now())
    if (snapshot) response.write(snapshot)
  }

  function update() {
    if (!fleet) return
    sent += 1
    const nowMs = Date.now()
    const before = channel.position
    fleet.step(nowMs)
    channel.advance(fleet.vehicles)
    const delta = channel.catchUp(before, nowMs)
    if (delta) for (const response of listeners) response.write(delta)
  }

  const server = createServer((asked, response) => {
    const { pathname } = new URL(asked.url ?? '/', 'http://stage')
    if (pathname === '/api/live') return answerLive(response)
    if (pathname === '/bench-map/drawn') {
      updates?.drawn()
      return void response.writeHead(204).end()
    }
    if (pathname === '/bench-map/bounds') return void response.end(JSON.stringify(fleet?.bounds() ?? null))
    const file = files.get(pathname)
    if (file) return void response.writeHead(200, { 'content-type': file.type }).end(file.body)
    passOn(asked, response, upstream.port)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    show(next) {
      updates?.stop()
      fleet = next
      channel = new Channel('/', () => {})
      channel.setVehicles(next.vehicles)
      for (const response of listeners) response.end()
    },
    startUpdates({ awaitDrawn }) {
      updates?.stop()
      updates = startUpdates(update, awaitDrawn)
    },
    stopUpdates: () => updates?.stop(),
    sent: () => sent,
    close: () =>
      new Promise((resolve) => {
        updates?.stop()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Updates = { drawn(): void; stop(): void }

/** Every second; with `awaitDrawn` not before the last one was drawn, so that a slow page is not asked for more than it can. */
function startUpdates(update: () => void, awaitDrawn: boolean): Updates {
  let timer: ReturnType<typeof setTimeout> | undefined
  let sentMs = 0
  const send = () => {
    sentMs = performance.now()
    update()
    if (!awaitDrawn) later()
  }
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(send, Math.max(0, sentMs + UPDATE_MS - performance.now()))
  }
  later()
  return { drawn: () => awaitDrawn && later(), stop: () => clearTimeout(timer) }
}

function passOn(asked: IncomingMessage, response: ServerResponse, port: number) {
  const { url: path, method, headers } = asked
  const passed = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  passed.once('error', () => response.destroy())
  response.once('close', () => passed.destroy())
  asked.pipe(passed)
}
