// The devices of a tenant for background work: whom to poll, where a report belongs, what was last known.

import type { DeviceKind } from '@/lib/domain/vehicle'
import { db } from '../../db'
import { type LatestState, toDeviceKind, toLatestState } from '../records'

/** A device as the live state needs it: what names it, whose it is, and the last that was known. */
export type RosterEntry = {
  id: string
  connectionId: string
  imei: string
  name: string
  plate: string | null
  driverName: string | null
  kind: DeviceKind
  accountId: string
  accountName: string
  accountPath: string
  /** What scopes are held against. */
  scopePath: string
  expiresAt: Date | null
  state: LatestState | null
}

/** The roster of a tenant with latest states, removed devices left out, by name. */
export async function listTenantRoster(tenantId: string): Promise<RosterEntry[]> {
  const rows = await db().device.findMany({
    where: { tenantId, removedAt: null },
    select: {
      id: true,
      connectionId: true,
      imei: true,
      name: true,
      plate: true,
      driverName: true,
      kind: true,
      accountId: true,
      scopePath: true,
      account: { select: { name: true, path: true } },
      expiresAt: true,
      state: true,
    },
    orderBy: [{ name: 'asc' }, { imei: 'asc' }],
  })
  return rows.map(({ account, kind, state, ...row }) => ({
    ...row,
    kind: toDeviceKind(kind),
    accountName: account.name,
    accountPath: account.path,
    state: state && toLatestState(state),
  }))
}
