// What a holder of a link sees of its vehicles. Pure. Everything passes the privacy zones here, and what is hidden is left out
// before anything else is worked out from it.

import type { LatLng } from '@/lib/domain/gcj02'
import type { FenceShape } from '@/lib/domain/geofence'
import { type PreparedShape, prepareShape } from '@/lib/domain/geofence-geometry'
import { minutesLeft } from '@/lib/domain/share'
import type { SharedVehicle } from '@/lib/domain/share-view'
import type { FixSource, VehicleStatus } from '@/lib/domain/vehicle'
import type { JudgedLink, LinkVehicle } from './links'

/** What is known of a device, from memory or storage. Times in ms since epoch, 0 for never. */
export type Reading = {
  fixAtMs: number
  heardAtMs: number
  position: LatLng | null
  speedKph: number | null
  headingDeg: number | null
  source: FixSource | null
  accuracyM: number | null
  address: string | null
  status: VehicleStatus
}

/** Whether a position that may be off by `slackM` metres is kept back on a link. In doubt it is. */
export type HiddenCheck = (position: LatLng, slackM?: number) => boolean

const preparedOf = new WeakMap<readonly FenceShape[], readonly PreparedShape[]>()

/** Worked out once for the shapes of a link. Shapes that cannot be read hide everything. */
export function hiddenCheck({ zoneMode, zones }: Pick<JudgedLink, 'zoneMode' | 'zones'>): HiddenCheck {
  if (zoneMode === 'none') return () => false
  if (zones === null || zones.length === 0) return () => true
  const prepared = preparedOf.get(zones) ?? zones.map(prepareShape)
  preparedOf.set(zones, prepared)
  const isWithin = (position: LatLng, marginM: number) =>
    prepared.some(({ distanceM }) => distanceM(position) <= marginM)
  return zoneMode === 'hide_inside'
    ? (position, slackM = 0) => isWithin(position, slackM)
    : (position, slackM = 0) => !isWithin(position, -slackM)
}

/** One vehicle as its link shows it at `nowMs`. */
export function sharedVehicle(
  link: JudgedLink,
  vehicle: LinkVehicle,
  now: { reading: Reading | null; meanSpeedKph: number | null; nowMs: number },
): SharedVehicle {
  const fromMs = link.shownFrom.getTime()
  const heardAtMs = now.reading?.heardAtMs ?? 0
  const shown: SharedVehicle = {
    k: vehicle.k,
    ...(vehicle.label === null ? {} : { label: vehicle.label }),
    ...(vehicle.plate === null ? {} : { plate: vehicle.plate }),
    ...(vehicle.driver === null ? {} : { driver: vehicle.driver }),
    heardAt: heardAtMs >= fromMs && heardAtMs > 0 ? Math.min(heardAtMs, now.nowMs) : null,
  }
  const { reading } = now
  if (reading === null || reading.position === null) return shown
  const slackM = reading.source === 'gps' ? 0 : (reading.accuracyM ?? 0)
  if (hiddenCheck(link)(reading.position, slackM)) return { ...shown, hidden: true }
  return { ...shown, ...visiblePart(link, { ...reading, position: reading.position }, now) }
}

type Placed = Reading & { position: LatLng }

function visiblePart(
  link: JudgedLink,
  reading: Placed,
  { meanSpeedKph, nowMs }: { meanSpeedKph: number | null; nowMs: number },
): Partial<SharedVehicle> {
  const { position, status, fixAtMs, speedKph } = reading
  const isMoving = status === 'moving'
  const isFresh = fixAtMs >= link.shownFrom.getTime()
  const { fields, destination } = link
  const etaOf = (goal: LatLng) =>
    isFresh
      ? minutesLeft({
          at: position,
          destination: goal,
          isMoving,
          meanSpeedKph: meanSpeedKph ?? speedKph,
          fixAgeMs: nowMs - fixAtMs,
        })
      : null
  return {
    fixAt: isFresh ? fixAtMs : null,
    // Five decimals are a metre; what follows is noise.
    lat: rounded(position.lat),
    lng: rounded(position.lng),
    ...(isMoving && reading.headingDeg !== null ? { headingDeg: reading.headingDeg } : {}),
    ...(reading.accuracyM !== null && reading.source !== 'gps'
      ? { accuracyM: Math.round(reading.accuracyM) }
      : {}),
    motion: isMoving ? 'moving' : status === 'offline' || status === 'expired' ? 'offline' : 'standing',
    ...(reading.address === null ? {} : { place: reading.address }),
    ...(fields.has('speed') && speedKph !== null && isFresh ? { speedKph: Math.round(speedKph) } : {}),
    ...(fields.has('eta') && destination !== null ? { etaMin: etaOf(destination) } : {}),
  }
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5
}
