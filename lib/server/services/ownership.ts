// Whether what a vendor call names belongs to the viewer, and over which connection it must go.

import { getMethod, type MethodInput, type MethodName } from '@/lib/jimi/contract'
import type { VendorObject } from '@/lib/jimi/contract/define-method'
import type { Viewer } from '../access'
import { visibleAccounts, visibleDevices } from '../data/scope'
import { db } from '../db'
import { ForbiddenError, NotFoundError } from '../errors'
import type { FindObjectOwner, NamedBeside } from './object-owners'
import type { ConnectionRef } from './upstream-health'

/** Tokens are the server's own business, whoever asks. */
const NEVER_FOR_PEOPLE = /^jimi\.oauth\./

/**
 * The connection that `input`'s devices, accounts and vendor objects belong to, all of them in the viewer's scope. Owners of
 * vendor objects are looked for last, when nothing else stands against the call.
 * @throws NotFoundError when a device, account, fence or group is foreign, missing, or on another connection than the rest;
 * ForbiddenError for methods people may not call, for writes by a `viewer`, and for orders, which nobody can prove to be
 * the viewer's; else what `findOwner` throws.
 */
export async function connectionForCall<N extends MethodName>(
  viewer: Viewer,
  name: N,
  input: MethodInput<N>,
  findOwner: FindObjectOwner,
): Promise<ConnectionRef> {
  const method = getMethod(name)
  if (NEVER_FOR_PEOPLE.test(name)) throw new ForbiddenError()
  if (method.access === 'write' && viewer.role === 'viewer') throw new ForbiddenError()
  const imeis = [...new Set(method.devices(input))]
  const logins = [...new Set(method.accounts(input))]
  const objects = method.objects(input)
  if (imeis.length + logins.length + objects.length === 0) throw new ForbiddenError()
  if (objects.some(({ kind }) => kind === 'order'))
    throw new ForbiddenError('Milepost cannot tell whose this is, so it was refused.')
  const [devices, accounts] = await Promise.all([
    imeis.length === 0 ? [] : devicesOf(viewer, imeis),
    logins.length === 0 ? [] : accountsOf(viewer, logins),
  ])
  const connectionIds = new Set([...devices, ...accounts].map(({ connectionId }) => connectionId))
  const isComplete = devices.length === imeis.length && accounts.length === logins.length
  if (!isComplete || connectionIds.size > 1) throw new NotFoundError()
  const [named = null] = connectionIds
  const beside = { connectionId: named, logins: [...logins, ...devices.map(({ account }) => account.login)] }
  for (const object of objects) connectionIds.add(await ownerOf(viewer, object, { findOwner, beside }))
  const [id] = connectionIds
  if (connectionIds.size !== 1 || id === undefined) throw new NotFoundError()
  return { tenantId: viewer.tenantId, id }
}

async function ownerOf(
  viewer: Viewer,
  object: VendorObject,
  { findOwner, beside }: { findOwner: FindObjectOwner; beside: NamedBeside },
): Promise<string> {
  const connectionId = await findOwner(viewer, object, beside)
  if (connectionId === null) throw new NotFoundError()
  return connectionId
}

function devicesOf(viewer: Viewer, imeis: string[]) {
  return db().device.findMany({
    where: { ...visibleDevices(viewer), imei: { in: imeis } },
    select: { connectionId: true, account: { select: { login: true } } },
  })
}

function accountsOf(viewer: Viewer, logins: string[]) {
  return db().account.findMany({
    where: { ...visibleAccounts(viewer), login: { in: logins } },
    select: { connectionId: true },
  })
}
