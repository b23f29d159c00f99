// Proving credentials of a vendor account with one call before anything relies on them. They are stored for it, switched
// off, so that no other process polls them; what was refused is gone again afterwards.

import { randomUUID } from 'node:crypto'
import type { UpstreamHealthKind } from '@/lib/domain/upstream'
import { JimiApiError, JimiContractError, JimiTransportError, upstreamHealthOf } from '@/lib/jimi/errors'
import type { Region } from '@/lib/jimi/regions'
import { passwordDigest } from '@/lib/jimi/wire/sign'
import { db, inTransaction } from '../db'
import { callConnection, forgetConnection, healthBoard } from '../jimi'
import { log } from '../log'
import { mustChange } from '../must-change'
import { seal } from '../secrets'
import type { Sql } from '../sql'
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

/**
 * Puts a proven connection into use: by itself, or with its credentials in the place of a standing one's. `record` runs in the same
 * transaction; when it fails, or anything else, the proven connection is gone and the standing one as it was.
 */
export async function adopt(
  proven: ConnectionRef,
  standingId: string | null,
  record: (kept: ConnectionRef) => Promise<void>,
): Promise<ConnectionRef> {
  const kept = { tenantId: proven.tenantId, id: standingId ?? proven.id }
  try {
    await inTransaction(async (tx) => {
      if (standingId === null) await mustChange(tx, ENABLE, [proven.tenantId, proven.id])
      else await replaceCredentials(tx, proven, standingId)
      await record(kept)
    })
  } catch (error) {
    await dropUnproven(proven)
    throw error
  }
  forgetConnection(kept.id)
  if (standingId !== null) await dropAdopted(proven)
  return kept
}

const ENABLE = 'UPDATE jimi_connection SET enabled = true WHERE tenant_id = $1 AND id = $2 RETURNING 1'

/**
 * Not in the transaction that moved its credentials: one that holds both connections and whoever counts calls of both would wait
 * for each other. What is done is done, so a failure here is only told.
 */
async function dropAdopted(proven: ConnectionRef): Promise<void> {
  await dropUnproven(proven).catch((error: unknown) =>
    log.warn({ err: error, connectionId: proven.id }, 'a connection whose credentials were moved is left'),
  )
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
async function replaceCredentials(tx: Sql, { tenantId, id }: ConnectionRef, standingId: string) {
  const values = [tenantId, standingId, id]
  await mustChange(tx, REPLACE, [...values, new Date()])
  await tx.query('DELETE FROM jimi_token WHERE tenant_id = $1 AND connection_id = $2', [tenantId, standingId])
  await tx.query(
    'UPDATE jimi_token SET connection_id = $2 WHERE tenant_id = $1 AND connection_id = $3',
    values,
  )
}

/** A silence belonged to the key that used up its quota; the vendor has just answered this one. */
const REPLACE = `
  UPDATE jimi_connection s SET profile = p.profile, app_key_sealed = p.app_key_sealed,
    app_secret_sealed = p.app_secret_sealed, password_md5_sealed = p.password_md5_sealed,
    credentials_at = $4, paused_until = NULL, pause_reason = NULL, own_pauses = '{}'::jsonb, enabled = true
  FROM jimi_connection p WHERE p.tenant_id = $1 AND p.id = $3 AND s.tenant_id = $1 AND s.id = $2 RETURNING 1`
