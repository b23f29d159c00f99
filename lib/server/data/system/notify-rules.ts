// What holding alarms against rules works on, and what is kept of it: for background work, without a viewer. The rules
// themselves are lib/domain/alarm-rules.ts.

import { MAX_RULES, type RuleDefinition, ruleDefinitionSchema } from '@/lib/domain/alarm-rules'
import { fenceShapeSchema } from '@/lib/domain/api/fence-shape'
import type { FenceShape } from '@/lib/domain/geofence'
import { sql } from '../../db'
import { log } from '../../log'
import { defineBatch } from '../../sql'
import { LATE_POLLED_ALARM_MS } from './alarms-since'

export type StoredRule = { id: string; name: string; activeSince: Date; definition: RuleDefinition }

/** An alarm with all that rules and notifications ask of it. */
export type AlarmFacts = {
  id: string
  deviceId: string
  code: string
  name: string | null
  severity: string
  startedAt: Date
  endedAt: Date | null
  receivedAt: Date
  lat: number | null
  lng: number | null
  speedKph: number | null
  fenceRef: string | null
  fenceName: string | null
  /** Whose fence it is: only those whose scope holds this path may know it. */
  fencePath: string | null
  address: string | null
  imei: string
  deviceName: string
  plate: string | null
  devicePath: string
}

/** Tenants whose alarms have to be looked at, each with a text that changes whenever a rule does. */
export async function listRuleVersions(): Promise<Map<string, string>> {
  const rows = await sql().query<{ tenantId: string; version: string }>(`
    SELECT tenant_id AS "tenantId", count(*) || ' ' || max(updated_at) AS version
    FROM alarm_rule WHERE enabled GROUP BY tenant_id`)
  return new Map(rows.map(({ tenantId, version }) => [tenantId, version]))
}

/** The rules of a tenant that are switched on, in their order. One that cannot be read is left out. */
export async function listEnabledRules(tenantId: string): Promise<StoredRule[]> {
  const rows = await sql().query<Omit<StoredRule, 'definition'> & { definition: unknown }>(
    `SELECT id, name, active_since AS "activeSince", definition FROM alarm_rule
     WHERE tenant_id = $1::uuid AND enabled ORDER BY position, id LIMIT ${MAX_RULES}`,
    [tenantId],
  )
  return rows.flatMap((row) => {
    const definition = ruleDefinitionSchema.safeParse(row.definition)
    if (!definition.success) log.warn({ tenantId, ruleId: row.id }, 'an alarm rule cannot be read')
    return definition.success ? [{ ...row, definition: definition.data }] : []
  })
}

/** What of a rule decides whether a notification is still wanted; null when it is gone, switched off or cannot be read. */
export async function findRuleTargets(
  tenantId: string,
  ruleId: string,
): Promise<Pick<RuleDefinition, 'recipients' | 'ways'> | null> {
  const [row] = await sql().query<{ recipients: unknown; ways: unknown }>(
    `SELECT definition->'recipients' AS recipients, definition->'ways' AS ways FROM alarm_rule
     WHERE tenant_id = $1::uuid AND id = $2::uuid AND enabled`,
    [tenantId, ruleId],
  )
  const parsed = ruleDefinitionSchema.pick({ recipients: true, ways: true }).safeParse(row)
  return parsed.success ? parsed.data : null
}

/** The path of the account that a vehicle lies in now; null when it has left the roster. */
export async function findVehiclePath(tenantId: string, deviceId: string): Promise<string | null> {
  const [row] = await sql().query<{ path: string }>(
    `SELECT c.path FROM device d JOIN account c ON c.tenant_id = d.tenant_id AND c.id = d.account_id
     WHERE d.tenant_id = $1::uuid AND d.id = $2::uuid AND d.removed_at IS NULL`,
    [tenantId, deviceId],
  )
  return row?.path ?? null
}

/** Account paths by account id. */
export async function listAccountPaths(tenantId: string): Promise<Map<string, string>> {
  const rows = await sql().query<{ id: string; path: string }>(
    'SELECT id, path FROM account WHERE tenant_id = $1::uuid AND removed_at IS NULL',
    [tenantId],
  )
  return new Map(rows.map(({ id, path }) => [id, path]))
}

/** Shapes by fence id, of fences that were not taken away. */
export async function listFenceShapes(
  tenantId: string,
  fenceIds: readonly string[],
): Promise<Map<string, FenceShape>> {
  if (fenceIds.length === 0) return new Map()
  const rows = await sql().query<{ id: string; shape: unknown }>(
    'SELECT id, shape FROM fence WHERE tenant_id = $1::uuid AND id = ANY ($2::uuid[]) AND removed_at IS NULL',
    [tenantId, fenceIds],
  )
  return new Map(
    rows.flatMap(({ id, shape }) => {
      const parsed = fenceShapeSchema.safeParse(shape)
      return parsed.success ? [[id, parsed.data] as const] : []
    }),
  )
}

