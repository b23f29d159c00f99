// Devices as people may see them: in the viewer's tenant and scope, else they do not exist.

import 'server-only'
import type { DeviceKind } from '@/lib/domain/vehicle'
import type { Viewer } from '../access'
import { db } from '../db'
import { NotFoundError } from '../errors'
import { isUuid } from './ids'
import { type LatestState, toDeviceKind, toLatestState } from './records'
import { visibleDevices } from './scope'

/** A device as the vendor's roster describes it, with its account. */
export type Device = {
  id: string
  connectionId: string
  accountId: string
  accountName: string
  accountPath: string
  /** What scopes are held against. */
  scopePath: string
  imei: string
  name: string
  plate: string | null
  driverName: string | null
  driverPhone: string | null
  model: string | null
  kind: DeviceKind
  icon: string | null
  sim: string | null
  vin: string | null
  groupName: string | null
  remark: string | null
  enabled: boolean
  activatedAt: Date | null
  expiresAt: Date | null
}

/** A device with the last that is known of it; `state` is null before the first report. */
export type DeviceWithState = Device & { state: LatestState | null }

/** All devices in scope, by name. */
export async function listDevices(viewer: Viewer): Promise<Device[]> {
  const rows = await db().device.findMany({
    where: visibleDevices(viewer),
    include: { account: true },
    orderBy: [{ name: 'asc' }, { imei: 'asc' }],
  })
  return rows.map(toDevice)
}

/**
 * One device in scope, with its latest state.
 * @throws NotFoundError when it is missing, removed, of another tenant or out of scope: all the same to the viewer.
 */
export async function getDevice(viewer: Viewer, deviceId: string): Promise<DeviceWithState> {
  if (!isUuid(deviceId)) throw new NotFoundError()
  const row = await db().device.findFirst({
    where: { ...visibleDevices(viewer), id: deviceId },
    include: { account: true, state: true },
  })
  if (!row) throw new NotFoundError()
  return { ...toDevice(row), state: row.state && toLatestState(row.state) }
}

/** The device in scope that has this IMEI, or null. */
export async function findDeviceByImei(viewer: Viewer, imei: string): Promise<Device | null> {
  const row = await db().device.findFirst({
    where: { ...visibleDevices(viewer), imei },
    include: { account: true },
  })
  return row && toDevice(row)
}

type DeviceRow = Omit<Device, 'kind' | 'accountName' | 'accountPath'> & {
  kind: string
  account: { name: string; path: string }
}

function toDevice(row: DeviceRow): Device {
  return {
    id: row.id,
    connectionId: row.connectionId,
    accountId: row.accountId,
    accountName: row.account.name,
    accountPath: row.account.path,
    scopePath: row.scopePath,
    imei: row.imei,
    name: row.name,
    plate: row.plate,
    driverName: row.driverName,
    driverPhone: row.driverPhone,
    model: row.model,
    kind: toDeviceKind(row.kind),
    icon: row.icon,
    sim: row.sim,
    vin: row.vin,
    groupName: row.groupName,
    remark: row.remark,
    enabled: row.enabled,
    activatedAt: row.activatedAt,
    expiresAt: row.expiresAt,
  }
}
