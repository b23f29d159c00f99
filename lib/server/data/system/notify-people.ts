// Whom notifications can go to: people with what they want, their browsers, and the tenant's receivers. Secrets are opened
// here and handed to whoever sends. For background work, without a viewer.

import { createHash, randomUUID } from 'node:crypto'
import { type OwnQuiet, ownQuietSchema } from '@/lib/domain/alarm-rules-hours'
import type { PushSubscriptionDraft } from '@/lib/domain/api/notify'
import { UNIT_SYSTEMS, type UnitSystem } from '@/lib/domain/units'
import { sql } from '../../db'
import type { Role } from '../../generated/prisma/enums'
import { hideInLogs } from '../../scrub'
import { open, seal } from '../../secrets'

/** A person who may be told, with the browsers they want it in. */
export type Person = {
  id: string
  email: string
  name: string
  role: Role
  scopePath: string
  locale: string
  timeZone: string | null
  unitSystem: UnitSystem
  mail: boolean
  quiet: OwnQuiet | null
  subscriptionIds: string[]
}

const PEOPLE = `
  SELECT u.id, u.email, u.name, u.role::text AS role, u.scope_path AS "scopePath", u.locale, u.time_zone AS "timeZone",
    u.unit_system AS "unitSystem", COALESCE(s.mail, true) AS mail, s.quiet,
    ARRAY(SELECT p.id::text FROM web_push_subscription p WHERE p.tenant_id = u.tenant_id AND p.user_id = u.id
      ORDER BY p.id) AS "subscriptionIds"
  FROM app_user u LEFT JOIN notify_setting s ON s.tenant_id = u.tenant_id AND s.user_id = u.id
  WHERE u.tenant_id = $1::uuid AND u.disabled_at IS NULL`

type PersonRow = Omit<Person, 'unitSystem' | 'quiet'> & { unitSystem: string; quiet: unknown }

/** Everybody of a tenant who is not disabled. */
export async function listPeople(tenantId: string): Promise<Person[]> {
  const rows = await sql().query<PersonRow>(PEOPLE, [tenantId])
  return rows.map(toPerson)
}

/** One of them; null when gone or disabled. */
export async function findPerson(tenantId: string, userId: string): Promise<Person | null> {
  const [row] = await sql().query<PersonRow>(`${PEOPLE} AND u.id = $2::uuid`, [tenantId, userId])
  return row ? toPerson(row) : null
}

function toPerson({ unitSystem, quiet, ...row }: PersonRow): Person {
  return {
    ...row,
    unitSystem: UNIT_SYSTEMS.find((known) => known === unitSystem) ?? 'metric',
    quiet: ownQuietSchema.nullable().catch(null).parse(quiet),
  }
}

/** A browser's subscription, opened. */
export type StoredSubscription = {
  id: string
  userId: string
  endpoint: string
  p256dh: string
  auth: string
}

const AUTH_FIELD = 'web_push_subscription.auth'

/** Keeps a browser's subscription for a person, in place of whoever had it before: a browser shows one person's. */
export async function storeSubscription(
  { tenantId, userId }: { tenantId: string; userId: string },
  { endpoint, p256dh, auth, label }: PushSubscriptionDraft,
): Promise<string> {
  const hash = endpointHash(endpoint)
  await sql().query(
    'DELETE FROM web_push_subscription WHERE endpoint_hash = $1 AND NOT (tenant_id = $2::uuid AND user_id = $3::uuid)',
    [hash, tenantId, userId],
  )
  const [row] = await sql().query<{ id: string }>(
    `INSERT INTO web_push_subscription (tenant_id, id, user_id, endpoint_hash, endpoint, p256dh, auth_sealed, label)
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6, $7, $8)
     ON CONFLICT (tenant_id, endpoint_hash) DO UPDATE
       SET p256dh = excluded.p256dh, auth_sealed = excluded.auth_sealed, label = excluded.label
     RETURNING id`,
    [tenantId, randomUUID(), userId, hash, endpoint, p256dh, seal(tenantId, AUTH_FIELD, auth), label],
  )
  return row?.id ?? ''
}

