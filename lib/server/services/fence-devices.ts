// Copies of fences inside devices, which watch them themselves. Only circles, only while a device is online, and nobody can ask
// a device what it holds: the serial number it gave is all there is.

import { plainDeviceText } from '@/lib/domain/device-text'
import type { FenceShape } from '@/lib/domain/geofence'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import { listDevices } from '../data/devices'
import { type FenceDevice, listFenceDevices, setDeviceCopy } from '../data/fence-vehicles'
import { setFenceVendor } from '../data/fence-writes'
import { type FenceRecord, getFence } from '../data/fences'
import { AppError, InvalidInputError } from '../errors'
import { callJimi } from '../jimi'
import { assertMay } from '../rights'
import { deviceObstacle } from './fence-copy'
import { inTurn } from './fence-turns'
import { copiedElsewhere, NO_COPY, UnholdableError } from './fence-vendor'
import { vendorFailure } from './vendor-words'

/** Each device is asked on its own, so this many at a time. */
export const MAX_DEVICE_COPIES = 100
/** The map the fence was drawn on; devices take it along. */
const ZOOM = 15

type Target = Pick<FenceDevice, 'deviceId' | 'imei' | 'serial'>
/** What became of each device. */
export type DeviceCopies = { done: number; failed: number }

/**
 * Puts a circle into the devices it is for, in place of what they hold of it, and takes it out of the others. What a device
 * refuses is noted with it in words, and the rest go on. Radii are rounded up to steps of 100 m.
 * @throws UnholdableError, InvalidInputError for too many devices, NotFoundError
 */
export async function pushToDevices(viewer: Viewer, fenceId: string): Promise<DeviceCopies> {
  await assertMay(viewer, 'manage_fences')
  return inTurn(fenceId, () => pushNow(viewer, fenceId))
}

async function pushNow(viewer: Viewer, fenceId: string): Promise<DeviceCopies> {
  const fence = await getFence(viewer, fenceId)
  if (fence.vendor.kind === 'platform' && fence.vendor.fenceId !== null) throw copiedElsewhere()
  const obstacle = deviceObstacle(fence.shape)
  if (obstacle !== null || fence.shape.kind !== 'circle')
    throw new UnholdableError(obstacle ?? 'device_shape')
  const circle = fence.shape
  const { wanted, others } = await targetsOf(viewer, fence)
  const results: boolean[] = []
  for (const target of others) results.push(await takeOut(viewer, fenceId, target))
  for (const target of wanted)
    results.push((await takeOut(viewer, fenceId, target)) && (await putIn(viewer, { fence, circle, target })))
  const copies = countOf(results)
  await noteState(viewer, fenceId, { failed: copies.failed, wanted: wanted.length })
  await note(viewer, 'fence.push_devices', fenceId, copies)
  return copies
}

/** Takes a fence out of all devices that hold it. Errors as `pushToDevices`. */
export async function removeFromDevices(viewer: Viewer, fenceId: string): Promise<DeviceCopies> {
  await assertMay(viewer, 'manage_fences')
  return inTurn(fenceId, () => removeNow(viewer, fenceId))
}

async function removeNow(viewer: Viewer, fenceId: string): Promise<DeviceCopies> {
  const fence = await getFence(viewer, fenceId)
  const holders = (await listFenceDevices(viewer, fenceId)).filter(({ serial }) => serial !== null)
  const results: boolean[] = []
  for (const target of holders) results.push(await takeOut(viewer, fenceId, target))
  const copies = countOf(results)
  if (copies.failed === 0) await setFenceVendor(viewer, fenceId, NO_COPY)
  else await setFenceVendor(viewer, fenceId, { ...fence.vendor, state: 'partly', checkedAt: new Date() })
  await note(viewer, 'fence.unpush_devices', fenceId, copies)
  return copies
}

