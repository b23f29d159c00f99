// Alarm rules as people of a tenant may see and change them: everybody but viewers sees them, owners change them. Holding
// alarms against them is the business of lib/server/notify.

import 'server-only'
import { randomUUID } from 'node:crypto'
import {
  MAX_RULES,
  type RuleDefinition,
  type RuleDraft,
  ruleDefinitionSchema,
} from '@/lib/domain/alarm-rules'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import { db, inTransaction, sql } from '../db'
import { ForbiddenError, InvalidInputError, NotFoundError } from '../errors'
import { isUuid } from './ids'

export type RuleRecord = { id: string; name: string; enabled: boolean; definition: RuleDefinition }

/**
 * The rules of the tenant in their order. One that cannot be read is left out.
 * @throws ForbiddenError for the role viewer.
 */
export async function listRules(viewer: Viewer): Promise<RuleRecord[]> {
  if (viewer.role === 'viewer') throw new ForbiddenError()
  const rows = await db().alarmRule.findMany({
    where: { tenantId: viewer.tenantId },
    select: { id: true, name: true, enabled: true, definition: true },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    take: MAX_RULES,
  })
  return rows.flatMap((row) => {
    const definition = ruleDefinitionSchema.safeParse(row.definition)
    return definition.success ? [{ ...row, definition: definition.data }] : []
  })
}

/**
 * Makes a rule, or changes the one with this id; answers its id. A rule that is switched on begins with what comes from then on.
 * @throws ForbiddenError unless the viewer is an owner; NotFoundError for ids of others, in the rule too.
 */
export async function saveRule(viewer: Viewer, ruleId: string | null, draft: RuleDraft): Promise<string> {
  requireOwner(viewer)
  const { tenantId } = viewer
  await requireOwn(tenantId, draft.definition)
  const { name, enabled, definition } = draft
  const id = ruleId ?? randomUUID()
  await inTransaction(async () => {
    if (ruleId === null) await insertRule(tenantId, id, draft)
    else {
      const rows = await sql().query(UPDATE_RULE, [tenantId, id, name, enabled, JSON.stringify(definition)])
      if (!isUuid(id) || rows.length === 0) throw new NotFoundError()
      await dropWaits(tenantId, id)
    }
    await noteChange(viewer, ruleId === null ? 'alarm_rule.create' : 'alarm_rule.change', { id, name })
  })
  return id
}

/** Switches a rule on or off. @throws as `saveRule` */
export async function setRuleEnabled(viewer: Viewer, ruleId: string, enabled: boolean): Promise<void> {
  requireOwner(viewer)
  if (!isUuid(ruleId)) throw new NotFoundError()
  await inTransaction(async () => {
    const [row] = await sql().query<{ name: string }>(
      `UPDATE alarm_rule SET enabled = $3, updated_at = now(), active_since = CASE WHEN enabled THEN active_since ELSE now() END
       WHERE tenant_id = $1::uuid AND id = $2::uuid RETURNING name`,
      [viewer.tenantId, ruleId, enabled],
    )
    if (!row) throw new NotFoundError()
    if (!enabled) await dropWaits(viewer.tenantId, ruleId)
    const action = enabled ? 'alarm_rule.enable' : 'alarm_rule.disable'
    await noteChange(viewer, action, { id: ruleId, name: row.name })
  })
}

/** Takes a rule away; what it sent stays in the lists. @throws as `saveRule` */
export async function removeRule(viewer: Viewer, ruleId: string): Promise<void> {
  requireOwner(viewer)
  if (!isUuid(ruleId)) throw new NotFoundError()
  await inTransaction(async () => {
    const [row] = await sql().query<{ name: string }>(
      'DELETE FROM alarm_rule WHERE tenant_id = $1::uuid AND id = $2::uuid RETURNING name',
      [viewer.tenantId, ruleId],
    )
    if (!row) throw new NotFoundError()
    await noteChange(viewer, 'alarm_rule.remove', { id: ruleId, name: row.name })
  })
}

/** Puts a rule one place earlier (-1) or later (1). @throws as `saveRule` */
export async function moveRule(viewer: Viewer, ruleId: string, by: -1 | 1): Promise<void> {
  requireOwner(viewer)
  await inTransaction(async () => {
    const rows = await sql().query<{ id: string }>(
      'SELECT id FROM alarm_rule WHERE tenant_id = $1::uuid ORDER BY position, id FOR UPDATE',
      [viewer.tenantId],
    )
    const order = rows.map(({ id }) => id)
    const at = order.indexOf(ruleId)
    if (at < 0) throw new NotFoundError()
    order.splice(at, 1)
    order.splice(Math.max(0, Math.min(order.length, at + by)), 0, ruleId)
    await sql().query(
      `UPDATE alarm_rule AS r SET position = n.place, updated_at = now()
       FROM unnest($2::uuid[]) WITH ORDINALITY AS n(id, place)
       WHERE r.tenant_id = $1::uuid AND r.id = n.id AND r.position <> n.place`,
      [viewer.tenantId, order],
    )
  })
}

async function insertRule(tenantId: string, id: string, { name, enabled, definition }: RuleDraft) {
  const rows = await sql().query(
    `INSERT INTO alarm_rule (tenant_id, id, position, name, enabled, definition, active_since, updated_at)
     SELECT $1::uuid, $2::uuid, COALESCE(max(position), 0) + 1, $3, $4, $5::jsonb, now(), now() FROM alarm_rule
     WHERE tenant_id = $1::uuid HAVING count(*) < ${MAX_RULES} RETURNING id`,
    [tenantId, id, name, enabled, JSON.stringify(definition)],
  )
  if (rows.length === 0) throw new InvalidInputError(`There can be ${MAX_RULES} rules at most.`)
}

const UPDATE_RULE = `
  UPDATE alarm_rule SET name = $3, definition = $5::jsonb, updated_at = now(), enabled = $4,
    active_since = CASE WHEN enabled THEN active_since ELSE now() END
  WHERE tenant_id = $1::uuid AND id::text = $2::text RETURNING id`

/** What waits for a rule waits for what the rule was. */
async function dropWaits(tenantId: string, ruleId: string): Promise<void> {
  await sql().query('DELETE FROM alarm_rule_wait WHERE tenant_id = $1::uuid AND rule_id = $2::uuid', [
    tenantId,
    ruleId,
  ])
}

async function noteChange(viewer: Viewer, action: string, detail: { id: string; name: string }) {
  await appendAudit(viewer.tenantId, { actorId: viewer.userId, action, target: detail.id, detail })
}

/** Every id in a rule is of the tenant. What was taken away since may stay in a rule; it matches nothing. */
async function requireOwn(tenantId: string, definition: RuleDefinition): Promise<void> {
  const { vehicles, fenceIds, recipients, ways } = definition
  const named: [table: string, ids: readonly string[]][] = [
    ['device', vehicles?.deviceIds ?? []],
    ['account', vehicles?.accountIds ?? []],
    ['fence', fenceIds ?? []],
    ['app_user', recipients.userIds],
    ['webhook_endpoint', ways.webhookIds],
  ]
  for (const [table, ids] of named) {
    const wanted = [...new Set(ids)]
    if (wanted.length === 0) continue
    const [row] = await sql().query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${table} WHERE tenant_id = $1::uuid AND id = ANY ($2::uuid[])`,
      [tenantId, wanted],
    )
    if (row?.count !== wanted.length) throw new NotFoundError()
  }
}

function requireOwner(viewer: Viewer): void {
  if (viewer.role !== 'owner') throw new ForbiddenError()
}
