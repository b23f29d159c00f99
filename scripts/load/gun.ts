// The load of the ingest benchmark, a process of its own: so many connections, each posting the next body as soon as the
// last one is answered. Reads its orders as JSON from the command line and prints what came of them as JSON.

import { connect, type Socket } from 'node:net'
import type { z } from 'zod'
import { type GpsRequest, ITEMS_A_REQUEST, makeGpsRequests } from './gps-requests'
import { type GunOrders, gunOrdersSchema, type gunReportSchema, WARM } from './gun-orders'

await main(gunOrdersSchema.parse(JSON.parse(process.argv[2] ?? '')))

async function main(orders: GunOrders): Promise<void> {
  const requests = makeGpsRequests(orders.targets, orders.startMs)
  const startMs = performance.now()
  const fromMs = startMs + orders.warmUpMs
  const toMs = fromMs + orders.measuredMs
  const tally = { acknowledged: 0, measured: 0, failed: 0, lastFailure: '' }
  const latenciesMs: number[] = []
  let turn = 0
  const take = (): GpsRequest | null =>
    performance.now() >= toMs ? null : (requests[turn++ % requests.length] ?? null)
  const note = (isAcknowledged: boolean, sentMs: number, answer: string) => {
    const nowMs = performance.now()
    if (!isAcknowledged) {
      tally.failed += 1
      tally.lastFailure = answer.slice(0, 300)
      return
    }
    tally.acknowledged += 1
    if (nowMs < fromMs || nowMs >= toMs) return
    tally.measured += 1
    // What was sent into a cold process tells of its start.
    if (sentMs >= fromMs) latenciesMs.push(nowMs - sentMs)
  }
  let warmCpu = process.cpuUsage()
  const warming = setTimeout(() => {
    warmCpu = process.cpuUsage()
    console.log(WARM)
  }, orders.warmUpMs)
  await Promise.all(Array.from({ length: orders.connections }, () => shoot(orders.port, take, note)))
  clearTimeout(warming)
  const cpu = process.cpuUsage(warmCpu)
  latenciesMs.sort((a, b) => a - b)
  const at = (share: number) => latenciesMs[Math.floor(latenciesMs.length * share)] ?? 0
  const report: z.infer<typeof gunReportSchema> = {
    acknowledgedItems: tally.acknowledged * ITEMS_A_REQUEST,
    failedRequests: tally.failed,
    lastFailure: tally.lastFailure === '' ? null : tally.lastFailure,
    measured: {
      items: tally.measured * ITEMS_A_REQUEST,
      seconds: orders.measuredMs / 1000,
      p50Ms: Number(at(0.5).toFixed(1)),
      p99Ms: Number(at(0.99).toFixed(1)),
      processorMs: (cpu.user + cpu.system) / 1000,
    },
  }
  console.log(JSON.stringify(report))
}

type Note = (isAcknowledged: boolean, sentMs: number, answer: string) => void

/** One connection; resolves when there is nothing more to send and the last answer is in. */
function shoot(port: number, take: () => GpsRequest | null, note: Note): Promise<void> {
  return new Promise((resolve) => {
    const copy = Buffer.alloc(64 * 1024)
    let sentMs = 0
    let answer = ''
    const socket: Socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    const next = () => {
      const request = take()
      if (request === null) return void socket.end(() => resolve())
      request.bytes.copy(copy)
      request.writeNext(copy)
      answer = ''
      sentMs = performance.now()
      socket.write(copy.subarray(0, request.bytes.length))
    }
    socket.on('connect', next)
    socket.on('data', (piece) => {
      answer += piece.toString('latin1')
      if (!isComplete(answer)) return
      note(answer.startsWith('HTTP/1.1 200') && answer.includes('"code":0'), sentMs, answer)
      next()
    })
    // A connection that breaks stays broken: the figures must not come of a server that drops its callers.
    socket.on('error', (error) => {
      note(false, sentMs, error.message)
      resolve()
    })
    socket.on('close', () => resolve())
  })
}

/** Whether all of an answer is there, with a length or in chunks. */
function isComplete(answer: string): boolean {
  const headEnd = answer.indexOf('\r\n\r\n')
  if (headEnd < 0) return false
  const length = /\r\ncontent-length: *(\d+)/i.exec(answer.slice(0, headEnd))?.[1]
  if (length !== undefined) return answer.length >= headEnd + 4 + Number(length)
  return answer.endsWith('0\r\n\r\n')
}
