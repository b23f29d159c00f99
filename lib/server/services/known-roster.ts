// What storage knows of parts of a roster that could not be read anew, in the form a roster sync takes.

import { toDeviceKind } from '../data/records'
import type { Roster } from '../data/system/roster-sync'
import { db } from '../db'
import type { ConnectionRef } from './upstream-health'

/** An account's devices, the accounts below it, and theirs. The account itself is not among `accounts`. */
export type KnownBranch = Roster

/** The branches below (and the devices of) these accounts; nothing for logins storage does not know. */
export async function listKnownBranches(
  ref: ConnectionRef,
  logins: readonly string[],
): Promise<KnownBranch[]> {
  const connection = { tenantId: ref.tenantId, connectionId: ref.id, removedAt: null }
  const all = await db().account.findMany({
    where: connection,
    select: { id: true, login: true, name: true, type: true, parentId: true, path: true },
  })
  const loginById = new Map(all.map(({ id, login }) => [id, login]))
  return Promise.all(
    all
      .filter(({ login }) => logins.includes(login))
      .map(async (top) => {
        const branch = all.filter(({ path }) => path.startsWith(top.path))
        const devices = await db().device.findMany({
          where: { ...connection, accountId: { in: branch.map(({ id }) => id) } },
          omit: { tenantId: true, connectionId: true, removedAt: true, changedRevision: true },
        })
        return {
          accounts: branch
            .filter(({ id }) => id !== top.id)
            .map(({ login, name, type, parentId }) => ({
              login,
              name,
              type,
              parentLogin: (parentId === null ? undefined : loginById.get(parentId)) ?? null,
            })),
          devices: devices.map(({ id: _, accountId, kind, ...device }) => ({
            ...device,
            kind: toDeviceKind(kind),
            accountLogin: loginById.get(accountId) ?? top.login,
          })),
        }
      }),
  )
}
