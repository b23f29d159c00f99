// The groups an account sorts its devices into, which are the vendor's: listed, made, renamed, deleted, and devices put into
// them. Ours is only the name that stands with each device.

import type { AssignResult, DeviceGroups } from '@/lib/domain/api/device-table'
import { getMethod, type MethodOutput } from '@/lib/jimi/contract'
import { toProfile } from '@/lib/jimi/wire/profile'
import type { Viewer } from '../access'
import { type AuditDetail, appendAudit } from '../audit'
import { getAccountPlace } from '../data/device-table'
import { countGroups, storeGroup, storeGroupName, storeListedGroups } from '../data/device-table-edit'
import { getDevice } from '../data/devices'
import { inRosterTransaction } from '../data/system/roster-changes'
import { db } from '../db'
import { AppError, NotFoundError } from '../errors'
import { noteFencesChanged } from '../fences/fences'
import { errorWords } from '../i18n'
import { callJimi } from '../jimi'
import { log } from '../log'
import { assertMay } from '../rights'
import { vendorFailure } from './vendor-words'

const LIST = 'jimi.device.group.list'
const UPDATE = 'jimi.device.group.update'
/** As far as a screen goes. */
const MAX_SHOWN = 1_000

type AccountPlace = Awaited<ReturnType<typeof getAccountPlace>>
type VendorGroup = MethodOutput<typeof LIST>[number]

/** The groups of an account, and how many of our devices stand in each. @throws NotFoundError; as `callJimi` */
export async function listDeviceGroups(viewer: Viewer, accountId: string): Promise<DeviceGroups> {
  const account = await getAccountPlace(viewer, accountId)
  const about = { account: { id: account.id, name: account.name } }
  if (!(await hasGroups(viewer, account))) return { ...about, areSupported: false, groups: [] }
  const [listed, counts] = await Promise.all([
    callJimi(viewer, LIST, { accountLogin: account.login }),
    countGroups(viewer, accountId),
  ])
  // The list and the devices spell the default group differently, by case.
  const stored = new Map<string, { spelt: string; count: number }>()
  for (const [spelt, count] of counts) {
    const key = spelt.toLowerCase()
    stored.set(key, { spelt, count: count + (stored.get(key)?.count ?? 0) })
  }
  const groups = listed.slice(0, MAX_SHOWN).map(({ id, name = id }) => {
    const known = stored.get(name.toLowerCase())
    return { id, name, spelt: known?.spelt ?? name, deviceCount: known?.count ?? 0 }
  })
  return { ...about, areSupported: true, groups }
}

/** Makes a group and answers its id. @throws ForbiddenError, NotFoundError, AppError `group_name_taken`; as `callJimi` */
export async function createDeviceGroup(viewer: Viewer, accountId: string, name: string): Promise<string> {
  await assertMay(viewer, 'manage_devices')
  const account = await getAccountPlace(viewer, accountId)
  await assertNameFree(viewer, account, { name, exceptId: null })
  const { id } = await callJimi(viewer, 'jimi.device.group.create', { accountLogin: account.login, name })
  await note(viewer, 'device_group.create', { id, detail: { name, account: account.login } })
  return id
}

/** Renames a group. @throws as `createDeviceGroup` */
export async function renameDeviceGroup(
  viewer: Viewer,
  accountId: string,
  { groupId, name }: { groupId: string; name: string },
): Promise<void> {
  await assertMay(viewer, 'manage_devices')
  const account = await getAccountPlace(viewer, accountId)
  const group = await getGroup(viewer, account, groupId)
  if (group.name === name) return
  await assertNameFree(viewer, account, { name, exceptId: groupId })
  await callJimi(viewer, UPDATE, { groupId, name })
  const { name: from = null } = group
  await inRosterTransaction([account.connectionId], async () => {
    if (from !== null) await storeGroupName(viewer, accountId, { from, to: name })
    await note(viewer, 'device_group.rename', { id: groupId, detail: { from, to: name } })
  })
  noteFencesChanged()
}

/**
 * Deletes a group. Where its devices then stand is not documented, so they are asked for anew; until that is known, they stand
 * in none. @throws ForbiddenError, NotFoundError; as `callJimi`
 */
export async function deleteDeviceGroup(viewer: Viewer, accountId: string, groupId: string): Promise<void> {
  await assertMay(viewer, 'manage_devices')
  const account = await getAccountPlace(viewer, accountId)
  const group = await getGroup(viewer, account, groupId)
  await callJimi(viewer, 'jimi.device.group.delete', { groupId })
  await note(viewer, 'device_group.delete', { id: groupId, detail: { name: group.name ?? null } })
  try {
    const devices = await callJimi(viewer, 'jimi.user.device.list', { accountLogin: account.login })
    const listed = new Map(devices.map(({ imei, groupName }) => [imei, groupName ?? null]))
    await storeListedGroups(viewer, accountId, listed)
  } catch (error) {
    log.warn({ err: error, connectionId: account.connectionId }, 'groups not read after one was deleted')
    await clearGroup(viewer, accountId, group)
  }
  noteFencesChanged()
}

