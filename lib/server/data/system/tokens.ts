// The one access token of each vendor connection, and the lease under which one process at a time asks for another.
// Tokens stay sealed here. Each step is one statement, judged by the database's clock, so it holds over all processes.

import { sql } from '../../db'

/** Which connection. */
export type ConnectionKey = { tenantId: string; connectionId: string }

/** A stored token. The sealed columns are envelopes of lib/server/secrets.ts. */
export type StoredToken = {
  accessTokenSealed: string
  refreshTokenSealed: string | null
  issuedAt: Date
  expiresAt: Date
}

/** Least time between the begins of two token.get of one connection: the vendor refuses a second within a minute. */
export const TOKEN_GET_EVERY_MS = 60_000

/** Who claims, and for how long. `nowMs` stands in for the database's clock in tests. */
export type LeaseClaim = { owner: string; leaseMs: number; nowMs?: number }

/** The stored token, expired or not; null before the first. */
export async function findToken({ tenantId, connectionId }: ConnectionKey): Promise<StoredToken | null> {
  const [row] = await sql().query<StoredToken>(
    `SELECT access_token_sealed AS "accessTokenSealed", refresh_token_sealed AS "refreshTokenSealed",
            issued_at AS "issuedAt", expires_at AS "expiresAt"
     FROM jimi_token
     WHERE tenant_id = $1 AND connection_id = $2 AND access_token_sealed IS NOT NULL`,
    [tenantId, connectionId],
  )
  return row ?? null
}

/** Takes the lease when it is free, has run out, or is the owner's already. */
export async function tryAcquireTokenLease(key: ConnectionKey, claim: LeaseClaim): Promise<boolean> {
  const rows = await sql().query(
    `INSERT INTO jimi_token AS t (tenant_id, connection_id, lease_owner, lease_until)
     VALUES ($1, $2, $3, ${NOW} + $4 * interval '1 ms')
     ON CONFLICT (tenant_id, connection_id) DO UPDATE
       SET lease_owner = excluded.lease_owner, lease_until = excluded.lease_until
       WHERE ${LEASE_IS_FREE}
     RETURNING 1`,
    claimValues(key, claim),
  )
  return rows.length === 1
}

/**
 * Takes the lease as `tryAcquireTokenLease` and, in the same statement, notes that a token.get begins. Refused while
 * another began less than TOKEN_GET_EVERY_MS ago, however it ended. Call the vendor only after this said yes.
 */
export async function tryBeginTokenGet(key: ConnectionKey, claim: LeaseClaim): Promise<boolean> {
  const rows = await sql().query(
    `INSERT INTO jimi_token AS t (tenant_id, connection_id, lease_owner, lease_until, last_get_at)
     VALUES ($1, $2, $3, ${NOW} + $4 * interval '1 ms', ${NOW})
     ON CONFLICT (tenant_id, connection_id) DO UPDATE
       SET lease_owner = excluded.lease_owner, lease_until = excluded.lease_until, last_get_at = excluded.last_get_at
       WHERE ${LEASE_IS_FREE}
         AND (t.last_get_at IS NULL OR t.last_get_at <= ${NOW} - ${TOKEN_GET_EVERY_MS} * interval '1 ms')
     RETURNING 1`,
    claimValues(key, claim),
  )
  return rows.length === 1
}

/**
 * Stores a token and gives the lease back. A token issued earlier than the stored one is not stored: an owner that was
 * slow beyond its lease never undoes a newer token.
 */
export async function saveToken(key: ConnectionKey, owner: string, token: StoredToken): Promise<void> {
  await sql().query(
    `UPDATE jimi_token
     SET access_token_sealed = $3, refresh_token_sealed = $4, issued_at = $5, expires_at = $6
     WHERE tenant_id = $1 AND connection_id = $2 AND (issued_at IS NULL OR issued_at <= $5)`,
    [
      key.tenantId,
      key.connectionId,
      token.accessTokenSealed,
      token.refreshTokenSealed,
      token.issuedAt,
      token.expiresAt,
    ],
  )
  await releaseTokenLease(key, owner)
}

/** Gives the lease back if `owner` still has it. */
export async function releaseTokenLease(key: ConnectionKey, owner: string): Promise<void> {
  await sql().query(
    `UPDATE jimi_token SET lease_owner = NULL, lease_until = NULL
     WHERE tenant_id = $1 AND connection_id = $2 AND lease_owner = $3`,
    [key.tenantId, key.connectionId, owner],
  )
}

/** Forgets the stored token, for when the credentials of the connection change. The minute between token.get still holds. */
export async function forgetToken({ tenantId, connectionId }: ConnectionKey): Promise<void> {
  await sql().query(
    `UPDATE jimi_token
     SET access_token_sealed = NULL, refresh_token_sealed = NULL, issued_at = NULL, expires_at = NULL
     WHERE tenant_id = $1 AND connection_id = $2`,
    [tenantId, connectionId],
  )
}

const NOW = 'COALESCE($5::timestamptz, clock_timestamp())'
const LEASE_IS_FREE = `(t.lease_owner IS NULL OR t.lease_until <= ${NOW} OR t.lease_owner = excluded.lease_owner)`

function claimValues(key: ConnectionKey, claim: LeaseClaim): unknown[] {
  const now = claim.nowMs === undefined ? null : new Date(claim.nowMs)
  return [key.tenantId, key.connectionId, claim.owner, claim.leaseMs, now]
}
