// The table of devices as people may see it: pages, counts, ids, what it can be narrowed by. Always within the viewer's scope.

import 'server-only'
import type { DeviceChoices, DeviceRow } from '@/lib/domain/api/device-table'
import { ALL_DEVICES, type DeviceFilter, type DeviceSort } from '@/lib/domain/device-table'
import { VEHICLE_STATUSES } from '@/lib/domain/vehicle'
import type { Viewer } from '../access'
import { db, sql } from '../db'
import { NotFoundError } from '../errors'
import { textArray } from '../sql'
import { EXPIRING, ORDER_TERMS, ROW_COLUMNS, type TableQuestion, tableSql } from './device-table-sql'
import { isUuid } from './ids'
import { toDeviceKind } from './records'
import { countReportChoices } from './reports'
import { visibleAccounts, visibleDevices } from './scope'

const MAX_ACCOUNTS = 10_000
const MAX_GROUPS = 2_000
const MAX_MODELS = 500

/**
 * What a filter asks as of `now`.
 * @throws NotFoundError when its account is foreign or missing
 */
export async function tableQuestion(viewer: Viewer, filter: DeviceFilter, now: Date): Promise<TableQuestion> {
  if (filter.accountId === null) return { filter, account: null, now }
  return { filter, account: await getAccountPlace(viewer, filter.accountId), now }
}

/** An account in scope. @throws NotFoundError */
export async function getAccountPlace(viewer: Viewer, accountId: string) {
  if (!isUuid(accountId)) throw new NotFoundError()
  const account = await db().account.findFirst({
    where: { ...visibleAccounts(viewer), id: accountId },
    select: { id: true, name: true, login: true, path: true, connectionId: true },
  })
  if (account === null) throw new NotFoundError()
  return account
}

/** A page of the devices that match. */
export async function listTablePage(
  viewer: Viewer,
  question: TableQuestion,
  { sort, offset, limit }: { sort: DeviceSort; offset: number; limit: number },
): Promise<DeviceRow[]> {
  const { from, where, values } = tableSql(viewer, question)
  const rows = await sql().query<StoredRow>(
    `SELECT ${ROW_COLUMNS} FROM ${from} WHERE ${where} ORDER BY ${orderSql(sort)}
     LIMIT ${Math.trunc(limit)} OFFSET ${Math.trunc(offset)}`,
    values,
  )
  return rows.map(toRow)
}

/** How many match. */
export async function countTable(viewer: Viewer, question: TableQuestion): Promise<number> {
  const { from, where, values } = tableSql(viewer, question)
  const [row] = await sql().query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${from} WHERE ${where}`,
    values,
  )
  return row?.count ?? 0
}

/** The ids of those that match, in their order. */
export async function listTableIds(
  viewer: Viewer,
  question: TableQuestion,
  { sort, limit }: { sort: DeviceSort; limit: number },
): Promise<string[]> {
  const { from, where, values } = tableSql(viewer, question)
  const rows = await sql().query<{ id: string }>(
    `SELECT d.id FROM ${from} WHERE ${where} ORDER BY ${orderSql(sort)} LIMIT ${Math.trunc(limit)}`,
    values,
  )
  return rows.map(({ id }) => id)
}

/** The rows of these devices, in the order of the ids; those that are foreign or gone are left out. */
export async function listTableRows(viewer: Viewer, ids: readonly string[], now: Date): Promise<DeviceRow[]> {
  const { from, where, values } = tableSql(viewer, { filter: ALL_DEVICES, account: null, now })
  const rows = await sql().query<StoredRow>(
    `SELECT ${ROW_COLUMNS} FROM ${from} WHERE ${where} AND d.id = ANY($${values.push(textArray(ids))}::uuid[])`,
    values,
  )
  const byId = new Map(rows.map((row) => [row.id, toRow(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** @throws NotFoundError when it is missing, removed, of another tenant or out of scope. */
export async function getTableRow(viewer: Viewer, deviceId: string, now: Date): Promise<DeviceRow> {
  const [row] = isUuid(deviceId) ? await listTableRows(viewer, [deviceId], now) : []
  if (row === undefined) throw new NotFoundError()
  return row
}

/** Of the devices that match whatever their term: how many have expired, and how many expire within days. */
export async function countExpiring(viewer: Viewer, question: TableQuestion) {
  const filter = { ...question.filter, expiring: null }
  const { from, where, values } = tableSql(viewer, { ...question, filter })
  const [row] = await sql().query<{ expired: number; in30: number; in60: number; in90: number }>(
    `SELECT (count(*) FILTER (WHERE ${EXPIRING.expired}))::int AS expired,
       (count(*) FILTER (WHERE ${EXPIRING[30]}))::int AS in30,
       (count(*) FILTER (WHERE ${EXPIRING[60]}))::int AS in60,
       (count(*) FILTER (WHERE ${EXPIRING[90]}))::int AS in90
     FROM ${from} WHERE ${where}`,
    values,
  )
  return { expired: row?.expired ?? 0, 30: row?.in30 ?? 0, 60: row?.in60 ?? 0, 90: row?.in90 ?? 0 }
}

/** How many devices the viewer has in all. */
export function countDevices(viewer: Viewer): Promise<number> {
  return db().device.count({ where: visibleDevices(viewer) })
}

/** What the table can be narrowed by, with how many devices each has. */
export async function listTableChoices(viewer: Viewer): Promise<DeviceChoices> {
  const [{ accounts, groups }, models] = await Promise.all([
    countReportChoices(viewer),
    db().device.groupBy({
      by: ['model'],
      where: visibleDevices(viewer),
      _count: true,
      orderBy: { model: 'asc' },
    }),
  ])
  const known = new Set(accounts.map(({ id }) => id))
  return {
    accounts: accounts.slice(0, MAX_ACCOUNTS).map(({ id, name, parentId, vehicleCount }) => ({
      ...{ id, name, deviceCount: vehicleCount },
      // Above the viewer's scope there is nothing.
      parentId: parentId !== null && known.has(parentId) ? parentId : null,
    })),
    groups: groups
      .slice(0, MAX_GROUPS)
      .map(({ name, vehicleCount }) => ({ name, deviceCount: vehicleCount })),
    models: models
      .flatMap(({ model, _count }) => (model === null ? [] : [{ name: model, deviceCount: _count }]))
      .slice(0, MAX_MODELS),
  }
}

/** What is not known stands last either way; equal ones keep one order, so that no page shows a row twice. */
function orderSql({ key, isDescending }: DeviceSort): string {
  return `${ORDER_TERMS[key]} ${isDescending ? 'DESC' : 'ASC'} NULLS LAST, d.id`
}

type StoredRow = Omit<DeviceRow, 'kind' | 'status' | 'lastReportAt' | 'activatedAt' | 'expiresAt'> & {
  kind: string
  status: string
  lastReportAt: Date | null
  activatedAt: Date | null
  expiresAt: Date | null
}

function toRow(row: StoredRow): DeviceRow {
  return {
    ...row,
    kind: toDeviceKind(row.kind),
    status: VEHICLE_STATUSES.find((status) => status === row.status) ?? 'offline',
    lastReportAt: row.lastReportAt?.toISOString() ?? null,
    activatedAt: row.activatedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  }
}
