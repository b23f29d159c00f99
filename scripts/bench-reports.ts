// How long reports of a large fleet take, how much memory, and how long they keep everybody else in the process waiting: 1,000
// vehicles for 31 days, over made-up fixes in a PostgreSQL database of its own (TEST_DATABASE_URL, else postgres@127.0.0.1:5432)
// that is dropped afterwards. The last line is JSON.
// Usage: npm run bench:reports -- [--vehicles 1000] [--days 31] [--fixes 120]

import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { DEFAULT_REPORT_PARAMS, type ReportKind, reportRequestSchema } from '../lib/domain/api/reports'
import { DEFAULT_PREFERENCES } from '../lib/domain/preferences'
import { addDaysToKey } from '../lib/domain/time'
import type { Viewer } from '../lib/server/access'
import { makeDays } from '../lib/server/data/system/partitions'
import { syncRoster } from '../lib/server/data/system/roster-sync'
import { closeDb, db, openDb, sql } from '../lib/server/db'
import { forgetEnv } from '../lib/server/env'
import { reportFile } from '../lib/server/services/report-file'
import { planReport } from '../lib/server/services/report-run'

const { values } = parseArgs({
  options: {
    vehicles: { type: 'string', default: '1000' },
    days: { type: 'string', default: '31' },
    // Each 4 minutes over a day of 8 hours: below that a fleet is said to have gaps.
    fixes: { type: 'string', default: '120' },
  },
})
const counts = { vehicles: Number(values.vehicles), days: Number(values.days), fixes: Number(values.fixes) }
const FIRST_DAY = '2026-03-01'
const serverUrl = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'
const name = `milepost_bench_${randomUUID().replaceAll('-', '')}`
const dataDir = mkdtempSync(path.join(tmpdir(), 'milepost-bench-'))

const FILL_DAY = `
  INSERT INTO position (tenant_id, device_id, fix_at, source, lat, lng, speed_kph, heading_deg, ignition, received_at)
  SELECT $1::uuid, d.id, at, 'gps', 41 + way.km / 111.195, -8, CASE WHEN way.moves THEN 40 ELSE 0 END, 0, way.moves, at
  FROM device d
  CROSS JOIN generate_series(0, $3::int - 1) AS n
  CROSS JOIN LATERAL (SELECT $2::timestamptz + n * $4::float8 * interval '1 second' AS at,
    n * $4::float8 / 3600 AS hours) AS moment
  CROSS JOIN LATERAL (SELECT (hours - floor(hours)) < 2.0 / 3 AS moves,
    40 * (floor(hours) * 2.0 / 3 + least(hours - floor(hours), 2.0 / 3)) AS km) AS way
  WHERE d.tenant_id = $1::uuid`

await onServer(`CREATE DATABASE ${name}`)
try {
  console.log(JSON.stringify(await bench()))
} finally {
  await closeDb()
  await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  rmSync(dataDir, { recursive: true, force: true })
}

async function bench() {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  Object.assign(process.env, { DATABASE_URL: url.toString(), MILEPOST_DATA_DIR: dataDir })
  forgetEnv()
  await openDb()
  const viewer = await makeFleet()
  const filledMs = await timed(() => fillPositions(viewer))
  const positions = counts.vehicles * counts.days * counts.fixes
  console.log(`${positions.toLocaleString('en')} fixes made in ${(filledMs / 1000).toFixed(0)} s`)
  const runs = []
  for (const kind of ['mileage', 'trips', 'fleet'] as const) runs.push(await measure(viewer, kind))
  const file = await measureFile(viewer)
  return { bench: 'reports', ...counts, positions, runs: [...runs, file] }
}

