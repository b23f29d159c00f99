// Brings a real vendor account into Milepost: tenant, its first owner, and the connection with sealed credentials.
// It is what an operator runs once; people who are signed in don't pass here.

import { createHash, randomUUID } from 'node:crypto'
import type { UpstreamHealthKind } from '@/lib/domain/upstream'
import { upstreamHealthOf } from '@/lib/jimi/errors'
import type { Region } from '@/lib/jimi/regions'
import { db } from '../db'
import { callConnection, forgetConnection } from '../jimi'
import { hashPassword } from '../passwords'
import { seal } from '../secrets'

export type ConnectRequest = {
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
  | { ok: true; tenantId: string; connectionId: string; subAccounts: number }
  /** No connection was stored: `health` says what the vendor objected to. */
  | { ok: false; health: UpstreamHealthKind; reason: string }

/** A request that can't be carried out as it stands; the message says what to change. */
export class ConnectRefusedError extends Error {
  override readonly name = 'ConnectRefusedError'
}

/**
 * Stores a connection for a tenant (made when its name is new) and proves it with one call. When the vendor refuses,
 * the connection is taken away again, so that a corrected second try starts clean.
 * @throws ConnectRefusedError when the owner's address belongs to another tenant or the password is too short.
 */
export async function connectTenant(request: ConnectRequest): Promise<ConnectResult> {
  const tenantId = await ensureTenant(request.tenantName)
  await ensureOwner(tenantId, request)
  const connectionId = await storeConnection(tenantId, request)
  const ref = { tenantId, id: connectionId }
  try {
    const children = await callConnection(ref, 'jimi.user.child.list', { accountLogin: request.account })
    return { ok: true, tenantId, connectionId, subAccounts: children.length }
  } catch (error) {
    forgetConnection(connectionId)
    await db().jimiConnection.delete({ where: { tenantId_id: { tenantId, id: connectionId } } })
    return {
      ok: false,
      health: upstreamHealthOf(error),
      reason: error instanceof Error ? error.message : String(error),
    }
  }
}

async function ensureTenant(name: string): Promise<string> {
  const slug = slugOf(name)
  if (slug === '') throw new ConnectRefusedError('The tenant needs a name with at least one letter or digit.')
  const { id } = await db().tenant.upsert({
    where: { slug },
    create: { id: randomUUID(), slug, name },
    update: {},
  })
  return id
}

function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
}

const SHORTEST_PASSWORD = 10

async function ensureOwner(tenantId: string, { ownerEmail, ownerPassword }: ConnectRequest): Promise<void> {
  const email = ownerEmail.trim().toLowerCase()
  const existing = await db().user.findUnique({ where: { email } })
  if (existing?.tenantId === tenantId) return
  if (existing)
    throw new ConnectRefusedError(`${email} already belongs to another tenant. Use another address.`)
  if (ownerPassword.length < SHORTEST_PASSWORD) {
    throw new ConnectRefusedError(`The owner's password needs at least ${SHORTEST_PASSWORD} characters.`)
  }
  const passwordHash = await hashPassword(ownerPassword)
  await db().user.create({
    data: { id: randomUUID(), tenantId, email, name: email, passwordHash, role: 'owner' },
  })
}

async function storeConnection(tenantId: string, request: ConnectRequest): Promise<string> {
  const { account, region } = request
  const same = { tenantId, account, baseUrl: region.baseUrl }
  if (await db().jimiConnection.findFirst({ where: same })) {
    throw new ConnectRefusedError(`This tenant is already connected to ${account} at ${region.baseUrl}.`)
  }
  const id = randomUUID()
  const passwordMd5 = createHash('md5').update(request.password, 'utf8').digest('hex')
  await db().jimiConnection.create({
    data: {
      ...same,
      id,
      name: account,
      profile: region.profile,
      appKeySealed: seal(tenantId, 'app_key', request.appKey),
      appSecretSealed: seal(tenantId, 'app_secret', request.appSecret),
      passwordMd5Sealed: seal(tenantId, 'password_md5', passwordMd5),
    },
  })
  return id
}
