// Second factors as stored: the sealed secret, the newest step used, digests of recovery codes. Each is its own person's and
// found by tenant and person only: who is signing in has one before there is a viewer. Whether a code is right is judged in
// services/second-factor*.ts; whose roles must have one is ../second-factor-demand.ts.

import 'server-only'
import type { Viewer } from '../../access'
import { inTransaction, sql } from '../../db'
import { type Sql, textArray } from '../../sql'

/** Whose second factor it is: a viewer, or somebody who is only signing in. */
export type FactorOwner = Pick<Viewer, 'tenantId' | 'userId'>

/** `confirmedAt` is null while it is being set up, which `begunIn` names the sign-in of. */
export type StoredFactor = {
  secretSealed: string
  createdAt: Date
  begunIn: string | null
  confirmedAt: Date | null
  blockedUntil: Date | null
}

/** The person's second factor, being set up or in use; null for none. */
export async function findSecondFactor({ tenantId, userId }: FactorOwner): Promise<StoredFactor | null> {
  const [row] = await sql().query<StoredFactor>(
    `SELECT secret_sealed AS "secretSealed", created_at AS "createdAt", begun_in AS "begunIn", confirmed_at AS "confirmedAt",
       blocked_until AS "blockedUntil"
     FROM second_factor WHERE tenant_id = $1 AND user_id = $2`,
    [tenantId, userId],
  )
  return row ?? null
}

/** Keeps a secret that is being set up, in the place of one that was begun elsewhere. One in use is never replaced. */
export async function storeFactorDraft(
  owner: FactorOwner,
  { secretSealed, begunIn, at }: { secretSealed: string; begunIn: string; at: Date },
): Promise<void> {
  await sql().query(
    `INSERT INTO second_factor (tenant_id, user_id, secret_sealed, begun_in, created_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant_id, user_id) DO UPDATE SET secret_sealed = $3, begun_in = $4, created_at = $5
       WHERE second_factor.confirmed_at IS NULL`,
    [owner.tenantId, owner.userId, secretSealed, begunIn, at],
  )
}

/**
 * Puts the secret that was set up to use, with its recovery codes; `step` is that of the code which confirmed it. False when
 * it was in use already, or another secret has taken its place.
 */
export function confirmFactor(
  owner: FactorOwner,
  secretSealed: string,
  use: { step: number; at: Date; codeHashes: readonly string[] },
): Promise<boolean> {
  return inTransaction(async (tx) => {
    const rows = await tx.query(
      `UPDATE second_factor SET confirmed_at = $4, last_step = $5, begun_in = NULL, failures = 0, blocked_until = NULL
       WHERE tenant_id = $1 AND user_id = $2 AND secret_sealed = $3 AND confirmed_at IS NULL RETURNING 1`,
      [owner.tenantId, owner.userId, secretSealed, use.at, use.step],
    )
    if (rows.length === 0) return false
    await storeCodes(tx, owner, use.codeHashes)
    return true
  })
}

/** Uses the code of a time step up; false when it, or a later one, was used before. */
export async function takeStep(owner: FactorOwner, step: number): Promise<boolean> {
  const rows = await sql().query(
    `UPDATE second_factor SET last_step = $3, failures = 0, blocked_until = NULL
     WHERE tenant_id = $1 AND user_id = $2 AND confirmed_at IS NOT NULL AND (last_step IS NULL OR last_step < $3)
     RETURNING 1`,
    [owner.tenantId, owner.userId, step],
  )
  return rows.length > 0
}

/** Uses a recovery code up; false when there is no such code, or it was used before. */
export async function takeRecoveryCode(owner: FactorOwner, codeHash: string, at: Date): Promise<boolean> {
  const rows = await sql().query(
    `UPDATE recovery_code SET used_at = $4
     WHERE tenant_id = $1 AND user_id = $2 AND code_hash = $3 AND used_at IS NULL RETURNING 1`,
    [owner.tenantId, owner.userId, codeHash, at],
  )
  return rows.length > 0
}

/** Counts a wrong code. After `limit` in a row none is looked at until `until`, and counting starts anew. */
export async function noteWrongCode(owner: FactorOwner, limit: number, until: Date): Promise<void> {
  await sql().query(
    `UPDATE second_factor SET
       blocked_until = CASE WHEN failures + 1 >= $3::int THEN $4::timestamptz ELSE blocked_until END,
       failures = CASE WHEN failures + 1 >= $3::int THEN 0 ELSE failures + 1 END
     WHERE tenant_id = $1 AND user_id = $2`,
    [owner.tenantId, owner.userId, limit, until],
  )
}

/** How many recovery codes have not been used. */
export async function countRecoveryCodes({ tenantId, userId }: FactorOwner): Promise<number> {
  const [row] = await sql().query<{ count: number }>(
    `SELECT count(*)::int AS count FROM recovery_code WHERE tenant_id = $1 AND user_id = $2 AND used_at IS NULL`,
    [tenantId, userId],
  )
  return row?.count ?? 0
}

/** Puts new recovery codes in the place of all old ones. */
export function replaceRecoveryCodes(owner: FactorOwner, codeHashes: readonly string[]): Promise<void> {
  return inTransaction((tx) => storeCodes(tx, owner, codeHashes))
}

/** Forgets the person's second factor and recovery codes; false when none was in use. One being set up stays. */
export function deleteSecondFactor({ tenantId, userId }: FactorOwner): Promise<boolean> {
  return inTransaction(async (tx) => {
    const rows = await tx.query(
      'DELETE FROM second_factor WHERE tenant_id = $1 AND user_id = $2 AND confirmed_at IS NOT NULL RETURNING 1',
      [tenantId, userId],
    )
    if (rows.length === 0) return false
    await tx.query('DELETE FROM recovery_code WHERE tenant_id = $1 AND user_id = $2', [tenantId, userId])
    return true
  })
}

async function storeCodes(tx: Sql, owner: FactorOwner, codeHashes: readonly string[]): Promise<void> {
  await tx.query('DELETE FROM recovery_code WHERE tenant_id = $1 AND user_id = $2', [
    owner.tenantId,
    owner.userId,
  ])
  await tx.query(
    'INSERT INTO recovery_code (tenant_id, user_id, code_hash) SELECT $1, $2, code FROM unnest($3::text[]) AS code',
    [owner.tenantId, owner.userId, textArray(codeHashes)],
  )
}
