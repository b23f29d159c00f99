// The audit trail: who did what, append-only and hash-chained per tenant, so that a gap or a change shows.
// The database itself refuses to change entries (see the first migration); this file writes and checks the chain.

import { createHash } from 'node:crypto'
import { inTransaction, sql } from './db'
import { type Sql, storableText } from './sql'

/** JSON as an entry keeps it. Times go in as ISO text; no secrets. */
export type AuditDetail = { [key: string]: AuditValue }
type AuditValue = string | number | boolean | null | AuditValue[] | AuditDetail

/** What happened, as the caller knows it; time, place in the chain and hash are added. */
export type AuditEvent = {
  /** The user who acted; null for the system itself or somebody not signed in. */
  actorId: string | null
  /** `noun.verb`, for example `session.start`. */
  action: string
  /** What was acted on, for example a device id. */
  target?: string | null
  detail?: AuditDetail
}

/** How a chain stands. `brokenAtSeq` is the first entry that does not fit. */
export type ChainCheck = { intact: true; entries: number } | { intact: false; brokenAtSeq: number }

/** `prevHash` of the first entry of a tenant. */
const GENESIS = '0'.repeat(64)
const PAGE = 1000

type Entry = {
  /** As text: int8 does not fit every number. */
  seq: string
  at: Date
  actorId: string | null
  action: string
  target: string | null
  detail: unknown
  prevHash: string
  hash: string
}

/**
 * Appends one entry to the tenant's chain; within `inTransaction` as part of it. Writers of one tenant queue up on an
 * advisory lock until the transaction ends, so keep such transactions short.
 */
export async function appendAudit(tenantId: string, event: AuditEvent): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('milepost audit'), hashtext($1))::text`, [tenantId])
    const last = await findLast(tx, tenantId)
    const entry = {
      seq: String(BigInt(last?.seq ?? 0) + 1n),
      at: new Date(),
      actorId: event.actorId,
      action: event.action,
      target: event.target == null ? null : storableText(event.target),
      detail: asStored(event.detail ?? {}),
      prevHash: last?.hash ?? GENESIS,
    }
    await tx.query(
      `INSERT INTO audit_entry (tenant_id, seq, at, actor_id, action, target, detail, prev_hash, hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9)`,
      [
        tenantId,
        entry.seq,
        entry.at,
        entry.actorId,
        entry.action,
        entry.target,
        JSON.stringify(entry.detail),
        entry.prevHash,
        hashOf(tenantId, entry),
      ],
    )
  })
}

/**
 * Recomputes the tenant's chain from its first entry. Finds changed, removed and inserted entries; entries cut off at
 * the end it cannot see, which is why the newest hash is worth keeping elsewhere.
 */
export async function verifyAuditChain(tenantId: string): Promise<ChainCheck> {
  let prevHash = GENESIS
  let checked = 0
  for (;;) {
    const page = await listAfter(tenantId, checked)
    for (const entry of page) {
      checked += 1
      const fits = Number(entry.seq) === checked && entry.prevHash === prevHash
      if (!fits || hashOf(tenantId, entry) !== entry.hash) return { intact: false, brokenAtSeq: checked }
      prevHash = entry.hash
    }
    if (page.length < PAGE) return { intact: true, entries: checked }
  }
}

/** The hash of the tenant's newest entry, which covers all before it; null while there is none. For keeping elsewhere. */
export async function newestAuditHash(tenantId: string): Promise<string | null> {
  return (await findLast(sql(), tenantId))?.hash ?? null
}

/** The one JSON text of a value: keys in code point order, no blanks. Stored JSON comes back with its keys reordered. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
  return `{${members.join(',')}}`
}

const COLUMNS = `seq::text, at, actor_id AS "actorId", action, target, detail, prev_hash AS "prevHash", hash`

/** What the database will give back: what JSON drops or changes, and text it cannot hold, must be gone before hashing. */
function asStored(detail: AuditDetail): unknown {
  return JSON.parse(JSON.stringify(detail), (_, value: unknown) =>
    typeof value === 'string' ? storableText(value) : value,
  )
}

async function findLast(tx: Sql, tenantId: string): Promise<Entry | null> {
  const [row] = await tx.query<Entry>(
    `SELECT ${COLUMNS} FROM audit_entry WHERE tenant_id = $1 ORDER BY audit_entry.seq DESC LIMIT 1`,
    [tenantId],
  )
  return row ?? null
}

function listAfter(tenantId: string, seq: number): Promise<Entry[]> {
  return sql().query<Entry>(
    `SELECT ${COLUMNS} FROM audit_entry WHERE tenant_id = $1 AND audit_entry.seq > $2
     ORDER BY audit_entry.seq LIMIT ${PAGE}`,
    [tenantId, seq],
  )
}

function hashOf(tenantId: string, entry: Omit<Entry, 'hash'>): string {
  const { seq, at, actorId, action, target, detail, prevHash } = entry
  const covered = { tenantId, seq, at: at.toISOString(), actorId, action, target, detail, prevHash }
  return createHash('sha256').update(canonicalJson(covered)).digest('hex')
}
