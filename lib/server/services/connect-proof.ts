// Proving credentials of a vendor account with one call before anything relies on them. They are stored for it, switched
// off, so that no other process polls them; what was refused is gone again afterwards.

import { randomUUID } from 'node:crypto'
import type { UpstreamHealthKind } from '@/lib/domain/upstream'
import { JimiApiError, JimiContractError, JimiTransportError, upstreamHealthOf } from '@/lib/jimi/errors'
import type { Region } from '@/lib/jimi/regions'
import { passwordDigest } from '@/lib/jimi/wire/sign'
import { db } from '../db'
import { callConnection, forgetConnection, healthBoard } from '../jimi'
import { seal } from '../secrets'
import { TokenUnavailableError } from '../token'
import { CoolingDownError } from './call-pauses'
import { QueueFullError } from './call-queue'
import type { ConnectionRef } from './upstream-health'

/** What the vendor asks for, as typed. */
export type VendorSecrets = { appKey: string; appSecret: string; password: string }

export type VendorAccount = VendorSecrets & {
  region: Pick<Region, 'baseUrl' | 'profile'>
  /** Login of the account at the top of the tree. */
  account: string
  /** What people call the connection; the login unless given. */
  name?: string
}

export type Proof =
  | { ok: true; subAccounts: number }
  /** What the vendor objected to; `reason` is for logs and holds no secret. */
  | { ok: false; health: UpstreamHealthKind; reason: string }

type Sealed = { appKeySealed: string; appSecretSealed: string; passwordMd5Sealed: string }

/** Seals credentials for the tenant. */
export function sealSecrets(tenantId: string, { appKey, appSecret, password }: VendorSecrets): Sealed {
  return {
    appKeySealed: seal(tenantId, 'app_key', appKey),
    appSecretSealed: seal(tenantId, 'app_secret', appSecret),
    passwordMd5Sealed: seal(tenantId, 'password_md5', passwordDigest(password)),
  }
}

/** Stores a connection that is switched off until somebody enables or adopts it. */
export async function storeUnproven(
  tenantId: string,
  { name, account, region, sealed }: Pick<VendorAccount, 'name' | 'account' | 'region'> & { sealed: Sealed },
): Promise<ConnectionRef> {
  const id = randomUUID()
  const { baseUrl, profile } = region
  await db().jimiConnection.create({
    data: { tenantId, id, name: name ?? account, account, baseUrl, profile, enabled: false, ...sealed },
  })
  return { tenantId, id }
}

/**
 * Asks the vendor one question over the connection.
 * @throws whatever is not the vendor's answer, such as a database that is away.
 */
export async function prove(ref: ConnectionRef, account: string): Promise<Proof> {
  try {
    const children = await callConnection(ref, 'jimi.user.child.list', { accountLogin: account })
    return { ok: true, subAccounts: children.length }
  } catch (error) {
    if (isOwnSilence(error)) return { ok: false, health: 'limited', reason: error.message }
    if (!isVendorAnswer(error)) throw error
    return { ok: false, health: upstreamHealthOf(error), reason: error.message }
  }
}

/** Forgets a connection that was not proven. */
export async function dropUnproven(ref: ConnectionRef): Promise<void> {
  await db().jimiConnection.deleteMany({ where: { tenantId: ref.tenantId, id: ref.id } })
  forgetConnection(ref.id)
  healthBoard().forget(ref.id)
}

/** Puts a proven connection into use: by itself, or with its credentials in the place of a standing one's. */
export async function adopt(proven: ConnectionRef, standingId: string | null): Promise<ConnectionRef> {
  if (standingId === null)
    await db().jimiConnection.update({ where: { tenantId_id: proven }, data: { enabled: true } })
  else await replaceCredentials(proven, standingId)
  forgetConnection(proven.id)
  if (standingId === null) return proven
  forgetConnection(standingId)
  healthBoard().forget(proven.id)
  return { tenantId: proven.tenantId, id: standingId }
}

/** No try takes longer. A younger one may be under way: it is neither taken away nor taken over. */
const UNFINISHED_MS = 10 * 60_000

/**
 * The connection the tenant has already besides `provenId`, or null. A try that was cut off left one that was never proven;
 * it makes room.
 */
export async function findStanding(
  tenantId: string,
  { account, region }: Pick<VendorAccount, 'account' | 'region'>,
  provenId?: string,
): Promise<string | null> {
  const others = provenId === undefined ? {} : { id: { not: provenId } }
  const same = { tenantId, account, baseUrl: region.baseUrl, ...others }
  const unproven = { enabled: false, rosterSyncedAt: null, lastSuccessAt: null }
  const createdAt = { lt: new Date(Date.now() - UNFINISHED_MS) }
  await db().jimiConnection.deleteMany({ where: { ...same, ...unproven, createdAt } })
  const where = { ...same, NOT: unproven }
  const standing = await db().jimiConnection.findFirst({ where, select: { id: true } })
  return standing?.id ?? null
}

function isVendorAnswer(error: unknown): error is Error {
  return [JimiApiError, JimiTransportError, JimiContractError].some((kind) => error instanceof kind)
}

/** We are silent because of what the vendor said before: its quota, or its one token a minute. */
function isOwnSilence(error: unknown): error is Error {
  return [CoolingDownError, QueueFullError, TokenUnavailableError].some((kind) => error instanceof kind)
}

/** Envelopes are bound to tenant and field, so they can move. The token moves too: another may not be got for a minute. */
async function replaceCredentials(proven: ConnectionRef, standingId: string): Promise<void> {
  const { tenantId } = proven
  const source = await db().jimiConnection.findUniqueOrThrow({
    where: { tenantId_id: proven },
    select: { profile: true, appKeySealed: true, appSecretSealed: true, passwordMd5Sealed: true },
  })
  // A silence belonged to the key that used up its quota; the vendor has just answered this one.
  const fresh = { pausedUntil: null, pauseReason: null, ownPauses: {}, credentialsAt: new Date() }
  await db().$transaction([
    db().jimiToken.deleteMany({ where: { tenantId, connectionId: standingId } }),
    db().jimiToken.updateMany({
      where: { tenantId, connectionId: proven.id },
      data: { connectionId: standingId },
    }),
    db().jimiConnection.update({
      where: { tenantId_id: { tenantId, id: standingId } },
      data: { ...source, ...fresh, enabled: true },
    }),
    db().jimiConnection.delete({ where: { tenantId_id: proven } }),
  ])
}
