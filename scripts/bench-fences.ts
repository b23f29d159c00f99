// How many fixes a second one core holds against all fences of a tenant: 10,000 fences, 50,000 vehicles, a fix each every 10 s
// is 5,000 a second. Besides, the same without the index, each fix against each fence. The last line is JSON.
// Usage: npm run bench:fences -- [--fences 10000] [--vehicles 50000] [--rounds 12]

import { parseArgs } from 'node:util'
import { type EngineFix, FenceEngine } from '../lib/domain/geofence-engine'
import { prepareShape } from '../lib/domain/geofence-geometry'
import { fenceWorld, STEP_MS } from './load/fence-world'

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

const startMs = Date.parse('2026-11-22T06:00:00Z')
const world = fenceWorld(counts)

const engine = new FenceEngine()
const builtMs = timed(() => engine.setFences(world.fences))
// Where each begins says nothing yet.
evaluate(world.fixes(startMs), startMs)
let events = 0
let busyMs = 0
for (let round = 1; round <= counts.rounds; round += 1) {
  const atMs = startMs + round * STEP_MS
  world.drive()
  const told = world.fixes(atMs)
  busyMs += timed(() => {
    events += evaluate(told, atMs)
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

function evaluate(fixes: readonly EngineFix[], nowMs: number): number {
  let told = 0
  for (const fix of fixes) told += engine.evaluate(fix, nowMs).length
  return told
}

function measureBaseline(): number {
  const prepared = world.fences.map(({ shape }) => prepareShape(shape))
  const sample = world.fixes(startMs).slice(0, BASELINE_FIXES)
  let inside = 0
  const ms = timed(() => {
    for (const fix of sample) for (const { distanceM } of prepared) if (distanceM(fix) <= 0) inside += 1
  })
  // Used, so that none of it is left out.
  if (inside < 0) throw new Error('That cannot be.')
  return (sample.length / ms) * 1000
}

function timed(work: () => void): number {
  const from = performance.now()
  work()
  return performance.now() - from
}
