// What the explorer's page begins with: the methods, and names of the viewer's own things to try them on.

import 'server-only'
import type { ExplorerStart } from '@/lib/domain/api/explorer'
import { PROFILES, toProfile } from '@/lib/jimi/wire/profile'
import type { Viewer } from '../access'
import { visibleAccounts, visibleDevices } from '../data/scope'
import { db } from '../db'
import { listExplorerMethods } from './explorer-methods'

const MAX_SUGGESTED = 20

/**
 * The list of methods, and for each profile the viewer's connections speak some devices and accounts in scope.
 * @throws ForbiddenError unless the viewer is an owner.
 */
export async function explorerStart(viewer: Viewer): Promise<ExplorerStart> {
  const methods = listExplorerMethods(viewer)
  const connections = await db().jimiConnection.findMany({
    where: { tenantId: viewer.tenantId },
    select: { id: true, profile: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 200,
  })
  const own = await Promise.all(
    PROFILES.map(async (profile) => {
      const ids = connections.filter((each) => toProfile(each.profile) === profile).map(({ id }) => id)
      return ids.length === 0 ? [] : [{ profile, ...(await namesOf(viewer, ids)) }]
    }),
  )
  return { methods, own: own.flat() }
}

async function namesOf(viewer: Viewer, connectionIds: string[]) {
  const connectionId = { in: connectionIds }
  const [devices, accounts] = await Promise.all([
    db().device.findMany({
      where: { ...visibleDevices(viewer), connectionId },
      select: { imei: true, name: true, account: { select: { login: true } } },
      orderBy: [{ name: 'asc' }, { imei: 'asc' }],
      take: MAX_SUGGESTED,
    }),
    db().account.findMany({
      where: { ...visibleAccounts(viewer), connectionId },
      select: { login: true },
      orderBy: { path: 'asc' },
      take: MAX_SUGGESTED,
    }),
  ])
  return {
    devices: devices.map(({ imei, name, account }) => ({ imei, name, accountLogin: account.login })),
    logins: accounts.map(({ login }) => login),
  }
}
