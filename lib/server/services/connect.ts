// Brings a real vendor account into Milepost: tenant, its first owner, and the connection with sealed credentials.
// It is what an operator runs once; people who are signed in don't pass here.

import { randomUUID } from 'node:crypto'
import { MAX_PASSWORD_LENGTH } from '@/lib/domain/credentials'
import type { UpstreamHealthKind } from '@/lib/domain/upstream'
import { JimiApiError, JimiContractError, JimiTransportError, upstreamHealthOf } from '@/lib/jimi/errors'
import type { Region } from '@/lib/jimi/regions'
import { passwordDigest } from '@/lib/jimi/wire/sign'
import { appendAudit } from '../audit'
import { db } from '../db'
import { callConnection, forgetConnection } from '../jimi'
import { hashPassword } from '../passwords'
import { seal } from '../secrets'
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
  // Kept disabled until it is proven: other processes must not poll it, and it has to be stored to be called.
  if (tenant.isNew)
    await db().tenant.create({ data: { id: tenant.id, slug: tenant.slug, name: tenant.name } })
  const ref = { tenantId: tenant.id, id: await storeDisabled(tenant.id, request) }
  try {
    const input = { accountLogin: request.account }
    const subAccounts = (await callConnection(ref, 'jimi.user.child.list', input)).length
    if (owner !== null) await db().user.create({ data: owner })
    if (standingId === null) await enable(ref)
    else await replaceCredentials(ref, standingId)
    const connectionId = standingId ?? ref.id
    await noteConnected({ tenantId: tenant.id, id: connectionId }, request)
    return { ok: true, tenantId: tenant.id, connectionId, subAccounts, replaced: standingId !== null }
  } catch (error) {
    await takeBack(ref, tenant.isNew)
    if (!isVendorAnswer(error)) throw error
    return { ok: false, health: upstreamHealthOf(error), reason: error.message }
  } finally {
    forgetConnection(ref.id)
  }
}

function isVendorAnswer(error: unknown): error is Error {
  return [JimiApiError, JimiTransportError, JimiContractError].some((kind) => error instanceof kind)
}

/** With a new tenant goes all that was stored for it. */
async function takeBack(ref: ConnectionRef, withTenant: boolean): Promise<void> {
  if (withTenant) await db().tenant.delete({ where: { id: ref.tenantId } })
  else await db().jimiConnection.deleteMany({ where: ref })
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

/** Letters, digits and single hyphens; accents are dropped, other scripts stay. */
function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
}

const SHORTEST_PASSWORD = 10

/** The owner to be made, or null when the tenant has that person already. */
async function planOwner(tenantId: string, { ownerEmail, ownerPassword }: ConnectRequest) {
  const email = ownerEmail.trim().toLowerCase()
  const existing = await db().user.findUnique({ where: { email } })
  if (existing?.tenantId === tenantId) return null
  if (existing)
    throw new ConnectRefusedError(`${email} already belongs to another tenant. Use another address.`)
  if (ownerPassword.length < SHORTEST_PASSWORD)
    throw new ConnectRefusedError(`The owner's password needs at least ${SHORTEST_PASSWORD} characters.`)
  if (ownerPassword.length > MAX_PASSWORD_LENGTH)
    throw new ConnectRefusedError(`The owner's password may have at most ${MAX_PASSWORD_LENGTH} characters.`)
  const passwordHash = await hashPassword(ownerPassword)
  return { id: randomUUID(), tenantId, email, name: email, passwordHash, role: 'owner' as const }
}

/** The connection the tenant has already, or null. A try that was cut off left one that was never proven; it makes room. */
async function findStanding(tenantId: string, { account, region }: ConnectRequest): Promise<string | null> {
  const same = { tenantId, account, baseUrl: region.baseUrl }
  await db().jimiConnection.deleteMany({ where: { ...same, enabled: false, rosterSyncedAt: null } })
  const standing = await db().jimiConnection.findFirst({ where: same, select: { id: true } })
  return standing?.id ?? null
}

async function storeDisabled(tenantId: string, request: ConnectRequest): Promise<string> {
  const id = randomUUID()
  await db().jimiConnection.create({
    data: {
      tenantId,
      id,
      name: request.account,
      account: request.account,
      baseUrl: request.region.baseUrl,
      profile: request.region.profile,
      enabled: false,
      appKeySealed: seal(tenantId, 'app_key', request.appKey),
      appSecretSealed: seal(tenantId, 'app_secret', request.appSecret),
      passwordMd5Sealed: seal(tenantId, 'password_md5', passwordDigest(request.password)),
    },
  })
  return id
}

async function enable(ref: ConnectionRef): Promise<void> {
  await db().jimiConnection.update({ where: { tenantId_id: ref }, data: { enabled: true } })
}

/** Envelopes are bound to tenant and field, so they can move. The token moves too: another may not be got for a minute. */
async function replaceCredentials(proven: ConnectionRef, standingId: string): Promise<void> {
  const { tenantId } = proven
  const source = await db().jimiConnection.findUniqueOrThrow({
    where: { tenantId_id: proven },
    select: { profile: true, appKeySealed: true, appSecretSealed: true, passwordMd5Sealed: true },
  })
  await db().$transaction([
    db().jimiToken.deleteMany({ where: { tenantId, connectionId: standingId } }),
    db().jimiToken.updateMany({
      where: { tenantId, connectionId: proven.id },
      data: { connectionId: standingId },
    }),
    db().jimiConnection.update({
      where: { tenantId_id: { tenantId, id: standingId } },
      // A silence belonged to the key that used up its quota; the vendor has just answered this one.
      data: { ...source, enabled: true, pausedUntil: null, pauseReason: null, ownPauses: {} },
    }),
    db().jimiConnection.delete({ where: { tenantId_id: proven } }),
  ])
}

async function noteConnected(ref: ConnectionRef, request: ConnectRequest): Promise<void> {
  await appendAudit(ref.tenantId, {
    actorId: null,
    action: 'connection.connect',
    target: ref.id,
    detail: { account: request.account, baseUrl: request.region.baseUrl },
  })
}
