// The table of devices for people: pages, what expires, what it can be narrowed by, and whom a choice of "all" means.

import {
  type DeviceChoices,
  type DevicePage,
  type DeviceSummary,
  MAX_MATCHING,
  MAX_TABLE_ROWS,
  type MatchingIds,
  TABLE_PAGE,
} from '@/lib/domain/api/device-table'
import type { DeviceFilter, DeviceSort } from '@/lib/domain/device-table'
import type { Viewer } from '../access'
import * as data from '../data/device-table'
import { type Clock, systemClock } from '../live/clock'
import { rightsOfViewer } from '../rights'
import { managesAccounts } from './account-pages'

type Asked = { filter: DeviceFilter; clock?: Clock }

/**
 * A page of the devices that match; the first tells how many do.
 * @throws NotFoundError when the account of the filter is foreign or missing
 */
export async function devicePage(
  viewer: Viewer,
  { filter, clock = systemClock, sort, offset }: Asked & { sort: DeviceSort; offset: number },
): Promise<DevicePage> {
  const question = await data.tableQuestion(viewer, filter, new Date(clock.now()))
  const from = Math.min(MAX_TABLE_ROWS, Math.max(0, Math.trunc(offset)))
  const [rows, total] = await Promise.all([
    data.listTablePage(viewer, question, { sort, offset: from, limit: TABLE_PAGE }),
    from === 0 ? data.countTable(viewer, question) : null,
  ])
  return { rows, total: total === null ? null : Math.min(total, MAX_TABLE_ROWS) }
}

/** What stands above the table. @throws NotFoundError as `devicePage` */
export async function deviceSummary(
  viewer: Viewer,
  { filter, clock = systemClock }: Asked,
): Promise<DeviceSummary> {
  const question = await data.tableQuestion(viewer, filter, new Date(clock.now()))
  const [all, expiring, rights] = await Promise.all([
    data.countDevices(viewer),
    data.countExpiring(viewer, question),
    rightsOfViewer(viewer),
  ])
  return {
    all,
    expiring,
    canEdit: rights.includes('manage_devices'),
    canExport: rights.includes('export'),
    canShare: rights.includes('share'),
    seesAccounts: managesAccounts(viewer),
  }
}

/** What the table can be narrowed by. */
export function deviceChoices(viewer: Viewer): Promise<DeviceChoices> {
  return data.listTableChoices(viewer)
}

/** Those that match, at most MAX_MATCHING in their order, and how many do. @throws NotFoundError as `devicePage` */
export async function matchingDevices(
  viewer: Viewer,
  { filter, sort, clock = systemClock }: Asked & { sort: DeviceSort },
): Promise<MatchingIds> {
  const question = await data.tableQuestion(viewer, filter, new Date(clock.now()))
  const [ids, total] = await Promise.all([
    data.listTableIds(viewer, question, { sort, limit: MAX_MATCHING }),
    data.countTable(viewer, question),
  ])
  return { ids, total }
}
