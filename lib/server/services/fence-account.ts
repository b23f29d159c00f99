// Whose a fence is at the vendor, and what its platform should hold of it.

import type { Viewer } from '../access'
import { type Account, listAccounts } from '../data/accounts'
import { listDevices } from '../data/devices'
import { listFenceDevices } from '../data/fence-vehicles'
import type { FenceRecord } from '../data/fences'
import { AppError } from '../errors'
import { platformDrawing, type VendorCopy } from './fence-copy'

/** What the platform should hold. */
export async function ourCopy(viewer: Viewer, fence: FenceRecord): Promise<VendorCopy> {
  const { name, color, description } = fence
  const drawing = platformDrawing(fence.shape)
  const { connectionId } = await accountFor(viewer, fence)
  const named = fence.allDevices ? await listDevices(viewer) : await chosenDevices(viewer, fence)
  const isMeant = (device: { connectionId: string; scopePath?: string }) =>
    device.connectionId === connectionId && (device.scopePath?.startsWith(fence.scopePath) ?? true)
  const imeis = named.filter(isMeant).map(({ imei }) => imei)
  return { name, color, description, ...drawing, radiusM: drawing.radiusM ?? null, imeis }
}

async function chosenDevices(viewer: Viewer, fence: FenceRecord) {
  return (await listFenceDevices(viewer, fence.id)).filter(({ chosen }) => chosen)
}

/** The account that owns the copy: the one it was made for, else the topmost that the fence is for. */
export async function accountFor(viewer: Viewer, fence: FenceRecord): Promise<Account> {
  const accounts = await listAccounts(viewer)
  const made = accounts.find(({ id }) => id === fence.vendor.accountId)
  const account = made ?? accounts.find(({ path }) => path.startsWith(fence.scopePath))
  if (account === undefined)
    throw new AppError({
      code: 'fence_no_account',
      userMessage: 'There is no vendor account for this fence yet.',
      status: 409,
    })
  return account
}
