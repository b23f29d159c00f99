// The vehicles a geofence names, and what their devices hold of it.

import 'server-only'
import type { Viewer } from '../access'
import { db } from '../db'
import { getFence } from './fences'
import { visibleDevices, visibleFences } from './scope'

export type FenceDevice = {
  deviceId: string
  imei: string
  name: string
  connectionId: string
  chosen: boolean
  serial: string | null
  problem: string | null
}

/** The vehicles in scope that a fence names, or whose device has to do with a copy of it. */
export async function listFenceDevices(viewer: Viewer, fenceId: string): Promise<FenceDevice[]> {
  const rows = await db().fenceDevice.findMany({
    where: {
      tenantId: viewer.tenantId,
      fenceId,
      fence: visibleFences(viewer),
      device: visibleDevices(viewer),
    },
    include: { device: { select: { imei: true, name: true, connectionId: true } } },
    orderBy: { device: { name: 'asc' } },
  })
  return rows.map(({ deviceId, chosen, serial, problem, device }) => ({
    deviceId,
    chosen,
    serial,
    problem,
    ...device,
  }))
}

/** Notes what a device holds of a fence. */
export async function setDeviceCopy(
  viewer: Viewer,
  { fenceId, deviceId }: { fenceId: string; deviceId: string },
  copy: { serial: string | null; problem: string | null },
): Promise<void> {
  const key = { tenantId: viewer.tenantId, fenceId, deviceId }
  await getFence(viewer, fenceId)
  await db().fenceDevice.upsert({
    where: { tenantId_fenceId_deviceId: key },
    create: { ...key, chosen: false, ...copy },
    update: copy,
  })
}
