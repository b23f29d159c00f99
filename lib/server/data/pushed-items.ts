// Pushed items as rows and rows as pushed items again: what was stored is what was read, member by member. The frequent
// kinds are taken apart into columns, with what fits none in `extra`; the others are kept whole as JSON.

import { FIX_SOURCES } from '@/lib/domain/vehicle'
import type { PushItem, PushTopic } from '@/lib/jimi/push/index'
import type { GpsPush, HeartbeatPush } from '@/lib/jimi/push/items'
import type { FixRow } from './system/positions'
import type { HeartbeatRow } from './system/telemetry-heartbeats'
import type { TelemetryRow } from './system/telemetry-table'

/** Stands for a way of finding a fix that has no name here. */
const OTHER_SOURCE = 'other'

/** A pushed position as a row; null when it has no place, for then it is a contact and no fix. */
export function toFixRow(item: GpsPush, { tenantId, deviceId, receivedAt }: TelemetryRow): FixRow | null {
  const { lat, lng } = item
  if (lat === undefined || lng === undefined) return null
  const extra = withoutColumns(item)
  const odometerM = fitting(item.odometerM, { as: 'odometerM', extra, fits: survivesAsKm })
  return {
    tenantId,
    deviceId,
    receivedAt,
    fixAt: item.fixAt,
    source: item.source ?? OTHER_SOURCE,
    lat,
    lng,
    speedKph: fitting(item.speedKph, { as: 'speedKph', extra, fits: isNotNegative }),
    headingDeg: fitting(item.headingDeg, { as: 'headingDeg', extra, fits: isWholeHeading }),
    satellites: fitting(item.satellites, { as: 'satellites', extra, fits: isInt4 }),
    ignition: item.ignition ?? null,
    altitudeM: item.altitudeM ?? null,
    odometerKm: toWholeKm(odometerM),
    arrivedAt: item.gatewayAt ?? null,
    resent: item.resent ?? null,
    reason: fitting(item.reasonCode, { as: 'reasonCode', extra, fits: isInt4 }),
    extra,
  }
}

/** The members of a position that have columns of their own. */
const FIX_COLUMNS: Readonly<Partial<Record<string, true>>> = {
  imei: true,
  fixAt: true,
  gatewayAt: true,
  lat: true,
  lng: true,
  source: true,
  satellites: true,
  speedKph: true,
  headingDeg: true,
  ignition: true,
  resent: true,
  reasonCode: true,
  altitudeM: true,
  odometerM: true,
} satisfies Partial<Record<keyof GpsPush, true>>

/** Taken over one by one: a rest pattern of so many names costs several times as much as reading the whole item. */
function withoutColumns(item: GpsPush): Record<string, unknown> {
  const extra: Record<string, unknown> = {}
  let name: keyof GpsPush
  for (name in item) if (FIX_COLUMNS[name] === undefined) extra[name] = item[name]
  return extra
}

/** A value for its column; one that does not fit there goes to the extra members, by its name. */
function fitting(
  value: number | undefined,
  { as, extra, fits }: { as: string; extra: Record<string, unknown>; fits: (value: number) => boolean },
): number | null {
  if (value === undefined) return null
  if (fits(value)) return value
  extra[as] = value
  return null
}

/** The pushed position a row was made of. `imei` is the device's. */
export function toGpsPush(row: Omit<FixRow, keyof TelemetryRow>, imei: string): GpsPush {
  return {
    imei,
    fixAt: row.fixAt,
    lat: row.lat,
    lng: row.lng,
    ...known({
      gatewayAt: row.arrivedAt,
      source: FIX_SOURCES.find((source) => source === row.source) ?? null,
      satellites: row.satellites,
      speedKph: row.speedKph,
      headingDeg: row.headingDeg,
      ignition: row.ignition,
      resent: row.resent,
      reasonCode: row.reason,
      altitudeM: row.altitudeM,
      odometerM: row.odometerKm === null ? null : toM(row.odometerKm),
    }),
    ...row.extra,
  }
}

