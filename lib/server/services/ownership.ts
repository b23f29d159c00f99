// Whether what a vendor call names belongs to the viewer, and over which connection it must go.

import { getMethod, type MethodInput, type MethodName } from '@/lib/jimi/contract'
import type { VendorObject } from '@/lib/jimi/contract/define-method'
import type { Viewer } from '../access'
import { visibleAccounts, visibleDevices } from '../data/scope'
import { db } from '../db'
import { ForbiddenError, NotFoundError } from '../errors'
import { type FindObjectOwner, findObjectOwner } from './object-owners'
import type { ConnectionRef } from './upstream-health'

/** Tokens are the server's own business, whoever asks. */
const NEVER_FOR_PEOPLE = /^jimi\.oauth\./

/**
 * The connection that `input`'s devices, accounts and vendor objects belong to, all of them in the viewer's scope.
 * @throws NotFoundError when a device or account is foreign, missing, or on another connection than the rest; ForbiddenError
 * for methods people may not call, for writes by a `viewer`, and for fences, groups and orders that cannot be proven to be
 * the viewer's, whatever else the call names: the vendor looks at their ids alone.
 */
export async function connectionForCall<N extends MethodName>(
  viewer: Viewer,
  name: N,
  input: MethodInput<N>,
  findOwner: FindObjectOwner = findObjectOwner,
): Promise<ConnectionRef> {
  const method = getMethod(name)
  if (NEVER_FOR_PEOPLE.test(name)) throw new ForbiddenError()
  if (method.access === 'write' && viewer.role === 'viewer') throw new ForbiddenError()
  const imeis = [...new Set(method.devices(input))]
  const logins = [...new Set(method.accounts(input))]
  const objects = method.objects(input)
  if (imeis.length + logins.length + objects.length === 0) throw new ForbiddenError()
  const [devices, accounts, owners] = await Promise.all([
    imeis.length === 0 ? [] : devicesOf(viewer, imeis),
    logins.length === 0 ? [] : accountsOf(viewer, logins),
    ownersOf(viewer, objects, findOwner),
  ])
  const connectionIds = new Set([...devices, ...accounts, ...owners].map(({ connectionId }) => connectionId))
  const [id] = connectionIds
  const isComplete = devices.length === imeis.length && accounts.length === logins.length
  if (!isComplete || connectionIds.size !== 1 || id === undefined) throw new NotFoundError()
  return { tenantId: viewer.tenantId, id }
}

async function ownersOf(
  viewer: Viewer,
  objects: readonly VendorObject[],
  findOwner: FindObjectOwner,
): Promise<{ connectionId: string }[]> {
  const owners = await Promise.all(objects.map((object) => findOwner(viewer, object)))
  return owners.map((connectionId) => {
    if (connectionId === null)
      throw new ForbiddenError('Milepost cannot tell whose this is, so it was refused.')
    return { connectionId }
  })
}

function devicesOf(viewer: Viewer, imeis: string[]) {
  return db().device.findMany({
    where: { ...visibleDevices(viewer), imei: { in: imeis } },
    select: { connectionId: true },
  })
}

function accountsOf(viewer: Viewer, logins: string[]) {
  return db().account.findMany({
    where: { ...visibleAccounts(viewer), login: { in: logins } },
    select: { connectionId: true },
  })
}
