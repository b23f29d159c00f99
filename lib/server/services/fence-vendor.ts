// Copies of fences at the vendor: on its platform, or inside devices. Ours is the fence that counts; a copy may fail to be made,
// be changed there or vanish, and what is shown is what was last seen there.

import type { FenceDifference } from '@/lib/domain/fence-limits'
import type { FenceShape } from '@/lib/domain/geofence'
import { shapeProblem } from '@/lib/domain/geofence-check'
import type { MethodInput, MethodOutput } from '@/lib/jimi/contract'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import type { Account } from '../data/accounts'
import { listDevices } from '../data/devices'
import { setFenceVendor, updateFence } from '../data/fence-writes'
import { type FenceRecord, type FenceVendorRecord, getFence } from '../data/fences'
import { AppError } from '../errors'
import { noteFencesChanged } from '../fences/fences'
import { callJimi } from '../jimi'
import { assertMay } from '../rights'
import { accountFor, ourCopy } from './fence-account'
import {
  copyOfRow,
  differencesOf,
  platformDrawing,
  platformObstacle,
  shapeOfCopy,
  type UnholdableShape,
  type VendorCopy,
  vendorCopySchema,
} from './fence-copy'
import { inTurn } from './fence-turns'
import { vendorFailure } from './vendor-words'

export const NO_COPY: FenceVendorRecord = {
  kind: 'none',
  accountId: null,
  fenceId: null,
  state: 'none',
  problem: null,
  seen: null,
  checkedAt: null,
}

/** The vendor cannot hold such a fence at all; `code` is a key of the messages at `errors`. */
export class UnholdableError extends AppError {
  constructor(obstacle: UnholdableShape) {
    super({ code: `fence_${obstacle}`, userMessage: UNHOLDABLE[obstacle], status: 422 })
  }
}

const UNHOLDABLE: Record<UnholdableShape, string> = {
  corridor: 'The vendor has no corridors. This fence is watched by Milepost alone.',
  platform_radius: 'The vendor takes circles of 200 to 5,000 m.',
  device_shape: 'Devices hold circles only.',
  device_radius: 'Devices hold circles of up to 999,900 m.',
}

const PER_PAGE = 50
const MAX_PAGES = 400

/**
 * Makes the copy on the platform like ours: a new one, or the one that is there. A failure is noted with the fence, so that it
 * can be tried again.
 * @throws UnholdableError, ForbiddenError, NotFoundError
 */
export async function pushToPlatform(viewer: Viewer, fenceId: string): Promise<void> {
  await assertMay(viewer, 'manage_fences')
  return inTurn(fenceId, () => pushNow(viewer, fenceId))
}

async function pushNow(viewer: Viewer, fenceId: string): Promise<void> {
  const fence = await getFence(viewer, fenceId)
  if (fence.vendor.kind === 'device' && fence.vendor.state !== 'none') throw copiedElsewhere()
  const obstacle = platformObstacle(fence.shape)
  if (obstacle !== null) throw new UnholdableError(obstacle)
  await noted(viewer, fence, async () => {
    const account = await accountFor(viewer, fence)
    const vendorFenceId = await drawAtVendor(viewer, fence, account.login)
    const known = {
      ...fence.vendor,
      kind: 'platform' as const,
      accountId: account.id,
      fenceId: vendorFenceId,
    }
    // From here on there is a copy, whatever becomes of its vehicles.
    await setFenceVendor(viewer, fenceId, { ...known, state: 'partly', problem: null })
    const { imeis } = await ourCopy(viewer, fence)
    await callJimi(viewer, 'jimi.open.platform.fence.bind', {
      fenceId: vendorFenceId,
      imeis: imeis.length > 0 ? imeis : undefined,
    })
    return look(viewer, { ...fence, vendor: known })
  })
  await note(viewer, 'fence.push', fenceId)
}

/** Looks at the copy on the platform and notes how it stands. @throws NotFoundError */
export async function checkAtPlatform(viewer: Viewer, fenceId: string): Promise<void> {
  return inTurn(fenceId, () => checkNow(viewer, fenceId))
}

