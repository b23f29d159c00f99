// The measurements of the live benchmark: rounds of ours and of the baseline, then a long one with clients that are stuck.

import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Crowd, startCrowd } from './crowd'
import type { CrowdReport } from './crowd-orders'
import { freePort } from './free-port'
import { readEncodings } from './live-metrics'
import type { LiveFleet, LiveWorld, Seat } from './live-world'
import { type ProcessFigures, sampleProcess } from './process-sampler'
import { appLaunch, type RunningProcess, startProcess } from './processes'
import { median } from './slope'
import type { Store } from './world'

export type LiveSize = {
  clients: number
  vehicles: number
  stuck: number
  rounds: number
  measuredMs: number
  soakMs: number
  profileDir: string | null
}

export type Baseline = { fleets: readonly LiveFleet[]; folder: string }

export type LiveRange = {
  store: Store
  world: LiveWorld
  distDir: string
  baseline: Baseline
  tell: (words: string) => void
}

type Taken = { report: CrowdReport; server: ProcessFigures; encodings: number }

/** So many streams are opened a second, so that opening them is no storm. */
const OPENED_A_SECOND = 100
/** After the last stream is open, for what opening costs to pass. */
const SETTLE_MS = 4000

/** Starts app, baseline and crowd, measures, and ends them. */
export async function measureLive(range: LiveRange, size: LiveSize) {
  const { world, tell } = range
  const crowd = startCrowd()
  const seats = world.seats.slice(0, size.clients)
  const app = await startApp(range, size.profileDir)
  try {
    await app.ready()
    const idle = await withoutClients(crowd, app, range, size)
    const ours: Taken[] = []
    const naive: Taken[] = []
    for (let round = 1; round <= size.rounds; round += 1) {
      ours.push(await oursRound(crowd, app, { range, size, seats }))
      tell(`round ${round}, ours: ${wordsOf(ours.at(-1))}`)
      naive.push(await baselineRound(crowd, { range, size, seats }))
      tell(`round ${round}, baseline: ${wordsOf(naive.at(-1))}`)
    }
    const soak = await soakRound(crowd, app, { range, size, seats })
    tell(`with ${size.stuck} stuck clients for ${size.soakMs / 1000} s: ${wordsOf(soak)}`)
    tell(`memory ${soak.server.rssMb.toFixed(0)} MB, ${soak.server.rssMbAMinute.toFixed(2)} MB a minute`)
    return summary({ idle, ours, naive, soak, size, scopes: world.scopes })
  } finally {
    await crowd.stop()
    await app.stop()
  }
}

type Round = { range: LiveRange; size: LiveSize; seats: readonly Seat[] }