/** A pushed heartbeat as a row. */
export function toHeartbeatRow(item: HeartbeatPush, row: TelemetryRow): HeartbeatRow {
  const { batteryPercent, signalPercent } = item
  const misfits = { batteryPercent: misfit(batteryPercent), signalPercent: misfit(signalPercent) }
  const hasMisfits = misfits.batteryPercent !== undefined || misfits.signalPercent !== undefined
  return {
    ...row,
    at: item.at,
    batteryPercent: misfits.batteryPercent === undefined ? (batteryPercent ?? null) : null,
    signalPercent: misfits.signalPercent === undefined ? (signalPercent ?? null) : null,
    ignition: item.ignition ?? null,
    charging: item.charging ?? null,
    armed: item.armed ?? null,
    fuelCut: item.fuelCut ?? null,
    hasFix: item.hasFix ?? null,
    remoteLocked: item.locked ?? null,
    extra: hasMisfits ? misfits : null,
  }
}

/** The pushed heartbeat a row was made of. `imei` is the device's. */
export function toHeartbeatPush(row: Omit<HeartbeatRow, keyof TelemetryRow>, imei: string): HeartbeatPush {
  return {
    imei,
    at: row.at,
    ...known({
      batteryPercent: row.batteryPercent,
      signalPercent: row.signalPercent,
      ignition: row.ignition,
      charging: row.charging,
      armed: row.armed,
      fuelCut: row.fuelCut,
      hasFix: row.hasFix,
      locked: row.remoteLocked,
    }),
    ...row.extra,
  }
}

/**
 * An item as it was before it became JSON. Moments are all that JSON does not bring back, and what items call them is a
 * rule that the compiler holds them to, see `MomentNames`. Names deeper than lists of things are the vendor's own.
 */
export function reviveItem<Topic extends PushTopic>(_topic: Topic, json: object): PushItem<Topic> {
  return withMoments(json) as PushItem<Topic>
}

function withMoments(json: object): object {
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, revived(name, value)]))
}

function revived(name: string, value: unknown): unknown {
  if (typeof value === 'string' && /^at$|At$/.test(name)) return new Date(value)
  if (!Array.isArray(value)) return value
  return value.map((each) => (typeof each === 'object' && each !== null ? withMoments(each) : each))
}

type MomentName = 'at' | `${string}At`
type Misnamed<Item> = {
  [Name in keyof Item & string]-?: string extends Name
    ? never
    : NonNullable<Item[Name]> extends Date
      ? Name extends MomentName
        ? never
        : Name
      : NonNullable<Item[Name]> extends readonly (infer Each extends object)[]
        ? Misnamed<Each>
        : Name extends MomentName
          ? Name
          : never
}[keyof Item & string]

/** Never, unless a moment of a pushed item is not called `at` or `…At`, or something else is. */
export type MomentNames = { [Topic in PushTopic]: Misnamed<PushItem<Topic>> }[PushTopic]
const EACH_MOMENT_IS_NAMED_SO: [MomentNames] extends [never] ? true : MomentNames = true
void EACH_MOMENT_IS_NAMED_SO

/** Without what is null: items leave out what was not said. */
function known<Values extends Record<string, unknown>>(
  values: Values,
): { [Name in keyof Values]?: NonNullable<Values[Name]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as never
}

function misfit(value: number | undefined): number | undefined {
  return value === undefined || isInt4(value) ? undefined : value
}

function isInt4(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) <= 0x7fffffff
}

function isWholeHeading(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 359
}

function isNotNegative(value: number): boolean {
  return value >= 0
}

function survivesAsKm(odometerM: number): boolean {
  return toM(odometerM / 1000) === odometerM
}

function toM(odometerKm: number): number {
  return Math.round(odometerKm * 1000)
}

function toWholeKm(odometerM: number | null): number | null {
  return odometerM === null ? null : odometerM / 1000
}
