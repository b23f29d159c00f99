// The whole receiver under fire: a process is started, posted to over HTTP, asked what it cost, and held to what it acknowledged.

import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { sql } from '@/lib/server/db'
import { type GunOrders, gunReportSchema, WARM } from './gun-orders'
import { type Launch, type RunningProcess, startProcess } from './processes'
import { type Cost, eachUs, startMeter } from './processor-time'
import { ROOT } from './production-build'
import { type LoadTenant, type Store, withStore } from './world'

/** What is fired at, and how. */
export type Range = {
  store: Store
  tenants: readonly LoadTenant[]
  connections: number
  warmUpMs: number
  measuredMs: number
  /** Where the process leaves its CPU profile; nowhere when null. */
  profileDir: string | null
  tell: (words: string) => void
}

export type Shot = { itemsPerS: number; p50Ms: number; p99Ms: number; cost: Cost }

type Target = { name: string; launch: Pick<Launch, 'args' | 'variables' | 'healthPath'>; startMs: number }

/** Starts the process, posts to it for as long as the range says, and ends it. Throws when anything acknowledged is missing. */
export async function shootAt(target: Target, range: Range): Promise<Shot> {
  const { name, startMs } = target
  const { store, tell } = range
  const server = await launch(target, range)
  try {
    await server.ready()
    tell(`${name} is ready; ${range.connections} connections post for ${seconds(range)} s`)
    const report = await fire(server, startMs, range)
    await server.stop()
    await assertStored({ store, startMs, tell }, report.acknowledgedItems)
    if (report.failedRequests > 0)
      tell(`${report.failedRequests} posts were not acknowledged, the last one with: ${report.lastFailure}`)
    const { items, seconds: tookS, p50Ms, p99Ms, processorMs } = report.measured
    const cost = eachUs({ ...report.cost, senderMs: processorMs }, items)
    return { itemsPerS: Math.round(items / tookS), p50Ms, p99Ms, cost }
  } finally {
    await server.stop()
  }
}

/** A process on the range's database, with a log of its own beside it. */
export function launch({ name, launch: how }: Target, { store, profileDir }: Range): Promise<RunningProcess> {
  const logFile = path.join(store.MILEPOST_DATA_DIR, `${name.replaceAll(' ', '-')}.log`)
  const args = (port: number) => [...profiling(profileDir), ...how.args(port)]
  return startProcess({ ...how, args, variables: { ...how.variables, ...store, LOG_LEVEL: 'warn' }, logFile })
}

/** Posts to a process that is ready. What it costs counts from when the warm-up is over. */
export async function fire(server: RunningProcess, startMs: number, range: Range) {
  const orders: GunOrders = {
    port: Number(new URL(server.url).port),
    connections: range.connections,
    warmUpMs: range.warmUpMs,
    measuredMs: range.measuredMs,
    startMs,
    targets: range.tenants.map(({ path: hook, token, imeis }) => ({ path: hook, token, imeis: [...imeis] })),
  }
  const args = ['--import', 'tsx', 'scripts/load/gun.ts', JSON.stringify(orders)]
  const running = run(process.execPath, args, { cwd: ROOT, maxBuffer: 1 << 20 })
  const meter = startMeter(range.store, server.pid)
  running.child.stdout?.once('data', meter.restart)
  const { stdout } = await running
  const report = stdout.split('\n').find((line) => line !== WARM) ?? ''
  return { ...gunReportSchema.parse(JSON.parse(report)), cost: await meter.read() }
}

const run = promisify(execFile)
const HOUR_MS = 3_600_000

/** Fast answers are worth nothing if what they acknowledged is not there. */
async function assertStored(
  { store, startMs, tell }: Pick<Range, 'store' | 'tell'> & { startMs: number },
  acknowledged: number,
): Promise<void> {
  const [row] = await withStore(store, () =>
    sql().query<{ stored: number }>(
      'SELECT count(*)::int AS stored FROM position WHERE fix_at >= $1 AND fix_at < $2',
      [new Date(startMs), new Date(startMs + HOUR_MS)],
    ),
  )
  if (row?.stored !== acknowledged)
    throw new Error(`${acknowledged} items were acknowledged, but ${row?.stored} are stored.`)
  tell(`all ${acknowledged} acknowledged items are stored, each once`)
}

function seconds({ warmUpMs, measuredMs }: Range): number {
  return (warmUpMs + measuredMs) / 1000
}

function profiling(profileDir: string | null): string[] {
  if (profileDir === null) return []
  mkdirSync(profileDir, { recursive: true })
  return ['--cpu-prof', `--cpu-prof-dir=${path.resolve(profileDir)}`]
}