async function checkNow(viewer: Viewer, fenceId: string): Promise<void> {
  const fence = await getFence(viewer, fenceId)
  if (fence.vendor.kind !== 'platform') return
  await noted(viewer, fence, () => look(viewer, fence))
}

/** Makes ours like the vendor's copy, as it is now. @throws AppError in words; NotFoundError */
export async function takeFromPlatform(viewer: Viewer, fenceId: string): Promise<void> {
  await assertMay(viewer, 'manage_fences')
  return inTurn(fenceId, () => takeNow(viewer, fenceId))
}

async function takeNow(viewer: Viewer, fenceId: string): Promise<void> {
  const fence = await getFence(viewer, fenceId)
  const row = await findAtVendor(viewer, fence)
  if (row === null) throw gone()
  const copy = copyOfRow(row)
  const shape = shapeOfCopy(copy)
  if (shapeProblem(shape) !== null) throw unusable()
  const devices = (await listDevices(viewer)).filter(({ imei }) => copy.imeis.includes(imei))
  const isOfAll = !differencesOf(await ourCopy(viewer, fence), copy).includes('devices')
  const { tags, rules, enabled } = fence
  const deviceIds = fence.allDevices && isOfAll ? null : devices.map(({ id }) => id)
  const draft = {
    name: copy.name.trim().slice(0, 100) || fence.name,
    shape,
    color: copy.color ?? fence.color,
    description: copy.description.slice(0, 500),
    tags,
    rules,
    enabled,
    deviceIds,
  }
  await updateFence(viewer, fenceId, { draft, record: () => note(viewer, 'fence.take', fenceId) })
  noteFencesChanged()
  const after = await getFence(viewer, fenceId)
  await setFenceVendor(viewer, fenceId, await seenRecord(viewer, after, copy))
}

/** Deletes the copy on the platform; one that is gone already is as good. @throws what the vendor said; NotFoundError */
export async function removeFromPlatform(viewer: Viewer, fenceId: string): Promise<void> {
  await assertMay(viewer, 'manage_fences')
  return inTurn(fenceId, () => removeNow(viewer, fenceId))
}

async function removeNow(viewer: Viewer, fenceId: string): Promise<void> {
  const fence = await getFence(viewer, fenceId)
  const row = await findAtVendor(viewer, fence)
  if (row !== null) {
    const { login } = await accountFor(viewer, fence)
    await callJimi(viewer, 'jimi.open.platform.fence.delete', { accountLogin: login, fenceId: row.id })
  }
  await setFenceVendor(viewer, fenceId, NO_COPY)
  await note(viewer, 'fence.unpush', fenceId)
}

/** In what the vendor's copy, as last seen, differs from ours. */
export async function fenceDifferences(viewer: Viewer, fence: FenceRecord): Promise<FenceDifference[]> {
  const seen = seenCopy(fence)
  if (fence.vendor.kind !== 'platform' || seen === null) return []
  return differencesOf(await ourCopy(viewer, fence), seen)
}

/** The vendor's drawing as last seen; null if nothing was. */
export function vendorShapeOf(fence: FenceRecord): FenceShape | null {
  const seen = seenCopy(fence)
  return seen === null ? null : shapeOfCopy(seen)
}

function seenCopy({ vendor }: FenceRecord): VendorCopy | null {
  return vendorCopySchema.safeParse(vendor.seen).data ?? null
}

/** Edits the copy that is there, or makes one. */
async function drawAtVendor(viewer: Viewer, fence: FenceRecord, accountLogin: string): Promise<string> {
  const { name, color } = fence
  const description = fence.description === '' ? undefined : fence.description
  const drawing = { accountLogin, name, color, description, ...platformDrawing(fence.shape) }
  const row = await findAtVendor(viewer, fence)
  if (row === null) return callJimi(viewer, 'jimi.open.platform.fence.create', drawing)
  const id = await callJimi(viewer, 'jimi.open.platform.fence.update', { ...drawing, fenceId: row.id })
  // Some servers take an edit for a new fence: then the old one has to go.
  if (id !== row.id)
    await callJimi(viewer, 'jimi.open.platform.fence.delete', { accountLogin, fenceId: row.id })
  return id
}

