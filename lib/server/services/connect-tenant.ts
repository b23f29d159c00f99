// Connecting a vendor account to a tenant that exists: proved first, and at which of the vendor's regions, if nobody knows.

import type { ConnectOutcome, RegionAnswer } from '@/lib/domain/api/setup'
import { findRegion, REGIONS, type Region } from '@/lib/jimi/regions'
import {
  adopt,
  dropUnproven,
  findStanding,
  type Proof,
  prove,
  sealSecrets,
  storeUnproven,
  type VendorAccount,
} from './connect-proof'
import type { ConnectionRef } from './upstream-health'

/** Puts on record what was connected, in the transaction that puts it into use. */
export type OnConnected = (connected: { id: string; baseUrl: string }) => Promise<void>

export type KnownConnected = Extract<ConnectOutcome, { kind: 'ok' }>

/** Proves an account at one address and puts it into use, in the place of the same one where there is one. */
export async function connectAccount(
  tenantId: string,
  account: VendorAccount,
  record: OnConnected,
): Promise<Extract<ConnectOutcome, { kind: 'ok' | 'refused' }>> {
  const tried = await tryAt(tenantId, account)
  if (!tried.proof.ok) return { kind: 'refused', health: tried.proof.health }
  return keep(tried, { account, record })
}

/**
 * Finds the region that knows the app key, and connects there. An app key belongs to one region: where it is known, a
 * wrong secret or password is told from a wrong region. Regions without TLS are asked only when no other knows it.
 */
export async function connectAnywhere(
  tenantId: string,
  account: Omit<VendorAccount, 'region'>,
  { record, regions = REGIONS }: { record: OnConnected; regions?: readonly Region[] },
): Promise<ConnectOutcome> {
  const answers: RegionAnswer[] = []
  const isSafe = ({ baseUrl }: Region) => baseUrl.startsWith('https:')
  for (const group of [regions.filter(isSafe), regions.filter((region) => !isSafe(region))]) {
    const tries = await Promise.all(
      group.map(async (region) => ({ region, ...(await tryAt(tenantId, { ...account, region })) })),
    )
    const [best, ...others] = tries.filter(({ proof }) => proof.ok)
    for (const { ref } of others) await dropUnproven(ref)
    if (best) return keep(best, { account: { ...account, region: best.region }, record })
    answers.push(
      ...tries.map(({ region, proof }) => ({ regionId: region.id, health: proof.ok ? 'ok' : proof.health })),
    )
    // Where the key is known, no other region can know it.
    if (answers.some(({ health }) => health === 'app_key' || health === 'password')) break
  }
  return { kind: 'nowhere', answers }
}

type Tried = { ref: ConnectionRef; proof: Proof }

async function tryAt(tenantId: string, account: VendorAccount): Promise<Tried> {
  const ref = await storeUnproven(tenantId, { ...account, sealed: sealSecrets(tenantId, account) })
  try {
    const proof = await prove(ref, account.account)
    if (!proof.ok) await dropUnproven(ref)
    return { ref, proof }
  } catch (error) {
    await dropUnproven(ref)
    throw error
  }
}

async function keep(
  { ref, proof }: Tried,
  { account, record }: { account: VendorAccount; record: OnConnected },
): Promise<KnownConnected> {
  const { baseUrl } = account.region
  const standingId = await findStanding(ref.tenantId, account, ref.id)
  const { id } = await adopt(ref, standingId, (kept) => record({ id: kept.id, baseUrl }))
  return {
    kind: 'ok',
    connectionId: id,
    subAccounts: proof.ok ? proof.subAccounts : 0,
    replaced: standingId !== null,
    regionId: findRegion(baseUrl)?.id ?? null,
  }
}