/** Whether the devices that hold a fence are those that it is for. */
export async function isHeldAsWanted(viewer: Viewer, fence: FenceRecord): Promise<boolean> {
  const { wanted, others } = await wantedAndOthers(viewer, fence)
  return others.length === 0 && wanted.every(({ serial }) => serial !== null)
}

async function targetsOf(viewer: Viewer, fence: FenceRecord) {
  const targets = await wantedAndOthers(viewer, fence)
  if (targets.wanted.length > MAX_DEVICE_COPIES)
    throw new InvalidInputError(
      `A fence goes into at most ${MAX_DEVICE_COPIES} devices. Choose vehicles first.`,
    )
  return targets
}

async function wantedAndOthers(viewer: Viewer, fence: FenceRecord) {
  const rows = await listFenceDevices(viewer, fence.id)
  const serials = new Map(rows.map(({ deviceId, serial }) => [deviceId, serial]))
  const wanted: Target[] = fence.allDevices
    ? (await listDevices(viewer))
        .filter(({ scopePath }) => scopePath.startsWith(fence.scopePath))
        .map(({ id, imei }) => ({ deviceId: id, imei, serial: serials.get(id) ?? null }))
    : rows.filter(({ chosen }) => chosen)
  const ids = new Set(wanted.map(({ deviceId }) => deviceId))
  return { wanted, others: rows.filter(({ deviceId, serial }) => serial !== null && !ids.has(deviceId)) }
}

type Putting = { fence: FenceRecord; circle: Extract<FenceShape, { kind: 'circle' }>; target: Target }

async function putIn(viewer: Viewer, { fence, circle, target }: Putting): Promise<boolean> {
  return tried(viewer, { fenceId: fence.id, target }, async () =>
    callJimi(viewer, 'jimi.open.device.fence.create', {
      imei: target.imei,
      name: plainDeviceText(fence.name, 'Fence'),
      alerts: ['enter', 'leave'],
      alertBySms: false,
      alertsOn: true,
      ...circle.center,
      radiusM: circle.radiusM,
      zoom: ZOOM,
    }),
  )
}

async function takeOut(viewer: Viewer, fenceId: string, target: Target): Promise<boolean> {
  const { imei, serial } = target
  if (serial === null) return true
  return tried(viewer, { fenceId, target }, async () => {
    await callJimi(viewer, 'jimi.open.device.fence.delete', { imei, serial })
    return null
  })
}

type Trying = { fenceId: string; target: Target }

/** Runs work with one device, which answers the serial it holds afterwards; what fails is noted with it. */
async function tried(
  viewer: Viewer,
  { fenceId, target }: Trying,
  work: () => Promise<string | null>,
): Promise<boolean> {
  const key = { fenceId, deviceId: target.deviceId }
  try {
    await setDeviceCopy(viewer, key, { serial: await work(), problem: null })
    return true
  } catch (error) {
    const failure = error instanceof AppError ? error : vendorFailure(error, Date.now())
    if (failure === null) throw error
    await setDeviceCopy(viewer, key, { serial: target.serial, problem: failure.userMessage })
    return false
  }
}

type Outcome = { failed: number; wanted: number }

/** As long as a device holds the fence there is a copy, wanted or not. */
async function noteState(viewer: Viewer, fenceId: string, { failed, wanted }: Outcome): Promise<void> {
  if (failed === 0 && wanted === 0) return setFenceVendor(viewer, fenceId, NO_COPY)
  const holders = (await listFenceDevices(viewer, fenceId)).filter(({ serial }) => serial !== null)
  const state = failed === 0 ? 'same' : holders.length === 0 ? 'failed' : 'partly'
  await setFenceVendor(viewer, fenceId, { ...NO_COPY, kind: 'device', state, checkedAt: new Date() })
}

function countOf(results: readonly boolean[]): DeviceCopies {
  const done = results.filter(Boolean).length
  return { done, failed: results.length - done }
}

async function note(viewer: Viewer, action: string, target: string, detail: DeviceCopies): Promise<void> {
  await appendAudit(viewer.tenantId, { actorId: viewer.userId, action, target, detail })
}
