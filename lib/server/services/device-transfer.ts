// Moving devices to another account: which accounts there are, what it would change, and beginning it.

import type { TargetList, TransferObstacle, TransferPreview } from '@/lib/domain/api/device-jobs'
import { isWithinScope } from '@/lib/domain/scope-path'
import type { Viewer } from '../access'
import { searchTargets } from '../data/account-targets'
import type { NewDeviceItem } from '../data/device-jobs'
import {
  findWorkAccount,
  getWorkDevices,
  type WorkAccount,
  type WorkDevice,
} from '../data/device-jobs-devices'
import { visibleFences } from '../data/scope'
import { db, sql } from '../db'
import { NotFoundError } from '../errors'
import { assertMay } from '../rights'
import { beginDeviceWork, DeviceJobError } from './device-jobs'

const TARGETS_SHOWN = 50
const FENCES_SHOWN = 10

/** Accounts in scope whose name or login holds `search`, the first of them, as targets of a transfer. @throws ForbiddenError */
export async function listTargets(viewer: Viewer, search: string): Promise<TargetList> {
  await assertMay(viewer, 'manage_devices')
  return searchTargets(viewer, { text: search.trim(), limit: TARGETS_SHOWN })
}

/**
 * What moving these devices would change.
 * @throws NotFoundError when one of them or the account is not the viewer's; ForbiddenError
 */
export async function previewTransfer(
  viewer: Viewer,
  { deviceIds, accountId }: { deviceIds: readonly string[]; accountId: string },
): Promise<TransferPreview> {
  await assertMay(viewer, 'manage_devices')
  const { devices, target } = await read(viewer, deviceIds, accountId)
  const moving = devices.filter((device) => device.accountId !== target.id)
  const paths = [...new Set(moving.map(({ scopePath }) => scopePath))]
  const people = await peopleOf(viewer, paths, target.path)
  const fences = await fencesLeft(viewer, moving, target.path)
  return {
    toName: target.name,
    from: countByAccount(moving),
    moving: moving.length,
    already: devices.length - moving.length,
    obstacle: obstacleTo(moving, target),
    ...people,
    grouped: moving.filter(({ groupName }) => groupName !== null).length,
    fences: fences.slice(0, FENCES_SHOWN),
    fencesTotal: fences.length,
  }
}

/** Begins it. @throws as `previewTransfer`, DeviceJobError for what stands against it */
export async function beginTransfer(
  viewer: Viewer,
  request: { deviceIds: readonly string[]; accountId: string; clearBindings: boolean },
): Promise<{ jobId: string; total: number }> {
  await assertMay(viewer, 'manage_devices')
  const { devices, target } = await read(viewer, request.deviceIds, request.accountId)
  const moving = devices.filter((device) => device.accountId !== target.id)
  const obstacle = obstacleTo(moving, target)
  if (obstacle !== null) throw new DeviceJobError(obstacle)
  const items = moving.map((device) => moveItem(device, target, request.clearBindings))
  const jobId = await beginDeviceWork(viewer, {
    kind: 'transfer',
    about: { accountName: target.name },
    items,
  })
  return { jobId, total: items.length }
}

/** A move as it is written down. */
export function moveItem(device: WorkDevice, target: WorkAccount, clearBindings: boolean): NewDeviceItem {
  return {
    ...itemOf(device),
    batchKey: `move ${device.connectionId} ${device.accountId} ${target.id}`,
    wish: { step: 'move', accountId: target.id, clearBindings },
    changes: [{ field: 'account', from: device.account.name, to: target.name }],
  }
}

/** What names a device in every item. */
export function itemOf({ id, connectionId, imei, name }: WorkDevice) {
  return { deviceId: id, connectionId, imei, deviceName: name }
}

/** Why these cannot move there; null when they can. */
export function obstacleTo(devices: readonly WorkDevice[], target: WorkAccount): TransferObstacle | null {
  if (devices.some(({ connectionId }) => connectionId !== target.connectionId)) return 'other_connection'
  if (devices.some(({ connection }) => connection.profile !== 'pro')) return 'not_supported'
  return devices.some(({ connection }) => connection.account === target.login) ? 'own_account' : null
}

async function read(viewer: Viewer, deviceIds: readonly string[], accountId: string) {
  const devices = await getWorkDevices(viewer, deviceIds)
  const target = await findWorkAccount(viewer, accountId)
  if (target === null) throw new NotFoundError()
  return { devices, target }
}

function countByAccount(devices: readonly WorkDevice[]): TransferPreview['from'] {
  const counts = new Map<string, number>()
  for (const { account } of devices) counts.set(account.name, (counts.get(account.name) ?? 0) + 1)
  return [...counts].map(([accountName, count]) => ({ accountName, count }))
}

/** People within the viewer's own scope whose sight of the devices changes. */
async function peopleOf(viewer: Viewer, from: readonly string[], to: string) {
  const users = await db().user.findMany({
    where: { tenantId: viewer.tenantId, disabledAt: null },
    select: { scopePath: true },
  })
  const known = users
    .map(({ scopePath }) => scopePath)
    .filter((path) => isWithinScope(path, viewer.scopePath))
  const sees = (scope: string, path: string) => isWithinScope(path, scope)
  const seesAny = (scope: string) => from.some((path) => sees(scope, path))
  const seesAll = (scope: string) => from.every((path) => sees(scope, path))
  return {
    peopleLosing: known.filter((scope) => seesAny(scope) && !sees(scope, to)).length,
    peopleGaining: from.length === 0 ? 0 : known.filter((scope) => sees(scope, to) && !seesAll(scope)).length,
  }
}

/** Names of fences the viewer sees that watch some of the devices now and would not there. */
async function fencesLeft(viewer: Viewer, devices: readonly WorkDevice[], to: string): Promise<string[]> {
  if (devices.length === 0) return []
  const fences = await db().fence.findMany({
    where: visibleFences(viewer),
    select: { id: true, name: true, scopePath: true, allDevices: true },
    orderBy: { name: 'asc' },
  })
  const left = fences.filter(({ scopePath }) => !isWithinScope(to, scopePath))
  if (left.length === 0) return []
  const named = await sql().query<{ id: string }>(
    `SELECT DISTINCT fence_id AS id FROM fence_device
     WHERE tenant_id = $1 AND chosen AND device_id = ANY($2::uuid[])`,
    [viewer.tenantId, devices.map(({ id }) => id)],
  )
  const chosen = new Set(named.map(({ id }) => id))
  return left
    .filter(({ id, allDevices, scopePath }) =>
      allDevices ? devices.some((device) => isWithinScope(device.scopePath, scopePath)) : chosen.has(id),
    )
    .map(({ name }) => name)
}
