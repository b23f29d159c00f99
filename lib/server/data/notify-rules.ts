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
import { dropWaitingNotices } from './system/notify-outbox'

export type RuleRecord = {
  id: string
  name: string
  enabled: boolean
  definition: RuleDefinition
  updatedAt: Date
}

/** The rule that a draft is to replace, and when it was changed last as it was read. */
export type SeenRule = { id: string; updatedAt: Date }

/**
 * The rules of the tenant in their order. One that cannot be read is left out.
 * @throws ForbiddenError for the role viewer.
 */
export async function listRules(viewer: Viewer): Promise<RuleRecord[]> {
  if (viewer.role === 'viewer') throw new ForbiddenError()
  const rows = await db().alarmRule.findMany({
    where: { tenantId: viewer.tenantId },
    select: { id: true, name: true, enabled: true, definition: true, updatedAt: true },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    take: MAX_RULES,
  })
  return rows.flatMap((row) => {
    const definition = ruleDefinitionSchema.safeParse(row.definition)
    return definition.success ? [{ ...row, definition: definition.data }] : []
  })
}

/**
 * Makes a rule, or changes the one that was seen; answers its id. A changed rule stays on or off as it is. Nothing is stored
 * when somebody has changed the rule since it was seen: then the answer says when.
 * @throws ForbiddenError unless the viewer is an owner; NotFoundError for ids of others, in the rule too.
 */
export async function saveRule(
  viewer: Viewer,
  seen: SeenRule | null,
  draft: RuleDraft,
): Promise<{ id: string } | { changedAt: Date }> {
  requireOwner(viewer)
  const { tenantId } = viewer
  const id = seen?.id ?? randomUUID()
  return inTransaction(async () => {
    const stored = seen === null ? null : await lockRule(tenantId, seen.id)
    if (seen && stored && stored.updatedAt.getTime() !== seen.updatedAt.getTime())
      return { changedAt: stored.updatedAt }
    await requireOwn(tenantId, draft.definition, stored?.definition)
    if (stored === null) await insertRule(tenantId, id, draft)
    else {
      await sql().query(UPDATE_RULE, [tenantId, id, draft.name, JSON.stringify(draft.definition)])
      await dropWaits(tenantId, id)
    }
    const action = stored === null ? 'alarm_rule.create' : 'alarm_rule.change'
    await noteChange(viewer, action, { id, name: draft.name })
    return { id }
  })
}

/** Within a transaction. @throws NotFoundError */
async function lockRule(tenantId: string, id: string) {
  if (!isUuid(id)) throw new NotFoundError()
  const [row] = await sql().query<{ updatedAt: Date; definition: unknown }>(
    `SELECT updated_at AS "updatedAt", definition FROM alarm_rule
     WHERE tenant_id = $1::uuid AND id = $2::uuid FOR UPDATE`,
    [tenantId, id],
  )
  if (!row) throw new NotFoundError()
  const definition = ruleDefinitionSchema.safeParse(row.definition)
  return { updatedAt: row.updatedAt, definition: definition.data }
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
    if (!enabled) await dropPending(viewer.tenantId, ruleId)
    const action = enabled ? 'alarm_rule.enable' : 'alarm_rule.disable'
    await noteChange(viewer, action, { id: ruleId, name: row.name })
  })
}

/** Takes a rule away; what it sent stays in the lists, what waits is not sent. @throws as `saveRule` */
export async function removeRule(viewer: Viewer, ruleId: string): Promise<void> {
  requireOwner(viewer)
  if (!isUuid(ruleId)) throw new NotFoundError()
  await inTransaction(async () => {
    const [row] = await sql().query<{ name: string }>(
      'DELETE FROM alarm_rule WHERE tenant_id = $1::uuid AND id = $2::uuid RETURNING name',
      [viewer.tenantId, ruleId],
    )
    if (!row) throw new NotFoundError()
    await dropPending(viewer.tenantId, ruleId)
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
  UPDATE alarm_rule SET name = $3, definition = $4::jsonb, updated_at = now()
  WHERE tenant_id = $1::uuid AND id = $2::uuid`

/** What waits for a rule waits for what the rule was. */
async function dropWaits(tenantId: string, ruleId: string): Promise<void> {
  await sql().query('DELETE FROM alarm_rule_wait WHERE tenant_id = $1::uuid AND rule_id = $2::uuid', [
    tenantId,
    ruleId,
  ])
}

/** Nobody is told any more of what a rule has found so far. */
async function dropPending(tenantId: string, ruleId: string): Promise<void> {
  await dropWaits(tenantId, ruleId)
  await dropWaitingNotices(tenantId, ruleId)
}

async function noteChange(viewer: Viewer, action: string, detail: { id: string; name: string }) {
  await appendAudit(viewer.tenantId, { actorId: viewer.userId, action, target: detail.id, detail })
}

/** Every id in a rule is of the tenant. What was taken away since may stay in a rule that had it; it matches nothing. */
async function requireOwn(
  tenantId: string,
  definition: RuleDefinition,
  before: RuleDefinition | undefined,
): Promise<void> {
  const known = before === undefined ? [] : namedIds(before)
  for (const [index, [table, ids]] of namedIds(definition).entries()) {
    const had = new Set(known[index]?.[1])
    const wanted = [...new Set(ids)].filter((id) => !had.has(id))
    if (wanted.length === 0) continue
    const [row] = await sql().query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${table} WHERE tenant_id = $1::uuid AND id = ANY ($2::uuid[])`,
      [tenantId, wanted],
    )
    if (row?.count !== wanted.length) throw new NotFoundError()
  }
}

/** The ids in a rule by the table they are of, in the same order for each rule. */
function namedIds({ vehicles, fenceIds, recipients, ways }: RuleDefinition) {
  return [
    ['device', vehicles?.deviceIds ?? []],
    ['account', vehicles?.accountIds ?? []],
    ['fence', fenceIds ?? []],
    ['app_user', recipients.userIds],
    ['webhook_endpoint', ways.webhookIds],
  ] as const satisfies [table: string, ids: readonly string[]][]
}

function requireOwner(viewer: Viewer): void {
  if (viewer.role !== 'owner') throw new ForbiddenError()
}
