// The fixes a device reports: moments of the truth taken on its reporting grid, with receiver noise,
// and now and then a Wi-Fi or cell position instead of a satellite fix.

import type { FixSource } from '@/lib/domain/vehicle'
import { type Contact, gridBefore, lastContactMs } from './contact'
import type { GeneratedDevice } from './devices'
import { type Drive, drivesOf, engineOffMs, isEngineOn, type Whereabouts, whereaboutsAt } from './drives'
import { offset } from './geo'
import { type Moment, momentAt, momentOf, momentOn } from './moment'
import { between, mix, unit as unitOf } from './random'
import type { WorldFix } from './types'
import { dayAt, type Vehicle } from './vehicle'

/** A device with everything needed to tell its story. */
export type Unit = {
  readonly device: GeneratedDevice
  readonly vehicle: Vehicle
  readonly contact: Contact
  /** The report told last: a vehicle that is asked about every few seconds mostly has not sent another. */
  readonly kept: { report: Report | null }
}

/** A fix as sent, and the truth at that moment. */
export type Report = { readonly fix: WorldFix; readonly moment: Moment }

/** Largest distance of a satellite fix from the truth, metres. */
export const GPS_NOISE_M = 4.5

/** The last fix sent by a moment and the truth at that fix; null for a device that never had one. */
export function lastFixAt(unit: Unit, atMs: number): Report | null {
  const { contact, vehicle } = unit
  if (!contact.everFixed) return null
  const contactMs = lastContactMs(contact, atMs)
  const onTickMs = gridBefore(contact, contact.onMs, contactMs)
  const where = whereaboutsAt(vehicle, onTickMs)
  if (isEngineOn(vehicle, where)) return reportOf(unit, where)
  const offTickMs = gridBefore(contact, contact.offMs, contactMs)
  // The engine was off on the last fast point, so the last report is the later of the slow grid and the last with engine on.
  const lastOnMs = gridBefore(contact, contact.onMs, engineOffMs(where) - 1)
  return reportOf(unit, earlier(vehicle, where, Math.max(offTickMs, lastOnMs)))
}

function reportOf(unit: Unit, where: Whereabouts): Report {
  const { report: kept } = unit.kept
  if (kept?.fix.atMs === where.atMs) return kept
  const moment = momentOf(unit.vehicle, where)
  const report = { fix: fixOf(unit, where.atMs, moment), moment }
  unit.kept.report = report
  return report
}

/** Whereabouts at a moment that is not later: mostly the same stop, for which the day need not be walked again. */
function earlier(vehicle: Vehicle, where: Whereabouts, atMs: number): Whereabouts {
  const isSameDrive = where.last !== null && atMs >= where.last.startMs
  return isSameDrive ? { ...where, atMs, isNextStarting: false } : whereaboutsAt(vehicle, atMs)
}

/** All fixes sent in [fromMs, toMs], ascending. */
export function fixesBetween(unit: Unit, fromMs: number, toMs: number): WorldFix[] {
  const { contact, vehicle } = unit
  const fixes: WorldFix[] = []
  if (!contact.everFixed) return fixes
  for (let day = dayAt(vehicle, fromMs); day <= dayAt(vehicle, toMs); day++) {
    const startMs = Math.max(fromMs, vehicle.dayZeroMs + day * 86_400_000)
    const endMs = Math.min(toMs + 1, vehicle.dayZeroMs + (day + 1) * 86_400_000)
    reportDay(unit, { day, startMs, endMs }, fixes)
  }
  return fixes
}

type Span = { day: number; startMs: number; endMs: number }

/** Adds the fixes of one day: fast points of the grid while the engine runs, slow points otherwise. */
function reportDay(unit: Unit, span: Span, fixes: WorldFix[]): void {
  const { contact, vehicle } = unit
  const drives = drivesOf(vehicle, span.day)
  let last: Drive | null = null
  let next = 0
  let tickMs = gridBefore(contact, contact.onMs, span.startMs - 1) + contact.onMs
  while (tickMs < span.endMs) {
    for (let drive = drives[next]; drive && drive.startMs <= tickMs; drive = drives[++next]) last = drive
    const runs = isRunning(last, drives[next], tickMs)
    const isSlowPoint = gridBefore(contact, contact.offMs, tickMs) === tickMs
    if ((runs || isSlowPoint) && lastContactMs(contact, tickMs) === tickMs) {
      const moment = last && tickMs < last.endMs ? momentOn(vehicle, last, tickMs) : momentAt(vehicle, tickMs)
      fixes.push(fixOf(unit, tickMs, moment))
    }
    const resumesMs = Math.min(drives[next]?.ignitionOnMs ?? span.endMs, span.endMs)
    tickMs =
      runs || contact.onMs === contact.offMs ? tickMs + contact.onMs : skipAhead(contact, tickMs, resumesMs)
  }
}

function isRunning(last: Drive | null, next: Drive | undefined, atMs: number): boolean {
  return (last !== null && atMs < last.ignitionOffMs) || (next !== undefined && atMs >= next.ignitionOnMs)
}

/** With the engine off nothing happens before the next slow point or the first fast point with the engine on. */
function skipAhead(contact: Contact, tickMs: number, resumesMs: number): number {
  const slow = gridBefore(contact, contact.offMs, tickMs) + contact.offMs
  const fast = gridBefore(contact, contact.onMs, resumesMs - 1) + contact.onMs
  return Math.max(tickMs + contact.onMs, Math.min(slow, fast))
}

function fixOf(unit: Unit, tickMs: number, moment: Moment): WorldFix {
  const name = mix(mix(unit.vehicle.hash, 400), Math.floor(tickMs / 1000))
  const source = sourceOf(unit, name, moment)
  const isSatellite = source === 'gps'
  const reachM = isSatellite
    ? GPS_NOISE_M * (moment.speedKph > 0 ? 0.8 : 0.5)
    : between([name, 1], source === 'wifi' ? 50 : 200, source === 'wifi' ? 160 : 800)
  const distanceM = isSatellite ? reachM * unitOf(name, 2) : reachM
  const angle = unitOf(name, 3) * 2 * Math.PI
  const at = offset(moment, distanceM * Math.cos(angle), distanceM * Math.sin(angle))
  return {
    atMs: tickMs,
    lat: at.lat,
    lng: at.lng,
    speedKph: isSatellite ? Math.round(moment.speedKph) : 0,
    headingDeg: isSatellite ? Math.round(moment.headingDeg) % 360 : null,
    source,
    satellites: isSatellite ? 7 + (name % 9) : name % 4,
    ignition: moment.ignition,
  }
}

/** Tags see the sky half of the time; vehicles lose it only at some stops, in garages. */
function sourceOf(unit: Unit, name: number, moment: Moment): FixSource {
  const lot = unitOf(name, 4)
  if (unit.device.traits.kind === 'asset') {
    if (moment.speedKph > 0 || lot < 0.5) return 'gps'
    return lot < 0.82 ? 'wifi' : 'cell'
  }
  if (moment.ignition || moment.speedKph > 0) return 'gps'
  const garage = unitOf(mix(mix(unit.vehicle.hash, moment.day), 500 + moment.driveIndex), 1)
  if (garage > 0.05) return 'gps'
  return lot < 0.65 ? 'wifi' : 'cell'
}
