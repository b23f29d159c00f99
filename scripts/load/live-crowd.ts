// The crowd of the live benchmark, a process of its own: so many browsers' ends of the live stream, and the vendor who pushes.
// It takes its orders by messages of the process that started it, and ends with it.

import { connect, type Socket } from 'node:net'
import { CrowdFrames, type ReadFrame, readNaive } from './crowd-frames'
import type { CrowdAnswer, CrowdOrder, CrowdReport } from './crowd-orders'
import { CrowdPushes } from './crowd-pushes'
import { DelayHistogram } from './delay-histogram'
import { ChunkReader } from './http-chunks'
import type { Seat } from './live-world'

type Read = (bytes: Buffer, isPacked: boolean) => ReadFrame

const tally = { bytes: 0, positionBytes: 0, positions: 0, unknown: 0, broken: 0 }
const delays = new DelayHistogram()
const sentAt = (fixAtS: number, imei: string) => pushes?.sentAt(fixAtS, imei)
const frames = new CrowdFrames(sentAt)
/** All sockets read into this one buffer, one after the other. */
const SHARED = Buffer.alloc(256 * 1024)
let pushes: CrowdPushes | null = null
let sockets: Socket[] = []
let heard = new Uint32Array(0)
let begun = { atMs: 0, cpu: process.cpuUsage(), pushed: 0, failures: 0 }

process.on('disconnect', () => process.exit(0))
process.on('message', (order: CrowdOrder) => {
  const answer = (words: CrowdAnswer) => void process.send?.(words)
  obey(order).then(
    (report) => answer({ kind: 'done', report }),
    (error: unknown) => answer({ kind: 'failed', words: String(error) }),
  )
})

async function obey(order: CrowdOrder): Promise<CrowdReport | undefined> {
  if (order.kind === 'push') {
    pushes?.stop()
    pushes = order.url === null ? null : new CrowdPushes(order.url, order.fleets)
  } else if (order.kind === 'open') {
    heard = new Uint32Array(order.seats.length)
    const read: Read = order.isNaive
      ? (bytes) => readNaive(bytes, sentAt)
      : (bytes, isPacked) => frames.read(bytes, isPacked)
    await eachPaced(order, (seat, index) =>
      listen(order.url, seat, (bytes, isPacked) => take(index, read(bytes, isPacked), bytes.length)),
    )
  } else if (order.kind === 'stick') await eachPaced(order, (seat) => stick(order.url, seat))
  else if (order.kind === 'begin') begin()
  else if (order.kind === 'close') close()
  else return report()
  return undefined
}

function begin(): void {
  Object.assign(tally, { bytes: 0, positionBytes: 0, positions: 0, unknown: 0 })
  delays.clear()
  frames.forget()
  heard.fill(0)
  const { pushed = 0, failures = 0 } = pushes ?? {}
  begun = { atMs: Date.now(), cpu: process.cpuUsage(), pushed, failures }
}

function report(): CrowdReport {
  const cpu = process.cpuUsage(begun.cpu)
  const { counts } = frames
  return {
    ...tally,
    seconds: (Date.now() - begun.atMs) / 1000,
    clients: heard.length,
    silent: heard.filter((count) => count === 0).length,
    delays: delays.summary(),
    frames: counts.frames,
    framePositions: counts.positions,
    frameBytes: counts.bytes,
    frameBytesGzipped: counts.bytesGzipped,
    pushed: (pushes?.pushed ?? 0) - begun.pushed,
    pushFailures: (pushes?.failures ?? 0) - begun.failures,
    processorMs: (cpu.user + cpu.system) / 1000,
  }
}

function close(): void {
  for (const socket of sockets) socket.removeAllListeners('close').destroy()
  sockets = []
  tally.broken = 0
}

function take(index: number, { positions, sent }: ReadFrame, length: number): void {
  const nowMs = Date.now()
  heard[index] = (heard[index] ?? 0) + 1
  tally.bytes += length
  if (positions === 0) return
  tally.positions += positions
  tally.positionBytes += length
  for (const { sentMs, positions: count } of sent) {
    if (sentMs === undefined) tally.unknown += count
    else delays.add(nowMs - sentMs, count)
  }
}

/** Opens so many a second, and waits until each has begun. */
async function eachPaced(
  { seats, perSecond }: { seats: readonly Seat[]; perSecond: number },
  open: (seat: Seat, index: number) => Promise<void>,
): Promise<void> {
  const begunAll = seats.map(async (seat, index) => {
    await new Promise((resolve) => setTimeout(resolve, (index / perSecond) * 1000))
    await open(seat, index)
  })
  await Promise.all(begunAll)
}

/** Resolves with the first chunk; rejects when the server does not answer with a stream. */
function listen(url: string, seat: Seat, onChunk: (bytes: Buffer, isPacked: boolean) => void): Promise<void> {
  let isPacked = false
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      tally.broken += 1
      reject(error)
    }
    const reader = new ChunkReader({
      head: (_, headers) => {
        isPacked = /^content-encoding: gzip\r?$/im.test(headers)
      },
      chunk: (bytes) => {
        resolve()
        onChunk(bytes, isPacked)
      },
      end: () => fail(new Error('The server ended a stream.')),
    })
    const callback = (length: number) => {
      try {
        reader.take(SHARED.subarray(0, length))
      } catch (error) {
        socket.destroy()
        fail(error)
      }
      return true
    }
    const onread = { buffer: SHARED, callback }
    const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', onread })
    socket.on('connect', () => socket.write(requestOf(seat)))
    socket.on('error', fail)
    socket.on('close', () => fail(new Error('A stream broke.')))
    sockets.push(socket)
  })
}

/** Resolves when the stream has begun, from which moment on nothing is read. */
function stick(url: string, seat: Seat): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' })
    socket.on('connect', () => socket.write(requestOf(seat)))
    socket.once('data', () => {
      socket.pause()
      resolve()
    })
    socket.on('error', reject)
    sockets.push(socket)
  })
}

function requestOf({ cookie, fleet, scope }: Seat): string {
  // Only the baseline, which knows no sessions, looks at what the address says.
  const query = new URLSearchParams({ fleet: String(fleet), scope })
  const lines = [
    `GET /api/live?${query} HTTP/1.1`,
    'Host: 127.0.0.1',
    `Cookie: ${cookie}`,
    'Accept: text/event-stream',
    'Accept-Encoding: gzip',
  ]
  return `${lines.join('\r\n')}\r\n\r\n`
}
