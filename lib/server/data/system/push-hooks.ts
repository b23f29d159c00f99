// Hooks as they are stored and as the receiver finds them, before any tenant is known, and the counts of what came through
// them. Only digests of paths and tokens are kept. What owners may do with hooks is in ../push-hooks.ts.

import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { GAP_AFTER_MS } from '@/lib/domain/receive-gap'
import { appendAudit } from '../../audit'
import { db, inTransaction, sql } from '../../db'
import { InvalidInputError } from '../../errors'
import { chunked, defineBatch } from '../../sql'
import type { ReceiverKind } from './receive-marks'

/** A hook that takes posts. */
export type HookRecord = {
  tenantId: string
  id: string
  connectionId: string
  /** SHA-256 of the token, hex. */
  tokenHash: string
  /** Addresses or networks posts may come from; none for any. */
  allowedSources: string[]
}

/** What to add to one topic's day. `day` is yyyy-MM-dd, UTC. */
export type PushCounts = {
  tenantId: string
  connectionId: string
  day: string
  topic: string
  stored: number
  rejected: number
}

/** What a new hook is reached by. Shown once: nobody can read it again. */
export type HookSecrets = { id: string; path: string; token: string }

/** 256 bits: nobody finds either by trying. */
const SECRET_BYTES = 32
/** A rotation needs two; more than this many at once are leftovers to end first. */
export const MAX_HOOKS = 5

/** SHA-256 of a path or token as it is kept: hex. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex')
}

/**
 * Stores a new hook and notes it in the audit trail, as made by `actorId` or by the system itself. `secrets` names what is
 * otherwise drawn by lot: for the demo and tests.
 * @throws InvalidInputError when there are MAX_HOOKS already.
 */
export async function storeHook(
  tenantId: string,
  {
    connectionId,
    actorId,
    secrets,
  }: { connectionId: string; actorId: string | null; secrets?: { path: string; token: string } },
): Promise<HookSecrets> {
  const id = randomUUID()
  const { path, token } = secrets ?? { path: randomSecret(), token: randomSecret() }
  await inTransaction(async (tx) => {
    const standing = await tx.query<{ allowed_sources: string[] }>(
      `SELECT allowed_sources FROM push_hook
       WHERE tenant_id = $1 AND connection_id = $2 AND revoked_at IS NULL
       ORDER BY created_at DESC, id LIMIT ${MAX_HOOKS} FOR UPDATE`,
      [tenantId, connectionId],
    )
    if (standing.length >= MAX_HOOKS)
      throw new InvalidInputError(`There are ${MAX_HOOKS} addresses already. End one of them first.`)
    await tx.query(
      `INSERT INTO push_hook (tenant_id, id, connection_id, path_hash, token_hash, allowed_sources)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [tenantId, id, connectionId, digestOf(path), digestOf(token), standing[0]?.allowed_sources ?? []],
    )
    const action = standing.length === 0 ? 'push_hook.make' : 'push_hook.rotate'
    await appendAudit(tenantId, { actorId, action, target: id, detail: { connectionId } })
  })
  return { id, path, token }
}

/** The hook whose path has this SHA-256 (hex), unless its owner has ended it or its connection is switched off. */
export function findHookByPath(pathHash: string): Promise<HookRecord | null> {
  return db().pushHook.findFirst({
    where: { pathHash, revokedAt: null, connection: { enabled: true } },
    select: { tenantId: true, id: true, connectionId: true, tokenHash: true, allowedSources: true },
  })
}

/** Notes when hooks were last posted to, which never goes back, and by what kind of process posts are received now. */
export async function touchHooks(
  hooks: readonly { tenantId: string; id: string; receivedAt: Date }[],
  receivedBy: ReceiverKind,
): Promise<void> {
  for (const rows of chunked(
    inOrder(hooks, ({ id }) => id),
    ROWS_PER_STATEMENT,
  ))
    await sql().query(TOUCH, [...TOUCHED.values(rows), receivedBy])
}

/** Adds counts. What belongs to a connection that is gone is left out. */
export async function addPushDays(counts: readonly PushCounts[]): Promise<void> {
  const rows = inOrder(counts, ({ connectionId, day, topic }) => `${connectionId} ${day} ${topic}`)
  for (const chunk of chunked(rows, ROWS_PER_STATEMENT)) await sql().query(ADD, COUNTED.values(chunk))
}

/** Days of counts that are kept, today among them. */
export const PUSH_DAYS_KEPT = 90

/** Forgets the days before the `PUSH_DAYS_KEPT` that end with the day of `nowMs`. */
export async function removeOldPushDays(nowMs: number): Promise<void> {
  const first = new Date(nowMs - (PUSH_DAYS_KEPT - 1) * 86_400_000).toISOString().slice(0, 10)
  await sql().query('DELETE FROM push_day WHERE day < $1::date', [first])
}

function randomSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url')
}

const ROWS_PER_STATEMENT = 1000

const TOUCHED = defineBatch<{ tenantId: string; id: string; receivedAt: Date }>([
  ['tenant_id', 'uuid', (row) => row.tenantId],
  ['id', 'uuid', (row) => row.id],
  ['received_at', 'timestamptz', (row) => row.receivedAt],
])

// The new keeper of a mark goes on with its own, it being here now; one that is late is left for it to find the gap.
const TOUCH = `
  WITH touched AS (
    UPDATE push_hook h SET last_received_at = GREATEST(h.last_received_at, n.received_at)
    FROM ${TOUCHED.from(1, 'n')} WHERE h.tenant_id = n.tenant_id AND h.id = n.id
    RETURNING h.tenant_id, h.connection_id
  )
  UPDATE receive_mark m SET kept_by = $4, at = CASE
    WHEN m.at < clock_timestamp() - interval '${GAP_AFTER_MS} ms' THEN m.at ELSE GREATEST(m.at, clock_timestamp()) END
  FROM (SELECT DISTINCT tenant_id, connection_id FROM touched) t
  WHERE m.tenant_id = t.tenant_id AND m.connection_id = t.connection_id AND m.kept_by <> $4`

const COUNTED = defineBatch<PushCounts>([
  ['tenant_id', 'uuid', (row) => row.tenantId],
  ['connection_id', 'uuid', (row) => row.connectionId],
  ['day', 'text', (row) => row.day],
  ['topic', 'text', (row) => row.topic],
  ['stored', 'int4', (row) => row.stored],
  ['rejected', 'int4', (row) => row.rejected],
])

const ADD = `
  INSERT INTO push_day AS d (tenant_id, connection_id, day, topic, stored, rejected)
  SELECT n.tenant_id, n.connection_id, n.day::date, n.topic, n.stored, n.rejected
  FROM ${COUNTED.from(1, 'n')}
  JOIN jimi_connection c ON c.tenant_id = n.tenant_id AND c.id = n.connection_id
  ON CONFLICT (tenant_id, connection_id, day, topic) DO UPDATE SET
    stored = d.stored + excluded.stored, rejected = d.rejected + excluded.rejected`

/** One order everywhere, so that two processes never wait for each other in a circle. */
function inOrder<Row extends { tenantId: string }>(rows: readonly Row[], keyOf: (row: Row) => string): Row[] {
  const whole = (row: Row) => `${row.tenantId} ${keyOf(row)}`
  return [...rows].sort((a, b) => (whole(a) < whole(b) ? -1 : 1))
}