/** SHA-256 of an endpoint, hex. */
export function endpointHash(endpoint: string): string {
  return createHash('sha256').update(endpoint).digest('hex')
}

export async function findSubscription(tenantId: string, id: string): Promise<StoredSubscription | null> {
  const [row] = await sql().query<Omit<StoredSubscription, 'auth'> & { authSealed: string }>(
    `SELECT id, user_id AS "userId", endpoint, p256dh, auth_sealed AS "authSealed" FROM web_push_subscription
     WHERE tenant_id = $1::uuid AND id::text = $2`,
    [tenantId, id],
  )
  if (!row) return null
  const { authSealed, ...rest } = row
  return { ...rest, auth: open(tenantId, AUTH_FIELD, authSealed) }
}

export async function noteSubscriptionSent(tenantId: string, id: string, at: Date): Promise<void> {
  await sql().query(
    'UPDATE web_push_subscription SET last_sent_at = $3::timestamptz WHERE tenant_id = $1::uuid AND id = $2::uuid',
    [tenantId, id, at.toISOString()],
  )
}

export async function removeSubscription(tenantId: string, id: string): Promise<void> {
  await sql().query('DELETE FROM web_push_subscription WHERE tenant_id = $1::uuid AND id = $2::uuid', [
    tenantId,
    id,
  ])
}

const KEY_FIELD = 'web_push_key.private_key'

/** The tenant's VAPID keys, made by `make` the first time and the same ever after, whichever process asks. */
export async function pushKeysOf(
  tenantId: string,
  make: () => { publicKey: string; privateKey: string },
): Promise<{ publicKey: string; privateKey: string }> {
  const known = await readKeys(tenantId)
  if (known) return known
  const { publicKey, privateKey } = make()
  await sql().query(
    `INSERT INTO web_push_key (tenant_id, public_key, private_key_sealed) VALUES ($1::uuid, $2, $3)
     ON CONFLICT DO NOTHING`,
    [tenantId, publicKey, seal(tenantId, KEY_FIELD, privateKey)],
  )
  // Of two processes at once, the first one's are everybody's.
  return (await readKeys(tenantId)) ?? { publicKey, privateKey }
}

async function readKeys(tenantId: string) {
  const [row] = await sql().query<{ publicKey: string; sealed: string }>(
    'SELECT public_key AS "publicKey", private_key_sealed AS sealed FROM web_push_key WHERE tenant_id = $1::uuid',
    [tenantId],
  )
  return row ? { publicKey: row.publicKey, privateKey: open(tenantId, KEY_FIELD, row.sealed) } : null
}

/** The field that webhook secrets are sealed for. */
export const WEBHOOK_SECRET_FIELD = 'webhook_endpoint.secret'

/** A receiver with its secret; null when it is gone or switched off. */
export async function findReceiver(
  tenantId: string,
  id: string,
): Promise<{ name: string; url: string; secret: string; enabled: boolean } | null> {
  const [row] = await sql().query<{ name: string; url: string; sealed: string; enabled: boolean }>(
    `SELECT name, url, secret_sealed AS sealed, enabled FROM webhook_endpoint
     WHERE tenant_id = $1::uuid AND id::text = $2`,
    [tenantId, id],
  )
  if (!row) return null
  const { sealed, ...rest } = row
  const secret = open(tenantId, WEBHOOK_SECRET_FIELD, sealed)
  hideInLogs(secret)
  return { ...rest, secret }
}

/** The receivers of a tenant that are switched on. */
export async function listReceiverIds(tenantId: string): Promise<Set<string>> {
  const rows = await sql().query<{ id: string }>(
    'SELECT id FROM webhook_endpoint WHERE tenant_id = $1::uuid AND enabled',
    [tenantId],
  )
  return new Set(rows.map(({ id }) => id))
}
