// How long reports of a large fleet take, how much memory, and how long they keep everybody else in the process waiting: 1,000
// vehicles for 31 days, over made-up fixes in a PostgreSQL database of its own (TEST_DATABASE_URL, else postgres@127.0.0.1:5432)
// that is dropped afterwards. The last line is JSON.
// Usage: npm run bench:reports -- [--vehicles 1000] [--days 31] [--fixes 120]

import './load/react-contexts'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import pg from 'pg'
import type { ReportKind } from '../lib/domain/api/reports'
import { DEFAULT_PREFERENCES } from '../lib/domain/preferences'
import type { Viewer } from '../lib/server/access'
import { closeDb, openDb } from '../lib/server/db'
import { forgetEnv } from '../lib/server/env'
import { reportFile } from '../lib/server/services/report-file'
import { planReport } from '../lib/server/services/report-run'
import { fillDays, makeReportFleet, reportRequestOf } from './load/report-fleet'

const { values } = parseArgs({
  options: {
    vehicles: { type: 'string', default: '1000' },
    days: { type: 'string', default: '31' },
    // Each 4 minutes over a day of 8 hours: below that a fleet is said to have gaps.
    fixes: { type: 'string', default: '120' },
  },
})
const counts = { vehicles: Number(values.vehicles), days: Number(values.days), fixes: Number(values.fixes) }
const serverUrl = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'
const name = `milepost_bench_${randomUUID().replaceAll('-', '')}`
const dataDir = mkdtempSync(path.join(tmpdir(), 'milepost-bench-'))

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
  const viewer = await makeReportFleet(counts.vehicles)
  const filledMs = await timed(() => fillDays([viewer], counts))
  const positions = counts.vehicles * counts.days * counts.fixes
  console.log(`${positions.toLocaleString('en')} fixes made in ${(filledMs / 1000).toFixed(0)} s`)
  const runs = []
  for (const kind of ['mileage', 'trips', 'fleet'] as const) runs.push(await measure(viewer, kind))
  const file = await measureFile(viewer)
  return { bench: 'reports', ...counts, positions, runs: [...runs, file] }
}

async function measure(viewer: Viewer, kind: ReportKind) {
  return watched(kind, async () => {
    const options = { signal: new AbortController().signal, weekStart: 'mon' as const }
    const { events } = await planReport(viewer, reportRequestOf(kind, counts.days), options)
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
    const order = {
      request: reportRequestOf('trips', counts.days),
      format: 'xlsx' as const,
      name: null,
      reader,
      signal,
    }
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
