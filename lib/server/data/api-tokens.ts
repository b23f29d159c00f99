// Tokens of the API as people see and change them: everybody their own, and nobody others'. How one is found when it is used is
// system/api-tokens.ts.

import 'server-only'
import { MAX_TOKENS_LISTED } from '@/lib/domain/api-v1/tokens'
import type { Viewer } from '../access'
import { sql } from '../db'
import { NotFoundError } from '../errors'
import { storableText, textArray } from '../sql'
import { isUuid } from './ids'

export type NewApiToken = {
  id: string
  tokenHash: string
  name: string
  scopes: readonly string[]
  createdAt: Date
  expiresAt: Date
}

export type ApiTokenRecord = Omit<NewApiToken, 'tokenHash' | 'scopes'> & {
  scopes: string[]
  lastUsedAt: Date | null
  revokedAt: Date | null
}

/** The viewer's own tokens, those that work first, then the newest. */
export function listApiTokens(viewer: Viewer, now: Date): Promise<ApiTokenRecord[]> {
  return sql().query<ApiTokenRecord>(
    `SELECT id, name, scopes, created_at AS "createdAt", expires_at AS "expiresAt",
       last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"
     FROM api_token WHERE tenant_id = $1 AND user_id = $2
     ORDER BY (revoked_at IS NULL AND expires_at > $3::timestamptz) DESC, created_at DESC, id
     LIMIT ${MAX_TOKENS_LISTED}`,
    [viewer.tenantId, viewer.userId, now],
  )
}

/** Stores a token of the viewer's, unless they have `most` that work already; whether it did. Within a transaction. */
export async function insertApiToken(viewer: Viewer, token: NewApiToken, most: number): Promise<boolean> {
  const { id, tokenHash, name, scopes, createdAt, expiresAt } = token
  // Two at once would each count without the other.
  await sql().query('SELECT 1 FROM app_user WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [
    viewer.tenantId,
    viewer.userId,
  ])
  const rows = await sql().query(
    `INSERT INTO api_token (tenant_id, id, user_id, token_hash, name, scopes, created_at, expires_at)
     SELECT $1::uuid, $2::uuid, $3::uuid, $4, $5, $6::text[], $7::timestamptz, $8::timestamptz
     WHERE (SELECT count(*) FROM api_token WHERE tenant_id = $1::uuid AND user_id = $3::uuid
       AND revoked_at IS NULL AND expires_at > $7::timestamptz) < ${Math.trunc(most)}
     RETURNING 1`,
    [
      ...[viewer.tenantId, id, viewer.userId, tokenHash],
      ...[storableText(name), textArray(scopes), createdAt, expiresAt],
    ],
  )
  return rows.length > 0
}

/** Revokes a token of the viewer's own and tells its name. @throws NotFoundError for one that is not theirs or is revoked already */
export async function revokeApiToken(viewer: Viewer, id: string, at: Date): Promise<string> {
  if (!isUuid(id)) throw new NotFoundError()
  const [row] = await sql().query<{ name: string }>(
    `UPDATE api_token SET revoked_at = $4::timestamptz
     WHERE tenant_id = $1 AND id = $2 AND user_id = $3 AND revoked_at IS NULL RETURNING name`,
    [viewer.tenantId, id, viewer.userId, at],
  )
  if (row === undefined) throw new NotFoundError()
  return row.name
}
