// The table of devices: its columns, what narrows and sorts it, and what can be changed in it. Pure words and checks, light
// enough for the page; what travels is validated by api/device-table.ts.

import { DEVICE_KINDS, type DeviceKind, VEHICLE_STATUSES, type VehicleStatus } from './vehicle'

/** Every column there is, in the order of a new table. */
export const DEVICE_COLUMNS = [
  'name',
  'plate',
  'status',
  'lastReport',
  'account',
  'group',
  'driverName',
  'driverPhone',
  'model',
  'kind',
  'imei',
  'sim',
  'odometer',
  'battery',
  'activated',
  'expires',
  'enabled',
  'icon',
  'remark',
] as const
export type DeviceColumn = (typeof DEVICE_COLUMNS)[number]

/** A column that is shown, and how wide. */
export type ColumnLayout = { key: DeviceColumn; widthPx: number }

export const MIN_COLUMN_PX = 72
export const MAX_COLUMN_PX = 640

/** What a column is wide before anybody changes it. */
export const COLUMN_PX: Readonly<Record<DeviceColumn, number>> = {
  name: 200,
  plate: 120,
  status: 112,
  lastReport: 120,
  account: 160,
  group: 136,
  driverName: 148,
  driverPhone: 140,
  model: 104,
  kind: 104,
  imei: 152,
  sim: 140,
  odometer: 116,
  battery: 92,
  activated: 116,
  expires: 140,
  enabled: 96,
  icon: 132,
  remark: 200,
}

/** The table of somebody who has not changed it. */
export const USUAL_COLUMNS: readonly ColumnLayout[] = (
  [
    'name',
    'plate',
    'status',
    'lastReport',
    'account',
    'group',
    'driverName',
    'model',
    'imei',
    'expires',
  ] as const
).map((key) => ({ key, widthPx: COLUMN_PX[key] }))

/** Columns as they are shown: each once, within bounds, and never none. */
export function knownColumns(columns: readonly ColumnLayout[]): readonly ColumnLayout[] {
  const seen = new Set<string>()
  const known = columns.flatMap(({ key, widthPx }) => {
    if (seen.has(key) || !DEVICE_COLUMNS.includes(key)) return []
    seen.add(key)
    return [{ key, widthPx: Math.round(Math.min(MAX_COLUMN_PX, Math.max(MIN_COLUMN_PX, widthPx))) }]
  })
  return known.length === 0 ? USUAL_COLUMNS : known
}

/** What ends within so many days from now, or has ended. */
export const EXPIRY_WINDOWS = ['expired', '30', '60', '90'] as const
export type ExpiryWindow = (typeof EXPIRY_WINDOWS)[number]

export const MAX_FILTER_TEXT = 100
export const MAX_FILTER_VALUES = 50
/** A year. */
export const MAX_SILENT_HOURS = 8_760

/** Which devices; what is empty or null narrows nothing. A group of the name '' means devices in none. */
export type DeviceFilter = {
  q: string
  /** An account with all below it. */
  accountId: string | null
  groups: readonly string[]
  statuses: readonly VehicleStatus[]
  models: readonly string[]
  kinds: readonly DeviceKind[]
  expiring: ExpiryWindow | null
  /** Nothing was heard for so long, or ever. */
  silentHours: number | null
  /** Whether the vendor was connected to it when last heard of; one never heard of is not. */
  online: boolean | null
  enabled: boolean | null
}

export const ALL_DEVICES: DeviceFilter = {
  q: '',
  accountId: null,
  groups: [],
  statuses: [],
  models: [],
  kinds: [],
  expiring: null,
  silentHours: null,
  online: null,
  enabled: null,
}

export type DeviceSort = { key: DeviceColumn; isDescending: boolean }
export const USUAL_SORT: DeviceSort = { key: 'name', isDescending: false }

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const MAX_WORD = 200

type Params = Pick<URLSearchParams, 'get' | 'getAll'>

/** Reads the filter of an address; what cannot be right is left out. */
export function parseDeviceFilter(params: Params): DeviceFilter {
  const words = (name: string) =>
    [...new Set(params.getAll(name))].filter((word) => word.length <= MAX_WORD).slice(0, MAX_FILTER_VALUES)
  const account = params.get('account')
  const silent = params.get('silent') ?? ''
  const hours = /^[1-9]\d{0,3}$/.test(silent) ? Number(silent) : null
  const statuses = words('status')
  const kinds = words('kind')
  return {
    q: (params.get('q') ?? '').slice(0, MAX_FILTER_TEXT),
    accountId: account !== null && UUID.test(account) ? account : null,
    groups: words('group'),
    statuses: VEHICLE_STATUSES.filter((status) => statuses.includes(status)),
    models: words('model').filter((model) => model !== ''),
    kinds: DEVICE_KINDS.filter((kind) => kinds.includes(kind)),
    expiring: EXPIRY_WINDOWS.find((window) => window === params.get('expiring')) ?? null,
    silentHours: hours !== null && hours <= MAX_SILENT_HOURS ? hours : null,
    online: yesOrNo(params.get('online')),
    enabled: yesOrNo(params.get('enabled')),
  }
}

function yesOrNo(word: string | null): boolean | null {
  return word === 'yes' ? true : word === 'no' ? false : null
}

/** Reads the order of an address: `name` or `-name`. */
export function parseDeviceSort(text: string | null): DeviceSort {
  const key = DEVICE_COLUMNS.find((column) => column === text?.replace(/^-/, ''))
  return key === undefined ? USUAL_SORT : { key, isDescending: text?.startsWith('-') ?? false }
}

/** The query that says this; the usual order is left out. */
export function deviceQuery(filter: DeviceFilter, sort: DeviceSort = USUAL_SORT): URLSearchParams {
  const query = new URLSearchParams()
  if (filter.q.trim() !== '') query.set('q', filter.q.trim())
  if (filter.accountId !== null) query.set('account', filter.accountId)
  for (const group of filter.groups) query.append('group', group)
  for (const status of filter.statuses) query.append('status', status)
  for (const model of filter.models) query.append('model', model)
  for (const kind of filter.kinds) query.append('kind', kind)
  if (filter.expiring !== null) query.set('expiring', filter.expiring)
  if (filter.silentHours !== null) query.set('silent', String(filter.silentHours))
  if (filter.online !== null) query.set('online', filter.online ? 'yes' : 'no')
  if (filter.enabled !== null) query.set('enabled', filter.enabled ? 'yes' : 'no')
  const text = sortText(sort)
  if (text !== sortText(USUAL_SORT)) query.set('sort', text)
  return query
}

/** "name", "-name". */
export function sortText({ key, isDescending }: DeviceSort): string {
  return `${isDescending ? '-' : ''}${key}`
}

/** How many things narrow the table, besides the text that is searched for. */
export function countFilters(filter: DeviceFilter): number {
  const { accountId, groups, statuses, models, kinds, expiring, silentHours, online, enabled } = filter
  const single = [accountId, expiring, silentHours, online, enabled].filter((one) => one !== null).length
  return single + [groups, statuses, models, kinds].filter((list) => list.length > 0).length
}
