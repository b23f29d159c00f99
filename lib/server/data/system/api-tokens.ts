// Tokens of the API before there is a viewer: whom one stands for, found by its digest. What people see and do of their own is
// data/api-tokens.ts.

import { rightsOf } from '@/lib/domain/rights'
import { sql } from '../../db'
import type { Role } from '../../generated/prisma/enums'

/** A token that works, with the person it acts as, as they are now. */
export type LiveToken = {
  tenantId: string
  id: string
  name: string
  scopes: string[]
  expiresAt: Date
  lastUsedAt: Date | null
  userId: string
  personName: string
  role: Role
  scopePath: string
  rights: readonly string[]
}

type TokenRow = Omit<LiveToken, 'rights'> & { given: string[] | null; denied: string[] | null }

/**
 * The token with this digest (SHA-256, hex); null when there is none, when it is over or revoked, and when its person is
 * gone, disabled, or owes a second factor. Read anew for each call, so that all of that counts at once.
 */
export async function findLiveToken(tokenHash: string, at = new Date()): Promise<LiveToken | null> {
  const [row] = await sql().query<TokenRow>(
    `SELECT k.tenant_id AS "tenantId", k.id, k.name, k.scopes, k.expires_at AS "expiresAt",
       k.last_used_at AS "lastUsedAt", u.id AS "userId", u.name AS "personName", u.role::text AS role,
       u.scope_path AS "scopePath", u.rights AS given, u.denied_rights AS denied
     FROM api_token k
     JOIN app_user u ON u.tenant_id = k.tenant_id AND u.id = k.user_id AND u.disabled_at IS NULL
     JOIN tenant t ON t.id = k.tenant_id
     WHERE k.token_hash = $1 AND k.revoked_at IS NULL AND k.expires_at > $2::timestamptz
       AND (NOT u.role::text = ANY (t.second_factor_roles) OR EXISTS (
         SELECT 1 FROM second_factor f
         WHERE f.tenant_id = u.tenant_id AND f.user_id = u.id AND f.confirmed_at IS NOT NULL))
     LIMIT 1`,
    [tokenHash, at],
  )
  if (row === undefined) return null
  const { given, denied, ...token } = row
  return { ...token, rights: rightsOf({ role: token.role, rights: given ?? [], deniedRights: denied ?? [] }) }
}

/** Notes that a token was just used. */
export async function touchToken(tenantId: string, id: string, at: Date): Promise<void> {
  await sql().query(
    `UPDATE api_token SET last_used_at = $3::timestamptz WHERE tenant_id = $1 AND id = $2
       AND (last_used_at IS NULL OR last_used_at < $3::timestamptz)`,
    [tenantId, id, at],
  )
}