/**
 * Puts devices into a group of their account, one call to the vendor each; tells how each fared.
 * @throws ForbiddenError, NotFoundError when the account, the group or any of the devices is foreign or missing
 */
export async function assignDevices(
  viewer: Viewer,
  accountId: string,
  { groupId, deviceIds }: { groupId: string; deviceIds: readonly string[] },
): Promise<AssignResult[]> {
  await assertMay(viewer, 'manage_devices')
  const account = await getAccountPlace(viewer, accountId)
  const group = await getGroup(viewer, account, groupId)
  const devices = await Promise.all([...new Set(deviceIds)].map((id) => getDevice(viewer, id)))
  const results: AssignResult[] = []
  const done: typeof devices = []
  try {
    for (const device of devices) {
      const fate = await assignOne(viewer, { device, account, group })
      if (fate === null) done.push(device)
      const name = device.name || device.imei
      results.push({ deviceId: device.id, name, ok: fate === null, message: fate })
    }
  } finally {
    // Whatever ended it: those before have changed at the vendor.
    if (done.length > 0) await keepAssigned(viewer, account, { group, devices: done })
  }
  return results
}

async function keepAssigned(
  viewer: Viewer,
  { connectionId }: AccountPlace,
  { group, devices }: { group: VendorGroup; devices: readonly { id: string; imei: string }[] },
): Promise<void> {
  const { id, name = null } = group
  const ids = devices.map((device) => device.id)
  const imeis = devices.map(({ imei }) => imei)
  await inRosterTransaction([connectionId], async () => {
    await storeGroup(viewer, ids, name)
    await note(viewer, 'device_group.assign', { id, detail: { name, imeis } })
  })
  noteFencesChanged()
}

type Assignment = {
  device: { imei: string; accountId: string; name: string }
  account: AccountPlace
  group: VendorGroup
}

/** Why it could not be, in words; null when it was. */
async function assignOne(viewer: Viewer, { device, account, group }: Assignment): Promise<string | null> {
  if (device.accountId !== account.id) return errorWords(ofAnotherAccount())
  try {
    await callJimi(viewer, 'jimi.open.device.update', { imei: device.imei, groupId: group.id })
    return null
  } catch (error) {
    const failure = error instanceof AppError ? error : vendorFailure(error, Date.now())
    if (failure === null) throw error
    return errorWords(failure)
  }
}

async function clearGroup(viewer: Viewer, accountId: string, { name }: VendorGroup): Promise<void> {
  if (name === undefined) return
  const rows = await db().device.findMany({
    where: { tenantId: viewer.tenantId, accountId, groupName: name },
    select: { id: true },
  })
  await storeGroup(
    viewer,
    rows.map(({ id }) => id),
    null,
  )
}

/** @throws NotFoundError unless the account has this group */
async function getGroup(viewer: Viewer, { login }: AccountPlace, groupId: string): Promise<VendorGroup> {
  const groups = await callJimi(viewer, LIST, { accountLogin: login })
  const group = groups.find(({ id }) => id === groupId)
  if (group === undefined) throw new NotFoundError()
  return group
}

async function assertNameFree(
  viewer: Viewer,
  { login }: AccountPlace,
  { name, exceptId }: { name: string; exceptId: string | null },
): Promise<void> {
  const groups = await callJimi(viewer, LIST, { accountLogin: login })
  const wanted = name.toLowerCase()
  if (groups.some((group) => group.id !== exceptId && group.name?.toLowerCase() === wanted)) throw nameTaken()
}

async function hasGroups(viewer: Viewer, { connectionId }: AccountPlace): Promise<boolean> {
  const connection = await db().jimiConnection.findFirst({
    where: { tenantId: viewer.tenantId, id: connectionId },
    select: { profile: true },
  })
  if (connection === null) throw new NotFoundError()
  return getMethod(LIST).profiles.includes(toProfile(connection.profile))
}

async function note(
  viewer: Viewer,
  action: string,
  { id, detail }: { id: string; detail: AuditDetail },
): Promise<void> {
  await appendAudit(viewer.tenantId, { actorId: viewer.userId, action, target: id, detail })
}

function nameTaken(): AppError {
  return new AppError({
    code: 'group_name_taken',
    userMessage: 'This account has a group of that name already. Choose another name.',
    status: 409,
  })
}

function ofAnotherAccount(): AppError {
  return new AppError({
    code: 'group_other_account',
    userMessage: 'It belongs to another account, which has groups of its own.',
    status: 409,
  })
}
