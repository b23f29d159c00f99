// What people do with alarms, in bulk: reading how chosen alarms stand, storing what became of them if nobody was faster, and
// the history that only grows. Which step is allowed is lib/domain/alarm-inbox.ts.

import 'server-only'
import { randomUUID } from 'node:crypto'
import type { AlarmState } from '@/lib/domain/alarm-inbox'
import type { Viewer } from '../access'
import { sql } from '../db'
import { defineBatch, storableText } from '../sql'
import { scopeSql } from './alarm-rows'

/** How an alarm stands, with what decides who may be given it. */
export type StandingRow = {
  id: string
  devicePath: string
  state: AlarmState | null
  assigneeId: string | null
  snoozedUntil: Date | null
  resolution: string | null
  note: string | null
  version: number | null
}

/** Those of the alarms that the viewer may see. */
export function listStanding(viewer: Viewer, alarmIds: readonly string[]): Promise<StandingRow[]> {
  return sql().query<StandingRow>(
    `SELECT a.id, d.scope_path AS "devicePath", h.state, h.assignee_id AS "assigneeId", h.snoozed_until AS "snoozedUntil",
       h.resolution, h.note, h.version
     FROM ${scopeSql(viewer)}
     LEFT JOIN alarm_handling h ON h.tenant_id = a.tenant_id AND h.alarm_id = a.id
     WHERE a.tenant_id = $1 AND a.id = ANY($3::uuid[])`,
    [viewer.tenantId, viewer.scopePath, alarmIds],
  )
}

/** A change to store. `version` is the one it was decided on. */
export type HandlingChange = {
  id: string
  state: string
  assigneeId: string | null
  snoozedUntil: Date | null
  resolution: string | null
  note: string | null
  version: number
}

/** Stores changes of alarms that still are as they were thought to be, and answers which those are. */
export async function storeChanges(
  viewer: Viewer,
  changes: readonly HandlingChange[],
  at: Date,
): Promise<Set<string>> {
  if (changes.length === 0) return new Set()
  // All take rows in one order, so that two people with many alarms never wait for each other in a circle.
  const rows = changes.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const stored = await sql().query<{ id: string }>(STORE, [
    viewer.tenantId,
    viewer.userId,
    at,
    ...CHANGES.values(rows),
  ])
  return new Set(stored.map(({ id }) => id))
}

const CHANGES = defineBatch<HandlingChange>([
  ['alarm_id', 'uuid', (row) => row.id],
  ['state', 'text', (row) => row.state],
  ['assignee_id', 'uuid', (row) => row.assigneeId],
  ['snoozed_until', 'timestamptz', (row) => row.snoozedUntil],
  ['resolution', 'text', (row) => row.resolution],
  ['note', 'text', (row) => row.note],
  ['seen_version', 'int4', (row) => row.version],
])

const STORE = `
  INSERT INTO alarm_handling AS o (tenant_id, alarm_id, state, assignee_id, snoozed_until, resolution, note, version,
    changed_by_id, changed_at)
  SELECT $1::uuid, n.alarm_id, n.state, n.assignee_id, n.snoozed_until, n.resolution, n.note, n.seen_version + 1, $2::uuid, $3
  FROM ${CHANGES.from(4, 'n')}
  WHERE n.seen_version = 0 OR EXISTS (SELECT 1 FROM alarm_handling k WHERE k.tenant_id = $1::uuid AND k.alarm_id = n.alarm_id)
  ORDER BY n.alarm_id
  ON CONFLICT (tenant_id, alarm_id) DO UPDATE SET state = EXCLUDED.state, assignee_id = EXCLUDED.assignee_id,
    snoozed_until = EXCLUDED.snoozed_until, resolution = EXCLUDED.resolution, note = EXCLUDED.note,
    version = EXCLUDED.version, changed_by_id = EXCLUDED.changed_by_id, changed_at = EXCLUDED.changed_at
    WHERE o.version = EXCLUDED.version - 1
  RETURNING o.alarm_id AS id`

/** What was done to one alarm. */
export type HistoryEntry = { alarmId: string; step: string; detail: object }

/** Adds to the histories of alarms. */
export async function addHistory(viewer: Viewer, entries: readonly HistoryEntry[], at: Date): Promise<void> {
  if (entries.length === 0) return
  await sql().query(ADD_HISTORY, [viewer.tenantId, viewer.userId, at, ...ENTRIES.values(entries)])
}

const ENTRIES = defineBatch<HistoryEntry>([
  ['id', 'uuid', () => randomUUID()],
  ['alarm_id', 'uuid', (row) => row.alarmId],
  ['step', 'text', (row) => storableText(row.step)],
  ['detail', 'jsonb', (row) => ({ json: row.detail })],
])

const ADD_HISTORY = `
  INSERT INTO alarm_history (tenant_id, actor_id, at, id, alarm_id, step, detail)
  SELECT $1::uuid, $2::uuid, $3, n.id, n.alarm_id, n.step, n.detail FROM ${ENTRIES.from(4, 'n')}`

/** Who changed an alarm last, and how. */
export type LastChange = { alarmId: string; by: string | null; step: string; at: Date }

/** The newest change of each of these alarms, notes aside. */
export function listLastChanges(viewer: Viewer, alarmIds: readonly string[]): Promise<LastChange[]> {
  return sql().query<LastChange>(
    `SELECT DISTINCT ON (e.alarm_id) e.alarm_id AS "alarmId", u.name AS "by", e.step, e.at FROM alarm_history e
     LEFT JOIN app_user u ON u.tenant_id = e.tenant_id AND u.id = e.actor_id
     WHERE e.tenant_id = $1 AND e.alarm_id = ANY($2::uuid[]) AND e.step <> 'note' ORDER BY e.alarm_id, e.at DESC, e.id`,
    [viewer.tenantId, alarmIds],
  )
}

/** Somebody who may be given alarms. */
export type HandlerRow = { id: string; name: string; role: string; scopePath: string }

/** Those of the viewer's tenant who may sign in, the first 500 by name. */
export function listHandlers(viewer: Viewer): Promise<HandlerRow[]> {
  return sql().query<HandlerRow>(
    `SELECT id, name, role::text AS role, scope_path AS "scopePath" FROM app_user
     WHERE tenant_id = $1 AND disabled_at IS NULL ORDER BY lower(name), id LIMIT 500`,
    [viewer.tenantId],
  )
}

/** Somebody of the viewer's tenant who may sign in; null for anybody else. */
export async function findHandler(viewer: Viewer, userId: string): Promise<HandlerRow | null> {
  const [row] = await sql().query<HandlerRow>(
    `SELECT id, name, role::text AS role, scope_path AS "scopePath" FROM app_user
     WHERE tenant_id = $1 AND id = $2::uuid AND disabled_at IS NULL`,
    [viewer.tenantId, userId],
  )
  return row ?? null
}
