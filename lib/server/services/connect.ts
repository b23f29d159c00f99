// Brings a real vendor account into Milepost: tenant, its first owner, and the connection with sealed credentials.
// It is what an operator runs once; people who are signed in don't pass here.

import { randomUUID } from 'node:crypto'
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@/lib/domain/credentials'
import type { UpstreamHealthKind } from '@/lib/domain/upstream'
import type { Region } from '@/lib/jimi/regions'
import { appendAudit } from '../audit'
import { slugOf } from '../data/system/tenants'
import { db, sql } from '../db'
import { hashPassword } from '../passwords'
import { adopt, dropUnproven, findStanding, prove, sealSecrets, storeUnproven } from './connect-proof'
import type { ConnectionRef } from './upstream-health'

export type ConnectRequest = {
  /** The tenant is made when no other has this name. */
  tenantName: string
  ownerEmail: string
  /** Needed only when the owner does not exist yet. */
  ownerPassword: string
  region: Pick<Region, 'baseUrl' | 'profile'>
  account: string
  password: string
  appKey: string
  appSecret: string
}

export type ConnectResult =
  | { ok: true; tenantId: string; connectionId: string; subAccounts: number; replaced: boolean }
  /** Nothing was stored: `health` says what the vendor objected to. */
  | { ok: false; health: UpstreamHealthKind; reason: string }

/** A request that can't be carried out as it stands; the message says what to change. */
export class ConnectRefusedError extends Error {
  override readonly name = 'ConnectRefusedError'
}

/**
 * Proves a connection with one call and stores it with its tenant and owner. Where the tenant has this connection already,
 * the credentials take the place of its old ones (`replaced`). When the vendor refuses, nothing is stored or changed.
 * @throws ConnectRefusedError when the names belong to somebody else or the password has the wrong length. The vendor is
 * not asked then.
 */
export async function connectTenant(request: ConnectRequest): Promise<ConnectResult> {
  const tenant = await planTenant(request.tenantName)
  const owner = await planOwner(tenant.id, request)
  const standingId = await findStanding(tenant.id, request)
  if (tenant.isNew)
    await db().tenant.create({ data: { id: tenant.id, slug: tenant.slug, name: tenant.name } })
  const ref = await storeUnproven(tenant.id, { ...request, sealed: sealSecrets(tenant.id, request) })
  try {
    const proof = await prove(ref, request.account)
    if (!proof.ok) {
      await takeBack(ref, tenant.isNew)
      return proof
    }
    const { id } = await adopt(ref, standingId, async (kept) => {
      if (owner !== null) await storeOwner(owner)
      await noteConnected(kept, request)
    })
    const { subAccounts } = proof
    return { ok: true, tenantId: tenant.id, connectionId: id, subAccounts, replaced: standingId !== null }
  } catch (error) {
    await takeBack(ref, tenant.isNew)
    throw error
  }
}

/** With a new tenant goes all that was stored for it. */
async function takeBack(ref: ConnectionRef, withTenant: boolean): Promise<void> {
  await dropUnproven(ref)
  if (withTenant) await db().tenant.delete({ where: { id: ref.tenantId } })
}

async function planTenant(name: string) {
  const slug = slugOf(name)
  if (slug === '') throw new ConnectRefusedError('The tenant needs a name with at least one letter or digit.')
  const existing = await db().tenant.findUnique({ where: { slug } })
  if (existing === null) return { id: randomUUID(), slug, name, isNew: true }
  if (existing.name === name) return { ...existing, isNew: false }
  throw new ConnectRefusedError(
    `There is a tenant "${existing.name}" already, and "${name}" would have the same address. Use its exact name, or another.`,
  )
}

/** The owner to be made, or null when the tenant has that person already. */
async function planOwner(tenantId: string, { ownerEmail, ownerPassword }: ConnectRequest) {
  const email = ownerEmail.trim().toLowerCase()
  const existing = await db().user.findUnique({ where: { email } })
  if (existing?.tenantId === tenantId) return null
  if (existing)
    throw new ConnectRefusedError(`${email} already belongs to another tenant. Use another address.`)
  if (ownerPassword.length < MIN_PASSWORD_LENGTH)
    throw new ConnectRefusedError(`The owner's password needs at least ${MIN_PASSWORD_LENGTH} characters.`)
  if (ownerPassword.length > MAX_PASSWORD_LENGTH)
    throw new ConnectRefusedError(`The owner's password may have at most ${MAX_PASSWORD_LENGTH} characters.`)
  const passwordHash = await hashPassword(ownerPassword)
  return { id: randomUUID(), tenantId, email, passwordHash }
}

type PlannedOwner = NonNullable<Awaited<ReturnType<typeof planOwner>>>

async function storeOwner({ id, tenantId, email, passwordHash }: PlannedOwner): Promise<void> {
  await sql().query(
    `INSERT INTO app_user (id, tenant_id, email, name, password_hash, role) VALUES ($1, $2, $3, $3, $4, 'owner')`,
    [id, tenantId, email, passwordHash],
  )
}

async function noteConnected(ref: ConnectionRef, request: ConnectRequest): Promise<void> {
  await appendAudit(ref.tenantId, {
    actorId: null,
    action: 'connection.connect',
    target: ref.id,
    detail: { account: request.account, baseUrl: request.region.baseUrl },
  })
}
