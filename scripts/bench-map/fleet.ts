// A fleet that is all on the move, as the server holds one: some forty towns, the biggest in the middle of the map.

import { latOfMercator, lngOfMercator, mercatorX, mercatorY, metresPerUnit } from '@/components/map/mercator'
import { vehicleStatus } from '@/lib/domain/vehicle'
import type { FleetVehicle, VehicleRecord } from '@/lib/server/live/fleet-state'
import { type Telemetry, unknownTelemetry } from '@/lib/server/live/telemetry'
import { type Chance, seeded } from '../load/seeded'

/** [west, south, east, north] in degrees. */
export type FleetBounds = [number, number, number, number]

export type MovingFleet = {
  readonly vehicles: FleetVehicle[]
  /** Drives every vehicle on for a second. */
  step(nowMs: number): void
  /** Null of nobody. */
  bounds(): FleetBounds | null
}

const MIDDLE = { x: mercatorX(10), y: mercatorY(47) }
/** How far the towns reach from the middle, in the unit square: about a thousand kilometres across. */
const REACH = 0.014
/** Pairs of towns, each on both sides of the middle, so that the middle of the fleet is a town at any size. */
const PAIRS = 20
/** Where a tenth of the fleet is at home. */
const MIDDLE_SHARE = 0.1
const MEAN_DISTANCE_M = 7_000
const TURN_BACK_M = 25_000
/** Each second one vehicle in so many slows down to a crawl, which is a change of status, and later speeds up again. */
const CRAWL_ONE_IN = 500
const CRAWL_S = 20
const CRAWL_KPH = 2

type Town = { x: number; y: number }
type Vehicle = {
  town: Town
  x: number
  y: number
  headingDeg: number
  cruiseKph: number
  crawlsForS: number
  sinceMs: number
}

/** The same fleet for the same number, every time. */
export function movingFleet(count: number): MovingFleet {
  const chance = seeded(count)
  const towns = makeTowns(chance)
  const startMs = Date.now()
  const vehicles = Array.from({ length: count }, () => makeVehicle(townOf(towns, chance), chance, startMs))
  const known = vehicles.map((vehicle, index) => ({
    record: recordOf(index),
    telemetry: telemetryOf(vehicle, startMs),
  }))
  return {
    vehicles: known,
    step(nowMs) {
      vehicles.forEach((vehicle, index) => {
        drive(vehicle, chance, nowMs)
        const held = known[index]
        if (held) held.telemetry = telemetryOf(vehicle, nowMs)
      })
    },
    bounds: () => (count === 0 ? null : boundsOf(vehicles)),
  }
}

function makeTowns(chance: Chance): Town[] {
  const towns: Town[] = [MIDDLE]
  for (let pair = 0; pair < PAIRS; pair++) {
    const dx = (chance.next() * 2 - 1) * REACH
    const dy = (chance.next() * 2 - 1) * REACH
    towns.push({ x: MIDDLE.x + dx, y: MIDDLE.y + dy }, { x: MIDDLE.x - dx, y: MIDDLE.y - dy })
  }
  return towns
}

/** A tenth in the middle, the rest in towns of falling size. */
function townOf(towns: readonly Town[], chance: Chance): Town {
  if (chance.next() < MIDDLE_SHARE) return MIDDLE
  const at = Math.floor(chance.next() ** 2 * (towns.length - 1)) + 1
  return towns[at] ?? MIDDLE
}

function makeVehicle(town: Town, chance: Chance, sinceMs: number): Vehicle {
  const distance = (-Math.log(1 - chance.next()) * MEAN_DISTANCE_M) / metresPerUnit(town.y)
  const direction = chance.next() * 2 * Math.PI
  return {
    town,
    x: town.x + distance * Math.sin(direction),
    y: town.y - distance * Math.cos(direction),
    headingDeg: chance.next() * 360,
    cruiseKph: chance.whole(20, 90),
    crawlsForS: 0,
    sinceMs,
  }
}

function drive(vehicle: Vehicle, chance: Chance, nowMs: number): void {
  const wasCrawling = vehicle.crawlsForS > 0
  if (wasCrawling) vehicle.crawlsForS -= 1
  else if (chance.next() < 1 / CRAWL_ONE_IN) vehicle.crawlsForS = CRAWL_S
  if (wasCrawling !== vehicle.crawlsForS > 0) vehicle.sinceMs = nowMs
  const scale = metresPerUnit(vehicle.y)
  const homeX = vehicle.town.x - vehicle.x
  const homeY = vehicle.town.y - vehicle.y
  const isFar = Math.hypot(homeX, homeY) * scale > TURN_BACK_M
  vehicle.headingDeg = isFar
    ? (Math.atan2(homeX, -homeY) * 180) / Math.PI + 360
    : vehicle.headingDeg + (chance.next() - 0.5) * 8 + 360
  vehicle.headingDeg %= 360
  const step = speedOf(vehicle) / 3.6 / scale
  const direction = (vehicle.headingDeg * Math.PI) / 180
  vehicle.x += step * Math.sin(direction)
  vehicle.y -= step * Math.cos(direction)
}

function speedOf({ crawlsForS, cruiseKph }: Vehicle): number {
  return crawlsForS > 0 ? CRAWL_KPH : cruiseKph
}

function telemetryOf(vehicle: Vehicle, nowMs: number): Telemetry {
  const speedKph = speedOf(vehicle)
  return {
    ...unknownTelemetry(),
    position: { lat: latOfMercator(vehicle.y), lng: lngOfMercator(vehicle.x) },
    fixAtMs: nowMs,
    heartbeatAtMs: nowMs,
    speedKph,
    headingDeg: vehicle.headingDeg,
    source: 'gps',
    ignition: true,
    online: true,
    batteryPercent: 80,
    status: vehicleStatus({ online: true, expired: false, speedKph, ignition: true, source: 'gps' }),
    statusSinceMs: vehicle.sinceMs,
  }
}

const MAKES = ['Van', 'Truck', 'Bus', 'Trailer', 'Courier'] as const

function recordOf(at: number): VehicleRecord {
  return {
    id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    connectionId: '00000000-0000-4000-9000-000000000001',
    accountId: '00000000-0000-4000-9000-000000000000',
    accountName: 'Measured',
    accountPath: '/',
    scopePath: '/',
    imei: String(860_000_000_000_000 + at),
    name: `${MAKES[at % MAKES.length]} ${at + 1}`,
    plate: `MB-${(at * 7_919) % 100_000}-K`,
    driverName: at % 3 === 0 ? null : `Driver ${at % 9_973}`,
    kind: at % 2 === 0 ? 'tracker' : 'dashcam',
    expiresAtMs: null,
  }
}

function boundsOf(vehicles: readonly Vehicle[]): FleetBounds {
  let [left, top, right, bottom] = [1, 1, 0, 0]
  for (const { x, y } of vehicles) {
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return [lngOfMercator(left), latOfMercator(bottom), lngOfMercator(right), latOfMercator(top)]
}