/** An address that was seen so long before or after the alarm is not where it happened. */
const ADDRESS_FITS_WITHIN = '5 minutes'

const FACTS = `
  SELECT a.id, a.device_id AS "deviceId", a.code, a.name, a.severity, a.started_at AS "startedAt",
    a.ended_at AS "endedAt", a.received_at AS "receivedAt", a.lat, a.lng, a.speed_kph AS "speedKph",
    a.fence_ref AS "fenceRef", f.name AS "fenceName", f.scope_path AS "fencePath", d.imei, d.name AS "deviceName", d.plate, d.scope_path AS "devicePath",
    CASE WHEN s.fix_at BETWEEN a.started_at - interval '${ADDRESS_FITS_WITHIN}'
      AND a.started_at + interval '${ADDRESS_FITS_WITHIN}' THEN s.address END AS address
  FROM alarm a
  JOIN device d ON d.tenant_id = a.tenant_id AND d.id = a.device_id AND d.removed_at IS NULL
  LEFT JOIN device_state s ON s.tenant_id = a.tenant_id AND s.device_id = a.device_id
  LEFT JOIN fence f ON f.tenant_id = a.tenant_id AND f.id::text = a.fence_ref`

export const ALARMS_AT_ONCE = 500

/**
 * Alarms that became news at `since` or later and were not held against the rules yet, oldest first, ALARMS_AT_ONCE at
 * most. History that only a poll told of is none, as everywhere.
 */
export function listUnevaluated(tenantId: string, since: Date): Promise<AlarmFacts[]> {
  return sql().query<AlarmFacts>(UNEVALUATED, [tenantId, since.toISOString()])
}

const UNEVALUATED = `${FACTS}
  WHERE a.tenant_id = $1::uuid AND a.received_at >= $2::timestamptz
    AND (a.pushed_at IS NOT NULL OR a.started_at > a.received_at - interval '${LATE_POLLED_ALARM_MS} ms')
    AND NOT EXISTS (SELECT 1 FROM alarm_evaluation e WHERE e.tenant_id = a.tenant_id AND e.alarm_id = a.id)
  ORDER BY a.received_at, a.id LIMIT ${ALARMS_AT_ONCE}`

/** Alarms of a tenant that were received from `since` on, the newest first, for looking back. */
export function listAlarmFacts(tenantId: string, since: Date, limit: number): Promise<AlarmFacts[]> {
  return sql().query<AlarmFacts>(
    `${FACTS} WHERE a.tenant_id = $1::uuid AND a.received_at >= $2::timestamptz
     ORDER BY a.received_at DESC, a.id LIMIT $3::int`,
    [tenantId, since.toISOString(), limit],
  )
}

/** Up to when a tenant's alarms were looked at; null when they never were. */
export async function readCursor(tenantId: string): Promise<Date | null> {
  const [row] = await sql().query<{ at: Date }>(
    'SELECT at FROM alarm_rule_cursor WHERE tenant_id = $1::uuid',
    [tenantId],
  )
  return row?.at ?? null
}

/** Notes how far the looking came; it never goes back. */
export async function setCursor(tenantId: string, at: Date): Promise<void> {
  await sql().query(
    `INSERT INTO alarm_rule_cursor (tenant_id, at) VALUES ($1::uuid, $2::timestamptz)
     ON CONFLICT (tenant_id) DO UPDATE SET at = GREATEST(alarm_rule_cursor.at, excluded.at)`,
    [tenantId, at.toISOString()],
  )
}

/** Takes alarms for evaluation and answers those nobody took before. One that is gone by now is not taken. */
export async function takeAlarms(
  tenantId: string,
  alarmIds: readonly string[],
  at: Date,
): Promise<Set<string>> {
  if (alarmIds.length === 0) return new Set()
  const rows = await sql().query<{ id: string }>(TAKE, [tenantId, alarmIds, at.toISOString()])
  return new Set(rows.map(({ id }) => id))
}

// The alarm is held, so that it cannot go between being seen and being noted.
const TAKE = `
  INSERT INTO alarm_evaluation (tenant_id, alarm_id, evaluated_at)
  SELECT tenant_id, id, $3::timestamptz FROM
    (SELECT tenant_id, id FROM alarm WHERE tenant_id = $1::uuid AND id = ANY ($2::uuid[]) ORDER BY id FOR KEY SHARE) AS a
  ON CONFLICT DO NOTHING RETURNING alarm_id AS id`

/** A rule that has to wait for an alarm to last. */
export type RuleWait = { alarmId: string; ruleId: string; dueAt: Date }

const WAITS = defineBatch<RuleWait>([
  ['alarm_id', 'uuid', (row) => row.alarmId],
  ['rule_id', 'uuid', (row) => row.ruleId],
  ['due_at', 'timestamptz', (row) => row.dueAt],
])