async function startApp({ store, distDir }: LiveRange, profileDir: string | null): Promise<RunningProcess> {
  const how = appLaunch(distDir)
  if (profileDir !== null) mkdirSync(profileDir, { recursive: true })
  const profiling = profileDir === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${path.resolve(profileDir)}`]
  return startProcess({
    ...how,
    args: (port) => [...profiling, ...how.args(port)],
    variables: { ...how.variables, ...store, LOG_LEVEL: 'warn' },
    logFile: path.join(store.MILEPOST_DATA_DIR, 'app.log'),
  })
}

/** What taking in the pushes costs, before anybody listens. */
async function withoutClients(crowd: Crowd, app: RunningProcess, { world }: LiveRange, size: LiveSize) {
  await crowd.order({ kind: 'push', url: app.url, fleets: world.fleets })
  await pause(SETTLE_MS)
  return measured(crowd, app, size.measuredMs / 2)
}

async function oursRound(crowd: Crowd, app: RunningProcess, { range, size, seats }: Round): Promise<Taken> {
  await crowd.order({ kind: 'push', url: app.url, fleets: range.world.fleets })
  await crowd.order({ kind: 'open', url: app.url, seats, perSecond: OPENED_A_SECOND, isNaive: false })
  await pause(SETTLE_MS)
  const taken = await measured(crowd, app, size.measuredMs)
  await crowd.order({ kind: 'close' })
  return taken
}

async function soakRound(crowd: Crowd, app: RunningProcess, { range, size, seats }: Round): Promise<Taken> {
  const stuck = range.world.seats.slice(size.clients)
  await crowd.order({ kind: 'push', url: app.url, fleets: range.world.fleets })
  await crowd.order({ kind: 'open', url: app.url, seats, perSecond: OPENED_A_SECOND, isNaive: false })
  await crowd.order({ kind: 'stick', url: app.url, seats: stuck, perSecond: OPENED_A_SECOND })
  await pause(SETTLE_MS)
  const taken = await measured(crowd, app, size.soakMs)
  await crowd.order({ kind: 'close' })
  return taken
}

/** The same crowd at a server that tells every position to everybody at once. It is started anew for each round. */
async function baselineRound(crowd: Crowd, { range, size, seats }: Round): Promise<Taken> {
  const { fleets, folder } = range.baseline
  const port = await freePort()
  const orders = path.join(folder, 'baseline.json')
  writeFileSync(orders, JSON.stringify({ port, fleets }))
  const server = await startProcess({
    args: () => ['--import', 'tsx', 'scripts/load/naive-live-server.ts', orders],
    variables: { NODE_ENV: 'production' },
    healthPath: '/',
    logFile: path.join(folder, 'baseline.log'),
    port,
  })
  try {
    await server.ready()
    // Under the posts it might answer nobody any more: its clients come first.
    await crowd.order({ kind: 'push', url: null, fleets: [] })
    await crowd.order({ kind: 'open', url: server.url, seats, perSecond: OPENED_A_SECOND, isNaive: true })
    await crowd.order({ kind: 'push', url: server.url, fleets: range.world.fleets })
    await pause(SETTLE_MS)
    return await measured(crowd, server, size.measuredMs)
  } finally {
    await server.kill()
    await crowd.order({ kind: 'push', url: null, fleets: [] })
    await crowd.order({ kind: 'close' })
  }
}

async function measured(crowd: Crowd, process: RunningProcess, forMs: number): Promise<Taken> {
  const before = await readEncodings(process.url).catch(() => 0)
  await crowd.order({ kind: 'begin' })
  const read = sampleProcess(process.pid)
  await pause(forMs)
  const server = read()
  const report = await crowd.report()
  if (!process.isAlive()) throw new Error('A server under load has ended.')
  return { report, server, encodings: (await readEncodings(process.url).catch(() => 0)) - before }
}

function summary(all: {
  idle: Taken
  ours: readonly Taken[]
  naive: readonly Taken[]
  soak: Taken
  size: LiveSize
  scopes: number
}) {
  const { idle, ours, naive, soak, size, scopes } = all
  const oursFigures = figuresOf(ours, idle)
  const baseline = figuresOf(naive, null)
  const { frameBytes, frameBytesGzipped, framePositions } = sumFrames([...ours, soak])
  return {
    clients: size.clients,
    vehicles: size.vehicles,
    scopes,
    ours: oursFigures,
    baseline,
    ratio: {
      bytesAPosition: rounded(baseline.bytesAPosition / oursFigures.bytesAPosition, 1),
      processorAPosition: rounded(baseline.processorUsAPosition / oursFigures.processorUsAPosition, 1),
      p95: rounded(baseline.p95Ms / oursFigures.p95Ms, 1),
    },
    kbFor10000: rounded((frameBytes / framePositions) * 10, 0),
    kbFor10000Gzipped: rounded((frameBytesGzipped / framePositions) * 10, 0),
    encodingsAScopeAndSecond: rounded(
      median(ours.map((taken) => taken.encodings / taken.report.seconds)) / scopes,
      2,
    ),
    soak: {
      seconds: Math.round(soak.report.seconds),
      stuck: size.stuck,
      ...figuresOf([soak], idle),
      rssMb: rounded(soak.server.rssMb, 0),
      rssMbAMinute: rounded(soak.server.rssMbAMinute, 2),
    },
  }
}

/** Medians over rounds. Memory and processor time of clients are what is above a server without any. */
function figuresOf(rounds: readonly Taken[], idle: Taken | null) {
  const of = (pick: (taken: Taken) => number) => median(rounds.map(pick))
  const perClient = ({ report, server }: Taken) => (server.cores - (idle?.server.cores ?? 0)) / report.clients
  return {
    bytesAClientAndSecond: Math.round(of(({ report: r }) => r.bytes / r.clients / r.seconds)),
    bytesAPosition: rounded(
      of(({ report: r }) => r.positionBytes / r.positions),
      1,
    ),
    positionsASecond: Math.round(of(({ report: r }) => r.positions / r.seconds)),
    pushedASecond: Math.round(of(({ report: r }) => r.pushed / r.seconds)),
    p50Ms: of(({ report }) => report.delays.p50Ms),
    p95Ms: of(({ report }) => report.delays.p95Ms),
    p99Ms: of(({ report }) => report.delays.p99Ms),
    maxMs: of(({ report }) => report.delays.maxMs),
    cores: rounded(
      of(({ server }) => server.cores),
      2,
    ),
    processorMsAClientAndSecond: rounded(of(perClient) * 1000, 3),
    processorUsAPosition: rounded(
      of(({ report, server }) => (server.processorMs * 1000) / report.positions),
      2,
    ),
    rssKbAClient: Math.round(
      of(({ report, server }) => ((server.rssMb - (idle?.server.rssMb ?? 0)) * 1024) / report.clients),
    ),
    broken: of(({ report }) => report.broken),
    silent: of(({ report }) => report.silent),
    unknownPositions: of(({ report }) => report.unknown),
    pushFailures: of(({ report }) => report.pushFailures),
    crowdCores: rounded(
      of(({ report: r }) => r.processorMs / r.seconds / 1000),
      2,
    ),
  }
}

function sumFrames(taken: readonly Taken[]) {
  const sum = (pick: (report: CrowdReport) => number) =>
    taken.reduce((total, { report }) => total + pick(report), 0)
  return {
    frameBytes: sum((report) => report.frameBytes),
    frameBytesGzipped: sum((report) => report.frameBytesGzipped),
    framePositions: sum((report) => report.framePositions),
  }
}

function wordsOf(taken: Taken | undefined): string {
  if (taken === undefined) return 'nothing'
  const { report, server } = taken
  const { p50Ms, p95Ms, p99Ms } = report.delays
  const kb = (report.bytes / report.clients / report.seconds / 1000).toFixed(1)
  const told = Math.round(report.positions / report.seconds)
  const words = `p50 ${p50Ms} ms, p95 ${p95Ms} ms, p99 ${p99Ms} ms; ${kb} kB a client and second; ${told} positions/s`
  return `${words}; ${server.cores.toFixed(2)} cores, ${server.rssMb.toFixed(0)} MB; crowd ${(report.processorMs / report.seconds / 1000).toFixed(2)} cores`
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function rounded(value: number, digits: number): number {
  return Number.isFinite(value) ? Number(value.toFixed(digits)) : 0
}
