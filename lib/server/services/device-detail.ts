// One device as the vehicle card shows it: the stored facts and the last that is known, in our own terms.

import type { DeviceDetail } from '@/lib/domain/api/device'
import type { Viewer } from '../access'
import { getDevice } from '../data/devices'

/**
 * The details of a device in the viewer's scope, as of `nowMs`.
 * @throws NotFoundError for a missing and a foreign device alike.
 */
export async function deviceDetailOf(viewer: Viewer, deviceId: string, nowMs: number): Promise<DeviceDetail> {
  const { state, ...device } = await getDevice(viewer, deviceId)
  const isTermOver = device.expiresAt !== null && device.expiresAt.getTime() <= nowMs
  const isNewlyExpired = isTermOver && state?.status !== 'expired'
  return {
    id: device.id,
    imei: device.imei,
    name: device.name,
    plate: device.plate,
    driverName: device.driverName,
    driverPhone: device.driverPhone,
    model: device.model,
    kind: device.kind,
    sim: device.sim,
    accountName: device.accountName,
    groupName: device.groupName,
    expiresAt: isoOrNull(device.expiresAt),
    status: isTermOver ? 'expired' : (state?.status ?? 'offline'),
    statusSince: isoOrNull(isNewlyExpired ? device.expiresAt : state?.statusSince),
    fixAt: isoOrNull(state?.fixAt),
    heartbeatAt: isoOrNull(state?.heartbeatAt),
    lat: state?.lat ?? null,
    lng: state?.lng ?? null,
    speedKph: state?.speedKph ?? null,
    headingDeg: state?.headingDeg ?? null,
    source: state?.source ?? null,
    satellites: state?.satellites ?? null,
    accuracyM: state?.accuracyM ?? null,
    ignition: state?.ignition ?? null,
    batteryPercent: state?.batteryPercent ?? null,
    externalPower: state?.externalPower ?? null,
    signalLevel: state?.signalLevel ?? null,
    odometerKm: state?.odometerKm ?? null,
    temperatureC: state?.temperatureC ?? null,
    address: state?.address ?? null,
  }
}

function isoOrNull(at: Date | null | undefined): string | null {
  return at?.toISOString() ?? null
}