/** Keeps waits whose rule and alarm still exist. */
export async function insertWaits(tenantId: string, waits: readonly RuleWait[]): Promise<void> {
  if (waits.length === 0) return
  await sql().query(
    `INSERT INTO alarm_rule_wait (tenant_id, ${WAITS.names})
     SELECT $1::uuid, n.alarm_id, n.rule_id, n.due_at FROM ${WAITS.from(2, 'n')}
     JOIN alarm_rule r ON r.tenant_id = $1::uuid AND r.id = n.rule_id
     JOIN alarm a ON a.tenant_id = $1::uuid AND a.id = n.alarm_id
     ON CONFLICT DO NOTHING`,
    [tenantId, ...WAITS.values(waits)],
  )
}

/** Waits that are over, with their alarms as they are now. */
export async function listDueWaits(
  tenantId: string,
  nowAt: Date,
): Promise<(AlarmFacts & { ruleId: string })[]> {
  return sql().query(
    `${FACTS.replace('SELECT a.id', 'SELECT w.rule_id AS "ruleId", a.id')}
     JOIN alarm_rule_wait w ON w.tenant_id = a.tenant_id AND w.alarm_id = a.id
     WHERE a.tenant_id = $1::uuid AND w.due_at <= $2::timestamptz ORDER BY w.due_at LIMIT ${ALARMS_AT_ONCE}`,
    [tenantId, nowAt.toISOString()],
  )
}

/** Ends a wait; false when another has ended it before. */
export async function takeWait(
  tenantId: string,
  wait: { alarmId: string; ruleId: string },
): Promise<boolean> {
  const rows = await sql().query(
    `DELETE FROM alarm_rule_wait WHERE tenant_id = $1::uuid AND alarm_id = $2::uuid AND rule_id = $3::uuid
     RETURNING alarm_id`,
    [tenantId, wait.alarmId, wait.ruleId],
  )
  return rows.length > 0
}

/** The beginning of the last alarm of a kind and vehicle that a rule told of. */
export type RuleLast = { ruleId: string; deviceId: string; code: string; at: Date }

const LASTS = defineBatch<RuleLast>([
  ['rule_id', 'uuid', (row) => row.ruleId],
  ['device_id', 'uuid', (row) => row.deviceId],
  ['code', 'text', (row) => row.code],
  ['at', 'timestamptz', (row) => row.at],
])

/** The stored ones of those asked for; `at` of the question is of no matter. */
export async function readLasts(tenantId: string, asked: readonly RuleLast[]): Promise<RuleLast[]> {
  if (asked.length === 0) return []
  return sql().query<RuleLast>(
    `SELECT DISTINCT l.rule_id AS "ruleId", l.device_id AS "deviceId", l.code, l.at FROM ${LASTS.from(2, 'n')}
     JOIN alarm_rule_last l ON l.tenant_id = $1::uuid AND l.rule_id = n.rule_id AND l.device_id = n.device_id
       AND l.code = n.code`,
    [tenantId, ...LASTS.values(asked)],
  )
}

/** Notes what was told of last, forward only. Each rule, vehicle and code at most once. */
export async function storeLasts(tenantId: string, lasts: readonly RuleLast[]): Promise<void> {
  if (lasts.length === 0) return
  await sql().query(
    `INSERT INTO alarm_rule_last (tenant_id, ${LASTS.names})
     SELECT $1::uuid, n.rule_id, n.device_id, n.code, n.at FROM ${LASTS.from(2, 'n')}
     JOIN alarm_rule r ON r.tenant_id = $1::uuid AND r.id = n.rule_id
     ON CONFLICT (tenant_id, rule_id, device_id, code) DO UPDATE SET at = GREATEST(alarm_rule_last.at, excluded.at)`,
    [tenantId, ...LASTS.values(lasts)],
  )
}

const SEVERITIES = defineBatch<{ alarmId: string; severity: string }>([
  ['alarm_id', 'uuid', (row) => row.alarmId],
  ['severity', 'text', (row) => row.severity],
])

/** What rules made of the severity of alarms, by alarm id; those that no rule touched are left out. */
export async function readRuleSeverities(
  tenantId: string,
  alarmIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql().query<{ id: string; severity: string }>(
    `SELECT id, rule_severity AS severity FROM alarm
     WHERE tenant_id = $1::uuid AND id = ANY ($2::uuid[]) AND rule_severity IS NOT NULL`,
    [tenantId, alarmIds],
  )
  return new Map(rows.map(({ id, severity }) => [id, severity]))
}

/** Gives alarms another severity; one that a rule set before stays. */
export async function setRuleSeverities(
  tenantId: string,
  changes: readonly { alarmId: string; severity: string }[],
): Promise<void> {
  if (changes.length === 0) return
  await sql().query(
    `UPDATE alarm AS a SET rule_severity = n.severity FROM ${SEVERITIES.from(2, 'n')}
     WHERE a.tenant_id = $1::uuid AND a.id = n.alarm_id AND a.rule_severity IS NULL`,
    [tenantId, ...SEVERITIES.values(changes)],
  )
}
