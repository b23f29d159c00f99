// What owners do with the connections of their tenant: add, rename, give other credentials, test, switch and remove. Each
// change stands in the audit trail; credentials never do.

import 'server-only'
import type { ConnectOutcome, ImportProgress } from '@/lib/domain/api/setup'
import type { UpstreamHealthKind } from '@/lib/domain/upstream'
import { findRegion, REGIONS, type Region } from '@/lib/jimi/regions'
import { toProfile } from '@/lib/jimi/wire/profile'
import type { Viewer } from '../access'
import { type AuditDetail, appendAudit } from '../audit'
import {
  countRoster,
  deleteConnection,
  findNewestJob,
  getConnection,
  type ManagedConnection,
  updateConnection,
} from '../data/connections'
import { findConnection } from '../data/system/connections'
import { inTransaction } from '../db'
import { ForbiddenError, InvalidInputError, NotFoundError } from '../errors'
import { forgetConnection, healthBoard } from '../jimi'
import { enqueueRosterImport, ROSTER_IMPORT } from '../jobs/handlers'
import { noteEnds } from '../view-as-ends'
import { isVendorAddress } from './connect-address'
import {
  adopt,
  dropUnproven,
  prove,
  sealSecrets,
  storeUnproven,
  type VendorAccount,
  type VendorSecrets,
} from './connect-proof'
import { connectAccount, connectAnywhere, type OnConnected } from './connect-tenant'

/** Where an account is: a region of the vendor's, an address of its own, or wherever its key is known. */
export type VendorPlace = Region['id'] | 'anywhere' | Pick<Region, 'baseUrl' | 'profile'>

/**
 * Connects another account, or gives a standing one its new credentials, and queues the reading of its roster.
 * @throws ForbiddenError unless the viewer is an owner.
 */
export async function addConnection(
  viewer: Viewer,
  place: VendorPlace,
  account: Omit<VendorAccount, 'region'>,
): Promise<ConnectOutcome> {
  assertOwner(viewer)
  const { tenantId } = viewer
  const record: OnConnected = ({ id, baseUrl }) =>
    note(viewer, 'connection.connect', id, { account: account.account, baseUrl })
  const outcome = await connectAt(tenantId, place, { account, record })
  if (outcome.kind === 'ok') await enqueueRosterImport({ tenantId, id: outcome.connectionId })
  return outcome
}

async function connectAt(
  tenantId: string,
  place: VendorPlace,
  { account, record }: { account: Omit<VendorAccount, 'region'>; record: OnConnected },
): Promise<ConnectOutcome> {
  if (place === 'anywhere') return connectAnywhere(tenantId, account, { record })
  const region = typeof place === 'string' ? REGIONS.find(({ id }) => id === place) : place
  if (region === undefined || !(await isVendorAddress(region.baseUrl))) return { kind: 'address' }
  return connectAccount(tenantId, { ...account, region }, record)
}

/**
 * Gives a connection other credentials, once the vendor has taken them; those left empty stay as they are.
 * @throws as `getConnection`.
 */
export async function changeCredentials(
  viewer: Viewer,
  connectionId: string,
  secrets: Partial<VendorSecrets>,
): Promise<{ kind: 'ok' } | { kind: 'refused'; health: UpstreamHealthKind }> {
  const connection = await getConnection(viewer, connectionId)
  const { tenantId } = viewer
  const stored = await findConnection(tenantId, connection.id)
  if (stored === null) throw new NotFoundError()
  const { appKeySealed, appSecretSealed, passwordMd5Sealed, account, baseUrl, name } = stored
  const typed = sealSecrets(tenantId, { appKey: '', appSecret: '', password: '', ...secrets })
  const sealed = {
    appKeySealed: secrets.appKey ? typed.appKeySealed : appKeySealed,
    appSecretSealed: secrets.appSecret ? typed.appSecretSealed : appSecretSealed,
    passwordMd5Sealed: secrets.password ? typed.passwordMd5Sealed : passwordMd5Sealed,
  }
  const region = { baseUrl, profile: toProfile(stored.profile) }
  const ref = await storeUnproven(tenantId, { name, account, region, sealed })
  const proof = await prove(ref, account).catch(async (error: unknown) => {
    await dropUnproven(ref)
    throw error
  })
  if (!proof.ok) {
    await dropUnproven(ref)
    return { kind: 'refused', health: proof.health }
  }
  await adopt(ref, connection.id, ({ id }) =>
    note(viewer, 'connection.credentials', id, { account, baseUrl }),
  )
  return { kind: 'ok' }
}

