// Devices and their latest positions as the API answers them. Reading only, and only what is stored.

import type { DeviceAnswer, PositionAnswer } from '@/lib/domain/api-v1/answers'
import type { Viewer } from '../access'
import { assertDevices, type DeviceState, pageOfDevices, pageOfStates } from '../data/api-reads'
import { type Device, getDevice } from '../data/devices'
import { isPosition } from '../data/records'
import { type Clock, systemClock } from '../live/clock'
import { idCursor, pageOf, readCursor } from './page-cursors'

const PAGE = 100

type Page = { cursor?: string | undefined; limit?: number | undefined }

/** A page of the devices in scope. */
export async function devicesFor(
  viewer: Viewer,
  { q, cursor, limit = PAGE }: Page & { q?: string | undefined },
): Promise<{ devices: DeviceAnswer[]; next: string | null }> {
  const [afterId = null] = readCursor(idCursor, cursor) ?? []
  const rows = await pageOfDevices(viewer, q ?? null, { afterId, limit: limit + 1 })
  const { shown, next } = pageOf(rows, limit, ({ id }) => [id])
  return { devices: shown.map(toDevice), next }
}

/** One device. @throws NotFoundError */
export async function deviceFor(viewer: Viewer, id: string): Promise<DeviceAnswer> {
  return toDevice(await getDevice(viewer, id))
}

/** A page of latest positions, of all devices in scope or of those named. @throws NotFoundError when one named is missing */
export async function positionsFor(
  viewer: Viewer,
  { deviceIds, cursor, limit = PAGE }: Page & { deviceIds?: string[] | undefined },
  clock: Clock = systemClock,
): Promise<{ positions: PositionAnswer[]; next: string | null }> {
  const [afterId = null] = readCursor(idCursor, cursor) ?? []
  if (deviceIds !== undefined) await assertDevices(viewer, deviceIds)
  const rows = await pageOfStates(viewer, deviceIds ?? null, { afterId, limit: limit + 1 })
  const { shown, next } = pageOf(rows, limit, ({ deviceId }) => [deviceId])
  const nowMs = clock.now()
  return { positions: shown.map((row) => toPosition(row, nowMs)), next }
}

function toDevice(device: Omit<Device, 'accountPath'>): DeviceAnswer {
  const { id, imei, name, plate, driverName, driverPhone, model, kind, vin } = device
  const { accountName, groupName, enabled, activatedAt, expiresAt } = device
  return {
    ...{ id, imei, name, plate, driverName, driverPhone, model, kind, vin, accountName, groupName, enabled },
    activatedAt: isoOrNull(activatedAt),
    expiresAt: isoOrNull(expiresAt),
  }
}

function toPosition({ deviceId, expiresAt, state }: DeviceState, nowMs: number): PositionAnswer {
  // The vendor's word may be older than the end of the term.
  const isOver = expiresAt !== null && expiresAt.getTime() <= nowMs
  const isNewlyOver = isOver && state.status !== 'expired'
  const { fixAt, heartbeatAt, lat, lng, speedKph, headingDeg, source } = state
  const { accuracyM, ignition, batteryPercent, odometerKm } = state
  const heardMs = Math.max(fixAt?.getTime() ?? 0, heartbeatAt?.getTime() ?? 0)
  return {
    deviceId,
    status: isOver ? 'expired' : state.status,
    statusSince: isoOrNull(isNewlyOver ? expiresAt : state.statusSince),
    fixAt: isoOrNull(fixAt),
    heardAt: heardMs === 0 ? null : new Date(heardMs).toISOString(),
    ...(isPosition(lat, lng) ? { lat, lng } : { lat: null, lng: null }),
    ...{ speedKph, headingDeg, source, accuracyM, ignition, batteryPercent, odometerKm },
  }
}

function isoOrNull(at: Date | null): string | null {
  return at?.toISOString() ?? null
}
