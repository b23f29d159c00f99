// Which vehicles a report is of, and what one can be chosen by: always within the viewer's scope.

import 'server-only'
import type { ReportVehicle } from '@/lib/domain/api/report-table'
import type { ReportVehicles } from '@/lib/domain/api/reports'
import type { LastKnown } from '@/lib/domain/reports/vehicle-data'
import type { Viewer } from '../access'
import { db } from '../db'
import { type Account, listAccounts } from './accounts'
import { type LatestState, toDeviceKind, toLatestState } from './records'
import { visibleDevices } from './scope'

/** A vehicle as a report needs it. Only `listReportVehicles` makes one, so whoever has one may see it. */
export type ReportDevice = ReportVehicle & {
  connectionId: string
  scopePath: string
  model: string | null
  expiresAt: Date | null
}

/** The chosen vehicles in scope by name, at most `limit`, how many there are, and how many chosen things are not there. */
export async function listReportVehicles(
  viewer: Viewer,
  choice: ReportVehicles,
  limit: number,
): Promise<{ devices: ReportDevice[]; total: number; missing: number }> {
  const [where, missing] = await whereOf(viewer, choice)
  const [rows, total] = await Promise.all([
    db().device.findMany({
      where,
      include: { account: { select: { name: true } } },
      orderBy: [{ name: 'asc' }, { imei: 'asc' }],
      take: limit,
    }),
    db().device.count({ where }),
  ])
  const devices = rows.map(({ id, imei, name, plate, kind, groupName, account, ...row }) => ({
    ...{ id, imei, name, plate, group: groupName, account: account.name, scopePath: row.scopePath },
    kind: toDeviceKind(kind),
    connectionId: row.connectionId,
    model: row.model,
    expiresAt: row.expiresAt,
  }))
  return { devices, total, missing }
}

async function whereOf(viewer: Viewer, choice: ReportVehicles) {
  const visible = visibleDevices(viewer)
  if (choice.choose === 'all') return [visible, 0] as const
  const ids = [...new Set(choice.deviceIds)]
  const accountIds = new Set(choice.accountIds)
  const groups = [...new Set(choice.groups)]
  const accounts = accountIds.size === 0 ? [] : await listAccounts(viewer)
  const chosen = accounts.filter(({ id }) => accountIds.has(id))
  const below = accounts.filter((account) => chosen.some((top) => isBelow(account, top)))
  const where = {
    ...visible,
    OR: [
      { id: { in: ids } },
      { accountId: { in: below.map(({ id }) => id) } },
      { groupName: { in: groups } },
    ],
  }
  const there = ids.length === 0 ? 0 : await db().device.count({ where: { ...visible, id: { in: ids } } })
  return [where, ids.length - there + accountIds.size - chosen.length] as const
}

function isBelow(account: Account, top: Account): boolean {
  return account.connectionId === top.connectionId && account.path.startsWith(top.path)
}

/** The last that is known of some devices in scope, by id. */
export async function listLastKnown(
  viewer: Viewer,
  devices: readonly ReportDevice[],
): Promise<Map<string, LastKnown>> {
  const rows = await db().device.findMany({
    where: { ...visibleDevices(viewer), id: { in: devices.map(({ id }) => id) } },
    select: { id: true, expiresAt: true, model: true, state: true },
  })
  return new Map(rows.map((row) => [row.id, lastKnown(row.state && toLatestState(row.state), row)]))
}

function lastKnown(
  state: LatestState | null,
  { expiresAt, model }: { expiresAt: Date | null; model: string | null },
): LastKnown {
  const heard = [state?.fixAt, state?.heartbeatAt].flatMap((at) => at?.getTime() ?? [])
  const hasPlace = state !== null && state.lat !== null && state.lng !== null
  return {
    status: state?.status ?? 'offline',
    heardMs: heard.length === 0 ? null : Math.max(...heard),
    fixMs: state?.fixAt?.getTime() ?? null,
    place: hasPlace ? [state.lat ?? 0, state.lng ?? 0] : null,
    batteryPercent: state?.batteryPercent ?? null,
    expiresMs: expiresAt?.getTime() ?? null,
    model,
  }
}

/** How many vehicles in scope each account has with those below it, and each group. */
export async function countReportChoices(viewer: Viewer): Promise<{
  accounts: (Account & { vehicleCount: number })[]
  groups: { name: string; vehicleCount: number }[]
  vehicleCount: number
}> {
  const where = visibleDevices(viewer)
  const [accounts, byAccount, byGroup] = await Promise.all([
    listAccounts(viewer),
    db().device.groupBy({ by: ['accountId'], where, _count: true }),
    db().device.groupBy({ by: ['groupName'], where, _count: true, orderBy: { groupName: 'asc' } }),
  ])
  const own = new Map(byAccount.map(({ accountId, _count }) => [accountId, _count]))
  const sums = new Map<string, number>()
  const byId = new Map(accounts.map((account) => [account.id, account]))
  for (const account of accounts) {
    const count = own.get(account.id) ?? 0
    for (let at: Account | undefined = account; at !== undefined; at = byId.get(at.parentId ?? ''))
      sums.set(at.id, (sums.get(at.id) ?? 0) + count)
  }
  return {
    accounts: accounts.map((account) => ({ ...account, vehicleCount: sums.get(account.id) ?? 0 })),
    groups: byGroup.flatMap(({ groupName, _count }) =>
      groupName === null || groupName === '' ? [] : [{ name: groupName, vehicleCount: _count }],
    ),
    vehicleCount: byAccount.reduce((sum, { _count }) => sum + _count, 0),
  }
}

/** People of the tenant whose scope lies in the viewer's, none disabled, by name. */
export async function listReportPeople(
  viewer: Viewer,
): Promise<{ id: string; name: string; email: string; timeZone: string | null }[]> {
  const rows = await db().user.findMany({
    where: { tenantId: viewer.tenantId, disabledAt: null },
    select: { id: true, name: true, email: true, timeZone: true, scopePath: true },
    orderBy: [{ name: 'asc' }, { email: 'asc' }],
    take: 1_000,
  })
  return rows.flatMap(({ scopePath, ...person }) => (scopePath.startsWith(viewer.scopePath) ? [person] : []))
}
