// How the table of devices is read: columns, scope, filter and order in SQL. Shapes only, no queries.

import type { DeviceColumn, DeviceFilter, ExpiryWindow } from '@/lib/domain/device-table'
import { VEHICLE_STATUSES } from '@/lib/domain/vehicle'
import type { Viewer } from '../access'
import { storableText, textArray } from '../sql'

/** What a question about the table depends on. `account` is the one of the filter, as found within the viewer's scope. */
export type TableQuestion = {
  filter: DeviceFilter
  account: { connectionId: string; path: string } | null
  now: Date
}

export type TableSql = { from: string; where: string; values: unknown[] }

const HEARD = 'greatest(s.fix_at, s.heartbeat_at)'
/** A term that ran out since the last report does not stand in the stored status. */
const STATUS = `CASE WHEN d.expires_at <= $3::timestamptz THEN 'expired' ELSE coalesce(s.status, 'offline') END`
/** Words of a search are looked for in each of these; the sign between them is in none. */
const TEXTS = ['d.name', 'd.plate', 'd.imei', 'd.driver_name', 'd.driver_phone', 'd.sim', 'd.vin', 'd.remark']
const HAYSTACK = `lower(concat_ws(chr(31), ${TEXTS.join(', ')}))`
const MAX_WORDS = 6
const DAY_MS = 86_400_000

/** The columns of a row; `$3` is now. */
export const ROW_COLUMNS = `d.id, d.imei, d.name, d.plate, d.model, d.kind, d.icon, d.account_id AS "accountId",
  a.name AS "accountName", d.group_name AS "groupName", d.driver_name AS "driverName", d.driver_phone AS "driverPhone",
  d.sim, d.remark, d.enabled, ${STATUS} AS status, ${HEARD} AS "lastReportAt", s.odometer_km AS "odometerKm",
  s.battery_percent AS "batteryPercent", d.activated_at AS "activatedAt", d.expires_at AS "expiresAt"`

const FROM = `device d JOIN account a ON a.tenant_id = d.tenant_id AND a.id = d.account_id
  LEFT JOIN device_state s ON s.tenant_id = d.tenant_id AND s.device_id = d.id`

/** The devices in scope that match. `$1` tenant, `$2` scope, `$3` now; more follow. */
export function tableSql(viewer: Viewer, { filter, account, now }: TableQuestion): TableSql {
  const values: unknown[] = [viewer.tenantId, viewer.scopePath, now]
  const put = (value: unknown) => `$${values.push(value)}`
  const list = (words: readonly string[]) => `${put(textArray(words))}::text[]`
  const parts = ['d.tenant_id = $1::uuid', 'd.removed_at IS NULL', 'starts_with(d.scope_path, $2)']
  for (const word of wordsOf(filter.q)) parts.push(`strpos(${HAYSTACK}, lower(${put(word)}::text)) > 0`)
  if (account !== null)
    parts.push(
      `a.connection_id = ${put(account.connectionId)}::uuid`,
      `starts_with(a.path, ${put(account.path)})`,
    )
  if (filter.groups.length > 0) parts.push(`coalesce(d.group_name, '') = ANY(${list(filter.groups)})`)
  if (filter.models.length > 0) parts.push(`d.model = ANY(${list(filter.models)})`)
  if (filter.kinds.length > 0) parts.push(`d.kind = ANY(${list(filter.kinds)})`)
  if (filter.statuses.length > 0) parts.push(`(${STATUS}) = ANY(${list(filter.statuses)})`)
  if (filter.online !== null) parts.push(filter.online ? 's.online' : 's.online IS NOT TRUE')
  if (filter.enabled !== null) parts.push(`d.enabled = ${put(filter.enabled)}::bool`)
  if (filter.expiring !== null) parts.push(EXPIRING[filter.expiring])
  if (filter.silentHours !== null) {
    const since = put(new Date(now.getTime() - filter.silentHours * 3_600_000))
    parts.push(`(${HEARD} IS NULL OR ${HEARD} < ${since}::timestamptz)`)
  }
  // Every place must be used, and without a filter of status or term none names the moment.
  parts.push('$3::timestamptz IS NOT NULL')
  return { from: FROM, where: parts.join(' AND '), values }
}

/** Whether a device expires within so many days of `$3`, or has. */
export const EXPIRING: Readonly<Record<ExpiryWindow, string>> = {
  expired: 'd.expires_at <= $3::timestamptz',
  30: expiresWithin(30),
  60: expiresWithin(60),
  90: expiresWithin(90),
}

function expiresWithin(days: number): string {
  const end = `$3::timestamptz + interval '${days * DAY_MS} milliseconds'`
  return `(d.expires_at > $3::timestamptz AND d.expires_at <= ${end})`
}

/** What a column is sorted by. */
export const ORDER_TERMS: Readonly<Record<DeviceColumn, string>> = {
  name: 'lower(d.name)',
  plate: 'lower(d.plate)',
  status: `array_position(ARRAY[${VEHICLE_STATUSES.map((status) => `'${status}'`).join(', ')}]::text[], ${STATUS})`,
  lastReport: HEARD,
  account: 'lower(a.name)',
  group: 'lower(d.group_name)',
  driverName: 'lower(d.driver_name)',
  driverPhone: 'd.driver_phone',
  model: 'lower(d.model)',
  kind: 'd.kind',
  imei: 'd.imei',
  sim: 'd.sim',
  odometer: 's.odometer_km',
  battery: 's.battery_percent',
  activated: 'd.activated_at',
  expires: 'd.expires_at',
  enabled: 'd.enabled',
  icon: 'd.icon',
  remark: 'lower(d.remark)',
}

function wordsOf(q: string): string[] {
  return storableText(q)
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS)
}
