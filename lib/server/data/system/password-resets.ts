// Links to choose another password, as stored: digests only. Making and using them is services/password-reset.ts.

import { grantProblem, mayManage, type Standing } from '@/lib/domain/people'
import { inTransaction, sql } from '../../db'
import type { Sql } from '../../sql'

/** Whose link it is. */
export type ResetOwner = { tenantId: string; userId: string }

type Side = Standing & { id: string }

/**
 * Keeps a link until `expiresAt`, and forgets those that are over. `createdById` is who made it to be handed over; null for
 * mails. Of those handed over the newest alone is kept: whoever makes one takes back what was made before.
 */
export function storeReset(
  { tenantId, userId }: ResetOwner,
  link: { tokenHash: string; at: Date; expiresAt: Date; createdById: string | null },
): Promise<void> {
  return inTransaction(async (tx) => {
    await lockForReset({ tenantId, userId })
    await tx.query(
      `DELETE FROM password_reset WHERE tenant_id = $1 AND user_id = $2
         AND (expires_at <= $3::timestamptz OR ($4::uuid IS NOT NULL AND created_by_id IS NOT NULL))`,
      [tenantId, userId, link.at, link.createdById],
    )
    await tx.query(
      `INSERT INTO password_reset (tenant_id, user_id, token_hash, created_at, expires_at, created_by_id)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [tenantId, userId, link.tokenHash, link.at, link.expiresAt, link.createdById],
    )
  })
}

/** Before their links and before the record, as everybody locks who uses a link up or deletes the person. In a transaction. */
export async function lockForReset({ tenantId, userId }: ResetOwner): Promise<void> {
  await sql().query('SELECT 1 FROM app_user WHERE tenant_id = $1 AND id = $2 FOR NO KEY UPDATE', [
    tenantId,
    userId,
  ])
}

/** How many mailed links of a person have not run out. */
export async function countResets({ tenantId, userId }: ResetOwner, at: Date): Promise<number> {
  const [row] = await sql().query<{ count: number }>(
    `SELECT count(*)::int AS count FROM password_reset
     WHERE tenant_id = $1 AND user_id = $2 AND created_by_id IS NULL AND expires_at > $3::timestamptz`,
    [tenantId, userId, at],
  )
  return row?.count ?? 0
}

/** Whether a link is still good: not over, and who made it, if anybody did, could still make it. */
export async function isResetGood(owner: ResetOwner, tokenHash: string, at: Date): Promise<boolean> {
  const link = await findLink(sql(), owner, tokenHash, at)
  return link !== null && isStillGiven(owner, link, await findSides(sql(), owner, link))
}

/** Uses a link up, and with it every other of the same person; false when it was not good, which uses nothing up. */
export function takeReset(owner: ResetOwner, tokenHash: string, at: Date): Promise<boolean> {
  const { tenantId, userId } = owner
  return inTransaction(async (tx) => {
    const link = await findLink(tx, owner, tokenHash, at)
    if (link === null) return false
    // People first, as everybody locks who changes or deletes them.
    const sides = await findSides(tx, owner, link, 'FOR NO KEY UPDATE')
    if (!isStillGiven(owner, link, sides)) return false
    const rows = await tx.query(
      'DELETE FROM password_reset WHERE tenant_id = $1 AND user_id = $2 AND token_hash = $3 RETURNING 1',
      [tenantId, userId, tokenHash],
    )
    if (rows.length === 0) return false
    await tx.query('DELETE FROM password_reset WHERE tenant_id = $1 AND user_id = $2', [tenantId, userId])
    return true
  })
}

/** Forgets every link of a person: who changes the password otherwise has no use for them. */
export async function deleteResets({ tenantId, userId }: ResetOwner): Promise<void> {
  await sql().query('DELETE FROM password_reset WHERE tenant_id = $1 AND user_id = $2', [tenantId, userId])
}

/** Who made a link to be handed over; null for mails. */
type Link = { createdById: string | null }

async function findLink(
  tx: Sql,
  { tenantId, userId }: ResetOwner,
  tokenHash: string,
  at: Date,
): Promise<Link | null> {
  const [link] = await tx.query<Link>(
    `SELECT created_by_id AS "createdById" FROM password_reset
     WHERE tenant_id = $1 AND user_id = $2 AND token_hash = $3 AND expires_at > $4::timestamptz`,
    [tenantId, userId, tokenHash, at],
  )
  return link ?? null
}

/** Whose link it is and who made it, as they are now; owners come first, as in ../people.ts, so that locks never cross. */
function findSides(
  tx: Sql,
  { tenantId, userId }: ResetOwner,
  { createdById }: Link,
  lock: '' | 'FOR NO KEY UPDATE' = '',
): Promise<Side[]> {
  return tx.query<Side>(
    `SELECT u.id, u.role::text AS role, coalesce(u.rights, '{}') AS rights,
       coalesce(u.denied_rights, '{}') AS "deniedRights", u.scope_path AS "scopePath"
     FROM app_user u WHERE u.tenant_id = $1 AND u.id IN ($2::uuid, $3::uuid) AND u.disabled_at IS NULL
     ORDER BY (u.role = 'owner') DESC, u.id ${lock}`,
    [tenantId, userId, createdById],
  )
}

/** What somebody asked for by mail is theirs; what was handed over is worth what its maker may do now. */
function isStillGiven({ userId }: ResetOwner, { createdById }: Link, sides: readonly Side[]): boolean {
  const person = sides.find(({ id }) => id === userId)
  if (person === undefined) return false
  if (createdById === null) return true
  const maker = sides.find(({ id }) => id === createdById)
  return maker !== undefined && mayManage(maker, person) && grantProblem(maker, person, null) === null
}
