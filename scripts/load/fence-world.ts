// Towns full of fences and the vehicles that drive about in them, for benchmarks of the fence engine: the same for the same
// numbers, every time.

import type { LatLng } from '@/lib/domain/gcj02'
import type { FenceShape } from '@/lib/domain/geofence'
import { shapeProblem } from '@/lib/domain/geofence-check'
import type { EngineFence, EngineFix } from '@/lib/domain/geofence-engine'
import { METRES_PER_DEGREE } from '@/lib/domain/geofence-geometry'
import { type Chance, seeded } from './seeded'

/** So often a vehicle tells where it is, ms. */
export const STEP_MS = 10_000

export type FenceWorld = {
  readonly fences: readonly EngineFence[]
  /** Ten seconds of town traffic for all vehicles: 100 to 200 m, and a turn now and then. */
  drive(): void
  /** Where all vehicles are now, as fixes of this moment, ms since epoch. */
  fixes(atMs: number): EngineFix[]
}

const SEED = 20_261_122
const TOWNS = 60

/** So many fences and vehicles within 20 km of sixty towns, in turns. */
export function fenceWorld(size: { fences: number; vehicles: number }): FenceWorld {
  const chance = seeded(SEED)
  const towns = Array.from({ length: TOWNS }, () => ({
    lat: chance.next() * 100 - 50,
    lng: chance.next() * 360 - 180,
  }))
  const townOf = (index: number) => towns[index % TOWNS] ?? { lat: 0, lng: 0 }
  const around = (index: number) => beside(townOf(index), scatterM(chance), scatterM(chance))
  const fences = Array.from({ length: size.fences }, (_, index) => makeFence(index, around(index), chance))
  const vehicles = Array.from({ length: size.vehicles }, (_, index) => ({
    id: `vehicle-${index}`,
    at: around(index),
    headingRad: chance.next() * 2 * Math.PI,
  }))
  return {
    fences,
    drive() {
      for (const vehicle of vehicles) {
        if (chance.next() < 0.2) vehicle.headingRad += (chance.next() - 0.5) * Math.PI
        const stepM = 100 + chance.next() * 100
        const { headingRad } = vehicle
        vehicle.at = beside(vehicle.at, Math.sin(headingRad) * stepM, Math.cos(headingRad) * stepM)
      }
    },
    fixes: (atMs) =>
      vehicles.map(({ id, at }) => ({
        ...{ deviceId: id, devicePath: '/acme/', atMs, source: 'gps', speedKph: 50 },
        ...{ lat: at.lat, lng: at.lng },
      })),
  }
}

/** 40 % circles, 30 % drawn polygons, 15 % boxes, 15 % corridors. */
function makeFence(index: number, center: LatLng, chance: Chance): EngineFence {
  for (;;) {
    const shape = makeShape(center, chance)
    if (shapeProblem(shape) !== null) continue
    return {
      id: `fence-${index}`,
      shape,
      scopePath: '/',
      deviceIds: null,
      dwellMs: index % 5 === 0 ? 1_800_000 : null,
      fromMs: 0,
    }
  }
}

function makeShape(center: LatLng, chance: Chance): FenceShape {
  const which = chance.next()
  if (which < 0.4) return { kind: 'circle', center, radiusM: 50 + chance.next() * 950 }
  if (which < 0.7) return { kind: 'polygon', ring: makeRing(center, chance) }
  if (which < 0.85) {
    const [low, high] = [beside(center, -300, -200), beside(center, 300, 200)]
    return { kind: 'rectangle', south: low.lat, west: low.lng, north: high.lat, east: high.lng }
  }
  return { kind: 'corridor', line: makeLine(center, chance), widthM: 40 + chance.next() * 160 }
}

function makeRing(center: LatLng, chance: Chance): LatLng[] {
  const corners = 4 + Math.floor(chance.next() * 36)
  return Array.from({ length: corners }, (_, corner) => {
    const angle = (corner / corners) * 2 * Math.PI
    const farM = 200 + chance.next() * 600
    return beside(center, Math.sin(angle) * farM, Math.cos(angle) * farM)
  })
}

function makeLine(center: LatLng, chance: Chance): LatLng[] {
  let at = center
  return Array.from({ length: 10 + Math.floor(chance.next() * 50) }, () => {
    at = beside(at, 50 + chance.next() * 150, (chance.next() - 0.5) * 200)
    return at
  })
}

function scatterM(chance: Chance): number {
  return (chance.next() + chance.next() - 1) * 20_000
}

function beside({ lat, lng }: LatLng, eastM: number, northM: number): LatLng {
  const east = lng + eastM / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180))
  return { lat: lat + northM / METRES_PER_DEGREE, lng: ((((east + 180) % 360) + 360) % 360) - 180 }
}
