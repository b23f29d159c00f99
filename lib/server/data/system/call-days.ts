// What connections asked of the vendor, by UTC day, and what was last learned of its clock and quota. Written in batches;
// adding up happens in the database, so that several processes count together.

import { inTransaction, sql } from '../../db'
import { chunked, defineBatch } from '../../sql'
import { toStoredPauses } from '../own-pauses'

/** What to add to one method's day. `day` is yyyy-MM-dd, UTC. */
export type CallCounts = {
  tenantId: string
  connectionId: string
  day: string
  method: string
  calls: number
  failed: number
  shared: number
  cached: number
  commands: number
  people: number
  background: number
}

/** What to add to one code's day. */
export type ErrorCounts = {
  tenantId: string
  connectionId: string
  day: string
  code: string
  method: string
  count: number
  lastAt: Date
}

/**
 * What was last learned of a connection's vendor. What is left out stays as it was stored: silences end by their time
 * alone, so nobody who knows of none takes away another's.
 */
export type VendorFacts = {
  tenantId: string
  connectionId: string
  clockOffsetMs?: number
  clockMeasuredAt?: Date
  /** Of the app key. */
  pausedUntil?: Date
  pauseReason?: string | null
  /** Of this connection alone, by method; those named replace what was stored of them. */
  ownPauses?: Readonly<Record<string, { untilMs: number; reason: string | null }>>
}

/** Days of counts that are kept, today among them. */
export const CALL_DAYS_KEPT = 90

/** Adds counts and notes facts, all or nothing. What belongs to a connection that is gone is left out. */
export async function addCallDays(batch: {
  calls: readonly CallCounts[]
  errors: readonly ErrorCounts[]
  facts: readonly VendorFacts[]
}): Promise<void> {
  await inTransaction(async (session) => {
    // One order everywhere, so that two processes never wait for each other in a circle.
    for (const rows of chunked(inOrder(batch.calls), ROWS_PER_STATEMENT))
      await session.query(ADD_CALLS, CALLS.values(rows))
    for (const rows of chunked(inOrder(batch.errors), ROWS_PER_STATEMENT))
      await session.query(ADD_ERRORS, ERRORS.values(rows))
    for (const rows of chunked(inOrder(batch.facts), ROWS_PER_STATEMENT))
      await session.query(NOTE_FACTS, FACTS.values(rows))
  })
}

/** Forgets the days before the `CALL_DAYS_KEPT` that end with the day of `nowMs`. */
export async function removeOldCallDays(nowMs: number): Promise<void> {
  const first = new Date(nowMs - (CALL_DAYS_KEPT - 1) * 86_400_000).toISOString().slice(0, 10)
  await sql().query('DELETE FROM jimi_call_day WHERE day < $1::date', [first])
  await sql().query('DELETE FROM jimi_error_day WHERE day < $1::date', [first])
}

const ROWS_PER_STATEMENT = 1000

const CALLS = defineBatch<CallCounts>([
  ['tenant_id', 'uuid', (row) => row.tenantId],
  ['connection_id', 'uuid', (row) => row.connectionId],
  ['day', 'text', (row) => row.day],
  ['method', 'text', (row) => row.method],
  ['calls', 'int4', (row) => row.calls],
  ['failed', 'int4', (row) => row.failed],
  ['shared', 'int4', (row) => row.shared],
  ['cached', 'int4', (row) => row.cached],
  ['commands', 'int4', (row) => row.commands],
  ['people', 'int4', (row) => row.people],
  ['background', 'int4', (row) => row.background],
])

const ERRORS = defineBatch<ErrorCounts>([
  ['tenant_id', 'uuid', (row) => row.tenantId],
  ['connection_id', 'uuid', (row) => row.connectionId],
  ['day', 'text', (row) => row.day],
  ['code', 'text', (row) => row.code],
  ['method', 'text', (row) => row.method],
  ['count', 'int4', (row) => row.count],
  ['last_at', 'timestamptz', (row) => row.lastAt],
])

const FACTS = defineBatch<VendorFacts>([
  ['tenant_id', 'uuid', (row) => row.tenantId],
  ['connection_id', 'uuid', (row) => row.connectionId],
  ['clock_offset_ms', 'int4', (row) => row.clockOffsetMs],
  ['clock_measured_at', 'timestamptz', (row) => row.clockMeasuredAt],
  ['paused_until', 'timestamptz', (row) => row.pausedUntil],
  ['pause_reason', 'text', (row) => row.pauseReason],
  ['own_pauses', 'text', ({ ownPauses }) => ownPauses && toStoredPauses(ownPauses)],
])

const KNOWN = 'JOIN jimi_connection c ON c.tenant_id = n.tenant_id AND c.id = n.connection_id'

const ADD_CALLS = `
  INSERT INTO jimi_call_day AS d
    (tenant_id, connection_id, day, method, calls, failed, shared, cached, commands, people, background)
  SELECT n.tenant_id, n.connection_id, n.day::date, n.method, n.calls, n.failed, n.shared, n.cached, n.commands,
         n.people, n.background
  FROM ${CALLS.from(1, 'n')} ${KNOWN}
  ON CONFLICT (tenant_id, connection_id, day, method) DO UPDATE SET
    calls = d.calls + excluded.calls, failed = d.failed + excluded.failed,
    shared = d.shared + excluded.shared, cached = d.cached + excluded.cached,
    commands = d.commands + excluded.commands, people = d.people + excluded.people,
    background = d.background + excluded.background`

const ADD_ERRORS = `
  INSERT INTO jimi_error_day AS d (tenant_id, connection_id, day, code, method, count, last_at)
  SELECT n.tenant_id, n.connection_id, n.day::date, n.code, n.method, n.count, n.last_at
  FROM ${ERRORS.from(1, 'n')} ${KNOWN}
  ON CONFLICT (tenant_id, connection_id, day, code, method) DO UPDATE SET
    count = d.count + excluded.count, last_at = GREATEST(d.last_at, excluded.last_at)`

const NOTE_FACTS = `
  UPDATE jimi_connection c SET
    clock_offset_ms = COALESCE(n.clock_offset_ms, c.clock_offset_ms),
    clock_measured_at = COALESCE(n.clock_measured_at, c.clock_measured_at),
    paused_until = GREATEST(c.paused_until, n.paused_until),
    pause_reason = CASE WHEN n.paused_until > COALESCE(c.paused_until, '-infinity') THEN n.pause_reason
                        ELSE c.pause_reason END,
    own_pauses = COALESCE(COALESCE(c.own_pauses, '{}') || n.own_pauses::jsonb, c.own_pauses)
  FROM ${FACTS.from(1, 'n')}
  WHERE c.tenant_id = n.tenant_id AND c.id = n.connection_id`

function inOrder<
  Row extends { tenantId: string; connectionId: string; day?: string; code?: string; method?: string },
>(rows: readonly Row[]): Row[] {
  const keyOf = ({ tenantId, connectionId, day = '', code = '', method = '' }: Row) =>
    `${tenantId} ${connectionId} ${day} ${code} ${method}`
  return [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}