async function makeFleet(): Promise<Viewer> {
  const [tenantId, connectionId] = [randomUUID(), randomUUID()]
  await db().tenant.create({ data: { id: tenantId, slug: tenantId, name: 'Bench' } })
  const sealed = { appKeySealed: '-', appSecretSealed: '-', passwordMd5Sealed: '-' }
  await db().jimiConnection.create({
    data: {
      ...{ tenantId, id: connectionId, name: 'Bench', profile: 'pro', account: 'top', ...sealed },
      baseUrl: 'http://127.0.0.1:1/',
    },
  })
  const nothing = { plate: null, driverName: null, driverPhone: null, sim: null, vin: null, groupName: null }
  const devices = Array.from({ length: counts.vehicles }, (_, index) => ({
    ...{
      imei: String(860_000_000_000_000 + index),
      accountLogin: 'top',
      name: `Vehicle ${index}`,
      ...nothing,
    },
    ...{ model: 'VL110', kind: 'tracker' as const, icon: null, remark: null, enabled: true },
    ...{ activatedAt: null, expiresAt: null },
  }))
  const accounts = [{ login: 'top', name: 'Top', type: 8, parentLogin: null }]
  await syncRoster(tenantId, connectionId, { accounts, devices })
  return { tenantId, userId: randomUUID(), role: 'owner', scopePath: '/' }
}

/** Every vehicle drives from 08:00 on, 40 minutes in each hour, and stands for the rest of it with its ignition off. */
async function fillPositions({ tenantId }: Viewer): Promise<void> {
  for (let day = 0; day < counts.days; day += 1) {
    const date = addDaysToKey(FIRST_DAY, day)
    // A part of each table for each day, as in use.
    await makeDays(Date.parse(`${date}T00:00:00Z`))
    await sql().query(FILL_DAY, [tenantId, `${date}T08:00:00Z`, counts.fixes, (8 * 3600) / counts.fixes])
  }
  await sql().query('ANALYZE position')
}

function requestOf(kind: ReportKind) {
  return reportRequestSchema.parse({
    ...{ kind, params: DEFAULT_REPORT_PARAMS[kind], vehicles: { choose: 'all' } },
    range: { by: 'days', from: FIRST_DAY, to: addDaysToKey(FIRST_DAY, counts.days - 1) },
    ...{ zone: 'Africa/Nairobi', compare: false, fill: false },
  })
}

async function measure(viewer: Viewer, kind: ReportKind) {
  return watched(kind, async () => {
    const options = { signal: new AbortController().signal, weekStart: 'mon' as const }
    const { events } = await planReport(viewer, requestOf(kind), options)
    let [rows, bytes] = [0, 0]
    for await (const event of events) {
      if (event.type === 'rows') rows += event.rows.length
      if (event.type === 'failed') throw new Error(event.message)
      bytes += JSON.stringify(event).length
    }
    return { rows, bytes }
  })
}

async function measureFile(viewer: Viewer) {
  return watched('trips as xlsx', async () => {
    const reader = { locale: 'en', preferences: DEFAULT_PREFERENCES, tenantName: 'Bench' }
    const signal = new AbortController().signal
    const order = { request: requestOf('trips'), format: 'xlsx' as const, name: null, reader, signal }
    const file = await reportFile(viewer, order)
    let bytes = 0
    for await (const chunk of file.chunks) bytes += chunk.length
    return { rows: file.notes.end?.rowCount ?? 0, bytes }
  })
}

/** Time, most memory in use, and the longest time that nothing else had a turn. */
async function watched(what: string, work: () => Promise<{ rows: number; bytes: number }>) {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  let peakRssBytes = process.memoryUsage().rss
  const timer = setInterval(() => {
    peakRssBytes = Math.max(peakRssBytes, process.memoryUsage().rss)
  }, 50)
  delay.enable()
  const startedMs = performance.now()
  const told = await work()
  const seconds = (performance.now() - startedMs) / 1000
  delay.disable()
  clearInterval(timer)
  const result = {
    ...{ what, ...told, seconds: Number(seconds.toFixed(1)) },
    peakRssMb: Math.round(peakRssBytes / 1024 / 1024),
    longestBlockMs: Math.round(delay.max / 1e6),
    p99BlockMs: Math.round(delay.percentile(99) / 1e6),
  }
  console.log(
    `${what}: ${told.rows.toLocaleString('en')} rows in ${result.seconds} s, ${result.peakRssMb} MB at most, longest block ${result.longestBlockMs} ms`,
  )
  return result
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