type VendorRow = MethodOutput<'jimi.open.platform.fence.detail'>
/** One page of an account's fences at the vendor. */
type AskPage = (
  input: MethodInput<'jimi.open.platform.fence.list'>,
  account: Account,
) => Promise<MethodOutput<'jimi.open.platform.fence.list'>>

/**
 * The copy as the vendor lists it; null when it is gone. Asked by id, the vendor answers for one that is gone as if it were
 * busy. Without `ask` it is asked for the viewer, who waits.
 */
export async function findAtVendor(
  viewer: Viewer,
  fence: FenceRecord,
  ask: AskPage = (input) =>
    // A fresh answer of before says nothing of now.
    callJimi(viewer, 'jimi.open.platform.fence.list', input, { onePage: true, onTrace: () => undefined }),
): Promise<VendorRow | null> {
  const { fenceId } = fence.vendor
  if (fenceId === null) return null
  const account = await accountFor(viewer, fence)
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { rows, total } = await ask({ accountLogin: account.login, page, pageSize: PER_PAGE }, account)
    const row = rows.find(({ id }) => id === fenceId)
    if (row !== undefined) return row
    if (rows.length === 0 || (total !== undefined && page * PER_PAGE >= total)) return null
  }
  return null
}

async function look(viewer: Viewer, fence: FenceRecord): Promise<FenceVendorRecord> {
  return standingOf(viewer, fence, await findAtVendor(viewer, fence))
}

/** How the copy stands, going by the vendor's row of it; null for one that is gone. */
export async function standingOf(
  viewer: Viewer,
  fence: FenceRecord,
  row: VendorRow | null,
): Promise<FenceVendorRecord> {
  if (row !== null) return seenRecord(viewer, fence, copyOfRow(row))
  return { ...fence.vendor, state: 'missing', problem: null, seen: null, checkedAt: new Date() }
}

async function seenRecord(viewer: Viewer, fence: FenceRecord, copy: VendorCopy): Promise<FenceVendorRecord> {
  const differences = differencesOf(await ourCopy(viewer, fence), copy)
  const state = differences.length === 0 ? 'same' : 'differs'
  return { ...fence.vendor, state, problem: null, seen: copy, checkedAt: new Date() }
}

/** Runs work at the vendor; what fails is noted with the fence in words, and thrown again. */
async function noted(
  viewer: Viewer,
  fence: FenceRecord,
  work: () => Promise<FenceVendorRecord>,
): Promise<void> {
  try {
    await setFenceVendor(viewer, fence.id, await work())
  } catch (error) {
    const failure = error instanceof AppError ? error : vendorFailure(error, Date.now())
    if (failure === null) throw error
    const { vendor } = await getFence(viewer, fence.id)
    const state = vendor.fenceId === null ? 'failed' : vendor.state
    const kind = vendor.fenceId === null ? 'platform' : vendor.kind
    await setFenceVendor(viewer, fence.id, {
      ...vendor,
      kind,
      state,
      problem: failure.userMessage,
    })
    throw failure
  }
}

async function note(viewer: Viewer, action: string, fenceId: string): Promise<void> {
  await appendAudit(viewer.tenantId, { actorId: viewer.userId, action, target: fenceId })
}

/** A fence has one kind of copy at a time: making another would lose sight of the first. */
export function copiedElsewhere(): AppError {
  return new AppError({
    code: 'fence_copied_elsewhere',
    userMessage: 'The vendor has another kind of copy of this fence. Remove that one first.',
    status: 409,
  })
}

function gone(): AppError {
  return new AppError({
    code: 'fence_gone',
    userMessage: 'The vendor has this fence no more. Send ours to make it anew.',
    status: 409,
  })
}

function unusable(): AppError {
  return new AppError({
    code: 'fence_unusable',
    userMessage: "The vendor's drawing makes no fence here. Send ours to repair it.",
    status: 409,
  })
}
