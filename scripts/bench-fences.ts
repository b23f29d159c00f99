// How many fixes a second one core holds against all fences of a tenant: 10,000 fences, 50,000 vehicles, a fix each every 10 s
// is 5,000 a second. Besides, the same without the index, each fix against each fence. The last line is JSON.
// Usage: npm run bench:fences -- [--fences 10000] [--vehicles 50000] [--rounds 12]

import { parseArgs } from 'node:util'
import type { LatLng } from '../lib/domain/gcj02'
import type { FenceShape } from '../lib/domain/geofence'
import { shapeProblem } from '../lib/domain/geofence-check'
import { type EngineFence, type EngineFix, FenceEngine } from '../lib/domain/geofence-engine'
import { METRES_PER_DEGREE, prepareShape } from '../lib/domain/geofence-geometry'

const STEP_MS = 10_000
/** Fixes the slow way is tried with. */
const BASELINE_FIXES = 400

const { values } = parseArgs({
  options: {
    fences: { type: 'string', default: '10000' },
    vehicles: { type: 'string', default: '50000' },
    rounds: { type: 'string', default: '12' },
  },
})
const counts = {
  fences: Number(values.fences),
  vehicles: Number(values.vehicles),
  rounds: Number(values.rounds),
}

const random = seeded(20_261_122)
const cities = Array.from({ length: 60 }, () => ({
  lat: random() * 100 - 50,
  lng: random() * 360 - 180,
}))
const startMs = Date.parse('2026-11-22T06:00:00Z')
const fences = Array.from({ length: counts.fences }, (_, index) => makeFence(index))
const vehicles = Array.from({ length: counts.vehicles }, (_, index) => ({
  id: `vehicle-${index}`,
  at: beside(cityOf(index), scatterM(), scatterM()),
  headingRad: random() * 2 * Math.PI,
}))

const engine = new FenceEngine()
const builtMs = timed(() => engine.setFences(fences))
// Where each begins says nothing yet.
evaluateRound(0)
let events = 0
let busyMs = 0
for (let round = 1; round <= counts.rounds; round += 1) {
  drive()
  busyMs += timed(() => {
    events += evaluateRound(round)
  })
}
const fixes = counts.rounds * counts.vehicles
const perSecond = (fixes / busyMs) * 1000
const baselinePerSecond = measureBaseline()
const neededPerSecond = (counts.vehicles / STEP_MS) * 1000

const whole = (value: number) => Math.round(value).toLocaleString('en')
console.log(
  `${whole(counts.fences)} fences, built in ${whole(builtMs)} ms; ${whole(counts.vehicles)} vehicles`,
)
console.log(`${whole(fixes)} fixes in ${whole(busyMs)} ms, ${whole(events)} crossings`)
console.log(
  `with the index:    ${whole(perSecond)} fixes/s = ${whole(perSecond * counts.fences)} evaluations/s`,
)
console.log(
  `each fence asked:  ${whole(baselinePerSecond)} fixes/s = ${whole(baselinePerSecond * counts.fences)} evaluations/s`,
)
console.log(
  `needed:            ${whole(neededPerSecond)} fixes/s: ${((neededPerSecond / perSecond) * 100).toFixed(1)} % of one core`,
)
console.log(
  JSON.stringify({
    bench: 'fences',
    ...counts,
    fixes,
    crossings: events,
    buildMs: Math.round(builtMs),
    fixesPerSecond: Math.round(perSecond),
    evaluationsPerSecond: Math.round(perSecond * counts.fences),
    neededFixesPerSecond: neededPerSecond,
    coreShare: Number((neededPerSecond / perSecond).toFixed(4)),
    baselineFixesPerSecond: Math.round(baselinePerSecond),
    baselineEvaluationsPerSecond: Math.round(baselinePerSecond * counts.fences),
    timesBaseline: Number((perSecond / baselinePerSecond).toFixed(1)),
    heapMb: Math.round(process.memoryUsage().heapUsed / 1_048_576),
    fitsOneCore: perSecond >= neededPerSecond,
  }),
)
if (perSecond < neededPerSecond) process.exitCode = 1

function evaluateRound(round: number): number {
  const atMs = startMs + round * STEP_MS
  let told = 0
  for (const { id, at } of vehicles) told += engine.evaluate(fixOf(id, at, atMs), atMs).length
  return told
}

function measureBaseline(): number {
  const prepared = fences.map(({ shape }) => prepareShape(shape))
  const sample = vehicles.slice(0, BASELINE_FIXES)
  let inside = 0
  const ms = timed(() => {
    for (const { at } of sample) for (const { distanceM } of prepared) if (distanceM(at) <= 0) inside += 1
  })
  // Used, so that none of it is left out.
  if (inside < 0) throw new Error('That cannot be.')
  return (sample.length / ms) * 1000
}

function fixOf(deviceId: string, at: LatLng, atMs: number): EngineFix {
  return { deviceId, devicePath: '/acme/', atMs, source: 'gps', speedKph: 50, lat: at.lat, lng: at.lng }
}

/** Ten seconds of town traffic: 100 to 200 m, and a turn now and then. */
function drive(): void {
  for (const vehicle of vehicles) {
    if (random() < 0.2) vehicle.headingRad += (random() - 0.5) * Math.PI
    const stepM = 100 + random() * 100
    const { headingRad } = vehicle
    vehicle.at = beside(vehicle.at, Math.sin(headingRad) * stepM, Math.cos(headingRad) * stepM)
  }
}

/** 40 % circles, 30 % drawn polygons, 15 % boxes, 15 % corridors, within 20 km of towns. */
function makeFence(index: number): EngineFence {
  const center = beside(cityOf(index), scatterM(), scatterM())
  for (;;) {
    const shape = makeShape(random(), center)
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

function makeShape(which: number, center: LatLng): FenceShape {
  if (which < 0.4) return { kind: 'circle', center, radiusM: 50 + random() * 950 }
  if (which < 0.7) return { kind: 'polygon', ring: makeRing(center) }
  if (which < 0.85) {
    const [low, high] = [beside(center, -300, -200), beside(center, 300, 200)]
    return { kind: 'rectangle', south: low.lat, west: low.lng, north: high.lat, east: high.lng }
  }
  return { kind: 'corridor', line: makeLine(center), widthM: 40 + random() * 160 }
}

function makeRing(center: LatLng): LatLng[] {
  const corners = 4 + Math.floor(random() * 36)
  return Array.from({ length: corners }, (_, corner) => {
    const angle = (corner / corners) * 2 * Math.PI
    const farM = 200 + random() * 600
    return beside(center, Math.sin(angle) * farM, Math.cos(angle) * farM)
  })
}

function makeLine(center: LatLng): LatLng[] {
  let at = center
  return Array.from({ length: 10 + Math.floor(random() * 50) }, () => {
    at = beside(at, 50 + random() * 150, (random() - 0.5) * 200)
    return at
  })
}

function cityOf(index: number): LatLng {
  return cities[index % cities.length] ?? { lat: 0, lng: 0 }
}

function scatterM(): number {
  return (random() + random() - 1) * 20_000
}

function beside({ lat, lng }: LatLng, eastM: number, northM: number): LatLng {
  const east = lng + eastM / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180))
  return { lat: lat + northM / METRES_PER_DEGREE, lng: ((((east + 180) % 360) + 360) % 360) - 180 }
}

function timed(work: () => void): number {
  const from = performance.now()
  work()
  return performance.now() - from
}

/** Mulberry32: the same numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
