// The days that telemetry tables are made of: made ahead, and made later where rows of one day pile up in the default
// part. No row is ever refused for its day, and none is lost while days change. Dropping days is retention.ts.

import { inTransaction, sql } from '../../db'
import type { Sql } from '../../sql'
import { DAY_MS, dayStartMs, TELEMETRY_KINDS, type TelemetryKind } from './telemetry-kinds'

/** One day of a table. */
export type DayPart = { table: string; name: string; dayMs: number }

/** Late rows are usual up to so many days; those of earlier days go into the default part. */
const DAYS_BACK = 2
const DAYS_AHEAD = 7
/** So many rows of one day in the default part are worth a part of their own. */
const CROWDED_ROWS = 5000

/** What was done; `busy` counts tables that could not be got at now, and are for the next run. */
export type DayRun = { made: number; movedRows: number; busy: number }

/**
 * Makes the parts of the days around `nowMs` that do not exist yet, and of earlier days of which the default part has many
 * rows; rows of those days move over. Each day is a transaction of its own, with inserts into that table held up for as
 * long as it takes. Several processes may call it at once: one does it. For background work: no viewer.
 */
export async function makeDays(
  nowMs: number,
  kinds = TELEMETRY_KINDS,
  signal?: AbortSignal,
): Promise<DayRun> {
  const run: DayRun = { made: 0, movedRows: 0, busy: 0 }
  for (const kind of kinds.filter(({ isByDay }) => isByDay)) {
    const existing = new Set((await listDays(kind.table)).map(({ dayMs }) => dayMs))
    const wanted = [...daysAround(nowMs), ...(await listCrowdedDays(kind, nowMs))]
    for (const dayMs of wanted.filter((day) => !existing.has(day))) {
      // Who reads the table for long is in the way of its other days too.
      if (signal?.aborted || !(await makeDay(kind, dayMs, run))) break
    }
  }
  return run
}

/** The days a table has, ascending. */
export async function listDays(table: string): Promise<DayPart[]> {
  const rows = await sql().query<{ name: string }>(
    `SELECT child.relname AS name FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
     WHERE inhparent = $1::regclass ORDER BY 1`,
    [table],
  )
  return rows.flatMap(({ name }) => {
    const [, year, month, day] = /_p(\d{4})(\d\d)(\d\d)$/.exec(name) ?? []
    return year === undefined ? [] : [{ table, name, dayMs: Date.parse(`${year}-${month}-${day}T00:00:00Z`) }]
  })
}

/** What the part of a day is called. */
export function partName(table: string, dayMs: number): string {
  return `${table}_p${isoDay(dayMs).replaceAll('-', '')}`
}

/**
 * Runs a change of a table's parts in a transaction of its own, unless another process is at it. False when it was left
 * for later: the other's turn, or a table that somebody is reading for long.
 */
export async function changeParts(work: (session: Sql) => Promise<void>): Promise<boolean> {
  try {
    return await inTransaction(async (session) => {
      const [lock] = await session.query<{ ours: boolean }>(
        `SELECT pg_try_advisory_xact_lock(${UPKEEP_LOCK_KEY}) AS ours`,
      )
      if (!lock?.ours) return false
      // Inserts queue up behind whoever waits for the table, so the wait is short, and the next run has another try.
      await session.query(`SET LOCAL lock_timeout = '1s'`)
      await work(session)
      return true
    })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE) return false
    throw error
  }
}

/** The advisory lock of whoever changes parts. */
export const UPKEEP_LOCK_KEY = 72_707_370
const LOCK_NOT_AVAILABLE = '55P03'

async function makeDay(kind: TelemetryKind, dayMs: number, run: DayRun): Promise<boolean> {
  const { table, timeColumn } = kind
  const name = partName(table, dayMs)
  const [from, to] = [dayText(dayMs), dayText(dayMs + DAY_MS)]
  let moved = 0
  const isDone = await changeParts(async (session) => {
    if (await exists(session, name)) return
    await session.query(`CREATE TABLE ${name} (LIKE ${table} INCLUDING ALL)`)
    // Whoever inserts holds the table in a weaker mode until its commit: from here on nobody is half way.
    await session.query(`LOCK TABLE ONLY ${table} IN SHARE ROW EXCLUSIVE MODE`)
    const [result] = await session.query<{ moved: number }>(
      `WITH late AS (
         DELETE FROM ${table}_default WHERE ${timeColumn} >= ${from} AND ${timeColumn} < ${to} RETURNING *
       ), stored AS (INSERT INTO ${name} SELECT * FROM late RETURNING 1)
       SELECT count(*)::int AS moved FROM stored`,
    )
    await session.query(`ALTER TABLE ${table} ATTACH PARTITION ${name} FOR VALUES FROM (${from}) TO (${to})`)
    moved = result?.moved ?? 0
    run.made += 1
  })
  if (isDone) run.movedRows += moved
  else run.busy += 1
  return isDone
}

async function exists(session: Sql, name: string): Promise<boolean> {
  const [row] = await session.query<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [name])
  return row?.found ?? false
}

function daysAround(nowMs: number): number[] {
  const firstMs = dayStartMs(nowMs) - DAYS_BACK * DAY_MS
  return Array.from({ length: DAYS_BACK + 1 + DAYS_AHEAD }, (_, index) => firstMs + index * DAY_MS)
}

/** Such as those of a device that was out of reach for weeks, or of a history that was asked for again. */
async function listCrowdedDays(
  { table, timeColumn, keepDays }: TelemetryKind,
  nowMs: number,
): Promise<number[]> {
  const rows = await sql().query<{ day: string }>(
    `SELECT to_char(${timeColumn} AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day FROM ${table}_default
     GROUP BY 1 HAVING count(*) >= ${CROWDED_ROWS} ORDER BY 1`,
  )
  const oldestMs = dayStartMs(nowMs) - keepDays * DAY_MS
  return rows.map(({ day }) => Date.parse(`${day}T00:00:00Z`)).filter((dayMs) => dayMs >= oldestMs)
}

function dayText(dayMs: number): string {
  return `'${isoDay(dayMs)} 00:00:00+00'`
}

function isoDay(dayMs: number): string {
  return new Date(dayMs).toISOString().slice(0, 10)
}