/**
 * Asks the vendor one question now; what it said is a kind of health, `resting` where the connection is switched off.
 * @throws as `getConnection`.
 */
export async function testConnection(viewer: Viewer, connectionId: string): Promise<UpstreamHealthKind> {
  const connection = await getConnection(viewer, connectionId)
  if (!connection.enabled) return 'resting'
  const proof = await prove({ tenantId: viewer.tenantId, id: connection.id }, connection.account)
  return proof.ok ? 'ok' : proof.health
}

/** Errors as `getConnection`. */
export async function renameConnection(viewer: Viewer, connectionId: string, name: string): Promise<void> {
  const before = await getConnection(viewer, connectionId)
  await inTransaction(async () => {
    await updateConnection(viewer, before.id, { name })
    await note(viewer, 'connection.rename', before.id, { from: before.name, to: name })
  })
}

/** Switches a connection off, or on again, and then reads its roster. Errors as `getConnection`. */
export async function switchConnection(
  viewer: Viewer,
  connectionId: string,
  enabled: boolean,
): Promise<void> {
  const before = await getConnection(viewer, connectionId)
  if (before.enabled === enabled) return
  await inTransaction(async () => {
    await updateConnection(viewer, before.id, { enabled })
    await note(viewer, enabled ? 'connection.enable' : 'connection.disable', before.id, aboutOf(before))
  })
  forgetConnection(before.id)
  if (enabled) await enqueueRosterImport({ tenantId: viewer.tenantId, id: before.id })
  else healthBoard().forget(before.id)
}

/**
 * Removes a connection with its accounts and vehicles.
 * @throws InvalidInputError when `typedName` is not its name; else as `getConnection`.
 */
export async function removeConnection(
  viewer: Viewer,
  connectionId: string,
  typedName: string,
): Promise<void> {
  const connection = await getConnection(viewer, connectionId)
  if (typedName.trim() !== connection.name.trim()) throw new InvalidInputError()
  const { accounts, devices } = await countRoster(viewer, connectionId)
  await deleteConnection(viewer, connectionId, async (ended) => {
    await noteEnds(ended)
    await note(viewer, 'connection.remove', connection.id, { ...aboutOf(connection), accounts, devices })
  })
  forgetConnection(connection.id)
  healthBoard().forget(connection.id)
}

/** Queues another reading of a connection's roster. Errors as `getConnection`. */
export async function startImport(viewer: Viewer, connectionId: string): Promise<void> {
  const { id } = await getConnection(viewer, connectionId)
  const { state } = await readImport(viewer, id)
  if (state === 'waiting' || state === 'reading') return
  await enqueueRosterImport({ tenantId: viewer.tenantId, id })
}

/** How far the newest reading of a connection's roster is. Errors as `getConnection`. */
export async function readImport(viewer: Viewer, connectionId: string): Promise<ImportProgress> {
  const [stored, job] = await Promise.all([
    countRoster(viewer, connectionId),
    findNewestJob(viewer, connectionId, ROSTER_IMPORT),
  ])
  const { accounts, devices, syncedAt, healthKind } = stored
  // Whoever looked at the map meanwhile may have had it read without any job.
  const isSynced = syncedAt !== null && (job === null || syncedAt >= job.createdAt)
  if (isSynced || job?.status === 'done') return { state: 'done', accounts, devices, health: null }
  if (job === null) return { state: 'none', accounts, devices, health: null }
  if (job.status === 'queued') return { state: 'waiting', accounts: 0, devices: 0, health: null }
  if (job.status === 'running') return { state: 'reading', ...readSoFar(job.progress), health: null }
  return { state: 'failed', accounts, devices, health: healthKind }
}

function readSoFar(progress: unknown): { accounts: number; devices: number } {
  const count = (name: string) => {
    const value: unknown = typeof progress === 'object' && progress ? Reflect.get(progress, name) : 0
    return typeof value === 'number' ? value : 0
  }
  return { accounts: count('accounts'), devices: count('devices') }
}

function aboutOf({ name, account, baseUrl }: ManagedConnection): AuditDetail {
  return { name, account, region: findRegion(baseUrl)?.id ?? baseUrl }
}

function note(viewer: Viewer, action: string, target: string, detail: AuditDetail): Promise<void> {
  return appendAudit(viewer.tenantId, { actorId: viewer.userId, action, target, detail })
}

function assertOwner(viewer: Viewer): void {
  if (viewer.role !== 'owner') throw new ForbiddenError()
}
