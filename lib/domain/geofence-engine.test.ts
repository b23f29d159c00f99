import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FenceShape } from './geofence'
import { type EngineFence, type EngineFix, FenceEngine, type FenceEvent } from './geofence-engine'
import { METRES_PER_DEGREE, prepareShape } from './geofence-geometry'

const T0 = Date.parse('2026-03-01T06:00:00Z')
const LATE = T0 + 10 * 86_400_000
const MIN = 60_000

/** On the equator a degree is the same in both directions: metres east of the origin, metres north. */
const place = (eastM: number, northM = 0) => ({
  lat: northM / METRES_PER_DEGREE,
  lng: eastM / METRES_PER_DEGREE,
})
const circle: FenceShape = { kind: 'circle', center: place(0), radiusM: 500 }

function fence(changes: Partial<EngineFence> = {}): EngineFence {
  return { id: 'yard', shape: circle, scopePath: '/', deviceIds: null, dwellMs: null, fromMs: 0, ...changes }
}

function fix(atMin: number, eastM: number, changes: Partial<EngineFix> = {}): EngineFix {
  return {
    deviceId: 'van',
    devicePath: '/acme/',
    atMs: T0 + atMin * MIN,
    source: 'gps',
    speedKph: 30,
    ...place(eastM),
    ...changes,
  }
}

function engineWith(...fences: EngineFence[]): FenceEngine {
  const engine = new FenceEngine()
  engine.setFences(fences)
  return engine
}

function run(engine: FenceEngine, fixes: readonly EngineFix[]): string[] {
  return fixes.flatMap((each) => engine.evaluate(each, LATE)).map(words)
}

const words = ({ kind, atMs, fenceId }: FenceEvent) => `${kind} ${fenceId} ${(atMs - T0) / MIN}`

test('driving through a fence is one enter and one exit, at the fixes that show them', () => {
  const engine = engineWith(fence())
  expect(
    run(engine, [fix(0, -1500), fix(1, -700), fix(2, 0), fix(3, 300), fix(4, 700), fix(5, 1500)]),
  ).toEqual(['enter yard 2', 'exit yard 4'])
})

test('where a track begins nothing has been crossed, and leaving from there counts', () => {
  expect(run(engineWith(fence()), [fix(0, 0), fix(1, 100), fix(2, 800)])).toEqual(['exit yard 2'])
})

test('a fence drawn around a parked vehicle is not entered by it', () => {
  const engine = engineWith()
  run(engine, [fix(0, 0)])
  engine.setFences([fence({ fromMs: T0 + MIN })])
  expect(run(engine, [fix(2, 5), fix(3, 900)])).toEqual(['exit yard 3'])
})

test('an edge moved over a parked vehicle is not crossed by it, and a visit goes on', () => {
  const engine = engineWith(fence())
  expect(run(engine, [fix(0, -900), fix(1, 0)])).toEqual(['enter yard 1'])
  engine.setFences([
    fence({ shape: { kind: 'circle', center: place(0), radiusM: 800 }, fromMs: T0 + 2 * MIN }),
  ])
  expect(run(engine, [fix(3, 700)])).toEqual([])
  const [event] = engine.evaluate(fix(4, 1000), LATE)
  expect(event).toMatchObject({ kind: 'exit', enteredAtMs: T0 + MIN })
  engine.setFences([
    fence({ shape: { kind: 'circle', center: place(1000), radiusM: 300 }, fromMs: T0 + 5 * MIN }),
  ])
  expect(run(engine, [fix(6, 1000)])).toEqual([])
})

test('a fix older than the last one counts for nothing, whatever it shows', () => {
  const engine = engineWith(fence())
  expect(run(engine, [fix(0, -900), fix(5, 0), fix(3, 900), fix(5, 900), fix(4, -900)])).toEqual([
    'enter yard 5',
  ])
})

test('one fix that no vehicle could have reached is passed over, and believed when the next agrees', () => {
  const parked = [fix(0, 900), fix(1, 0)]
  expect(run(engineWith(fence()), [...parked, fix(1.1, 40_000), fix(1.2, 5)])).toEqual(['enter yard 1'])
  expect(run(engineWith(fence()), [...parked, fix(1.1, 40_000), fix(1.2, 40_050)])).toEqual([
    'enter yard 1',
    'exit yard 1.2',
  ])
})

test('cell fixes and fixes of the future change nothing', () => {
  const engine = engineWith(fence())
  run(engine, [fix(0, 900)])
  expect(engine.evaluate(fix(1, 0, { source: 'cell' }), LATE)).toEqual([])
  expect(engine.evaluate(fix(60, 0), T0)).toEqual([])
  expect(run(engine, [fix(2, 0)])).toEqual(['enter yard 2'])
})

test('a Wi-Fi fix has to be further in than a satellite fix', () => {
  const engine = engineWith(fence())
  expect(run(engine, [fix(0, 900), fix(1, 470, { source: 'wifi' })])).toEqual([])
  expect(run(engine, [fix(2, 470)])).toEqual(['enter yard 2'])
  expect(run(engine, [fix(3, 600, { source: 'wifi' })])).toEqual([])
})

test('only vehicles of the accounts and the list it is for can cross a fence', () => {
  const engine = engineWith(
    fence({ id: 'branch', scopePath: '/acme/north/' }),
    fence({ id: 'chosen', deviceIds: new Set(['truck']) }),
    fence({ id: 'all' }),
  )
  const through = (who: Partial<EngineFix>) => run(engine, [fix(0, 900, who), fix(1, 0, who)])
  expect(through({})).toEqual(['enter all 1'])
  expect(through({ deviceId: 'truck', devicePath: '/acme/north/' }).toSorted()).toEqual([
    'enter all 1',
    'enter branch 1',
    'enter chosen 1',
  ])
})

test('a stay is told once, when it is long enough, by a fix or by the clock', () => {
  const byFix = engineWith(fence({ dwellMs: 30 * MIN }))
  expect(run(byFix, [fix(0, 900), fix(1, 0), fix(20, 5), fix(45, 3), fix(50, 2)])).toEqual([
    'enter yard 1',
    'dwell yard 31',
  ])
  const byClock = engineWith(fence({ dwellMs: 30 * MIN }))
  run(byClock, [fix(0, 900), fix(1, 0)])
  expect(byClock.tick(T0 + 32 * MIN)).toEqual([])
  expect(byClock.tick(T0 + 33 * MIN).map(words)).toEqual(['dwell yard 31'])
  expect(byClock.tick(T0 + 90 * MIN)).toEqual([])
  // After a break the same is told as if there had been none.
  const after = engineWith(fence({ dwellMs: 30 * MIN }))
  expect(run(after, [fix(0, 900), fix(1, 0), fix(90, 900)])).toEqual([
    'enter yard 1',
    'dwell yard 31',
    'exit yard 90',
  ])
})

test('a fence of ten metres is entered, though that is less than the band is wide', () => {
  const engine = engineWith(fence({ shape: { kind: 'circle', center: place(0), radiusM: 10 } }))
  expect(run(engine, [fix(0, 300), fix(1, 2), fix(2, 300)])).toEqual(['enter yard 1', 'exit yard 2'])
})

test('what was restored goes on where it ended', () => {
  const before = engineWith(fence())
  run(before, [fix(0, 900), fix(1, 0)])
  const track = before.trackOf('van')
  const after = engineWith(fence())
  if (track) after.restore('van', structuredClone(track))
  expect(run(after, [fix(1, 0), fix(2, 10), fix(3, 900)])).toEqual(['exit yard 3'])
})

const scatter = fc.array(fc.double({ min: -9.9, max: 24.9, noNaN: true }), { minLength: 2, maxLength: 60 })

test('a vehicle parked at an edge, whose fixes scatter within the band, never flaps', () => {
  fc.assert(
    fc.property(scatter, fc.boolean(), (offsetsM, startsInside) => {
      const engine = engineWith(fence())
      const start = startsInside ? 0 : 900
      const fixes = offsetsM.map((offM, index) => fix(index + 1, 500 + offM))
      expect(run(engine, [fix(0, start), ...fixes])).toEqual([])
    }),
  )
})

const walk = fc.array(
  fc.record({
    device: fc.constantFrom('van', 'truck'),
    atMin: fc.integer({ min: 0, max: 200 }),
    eastM: fc.integer({ min: -1500, max: 1500 }),
    northM: fc.integer({ min: -1500, max: 1500 }),
  }),
  { maxLength: 80 },
)

/** The rules again, without tree and shortcuts: every fence is asked at every fix. */
function bruteForce(fences: readonly EngineFence[], fixes: readonly EngineFix[]): string[] {
  const lastMs = new Map<string, number>()
  const inside = new Set<string>()
  const told: string[] = []
  for (const each of fixes) {
    const before = lastMs.get(each.deviceId)
    if (before !== undefined && each.atMs <= before) continue
    lastMs.set(each.deviceId, each.atMs)
    for (const { id, shape } of fences) {
      const key = `${each.deviceId} ${id}`
      const { distanceM, depthM } = prepareShape(shape)
      const offM = distanceM(each)
      if (before === undefined) {
        if (offM <= 0) inside.add(key)
      } else if (!inside.has(key) && offM <= -Math.min(10, depthM / 2)) {
        inside.add(key)
        told.push(`enter ${id} ${(each.atMs - T0) / MIN}`)
      } else if (inside.has(key) && offM >= 25) {
        inside.delete(key)
        told.push(`exit ${id} ${(each.atMs - T0) / MIN}`)
      }
    }
  }
  return told
}

test('whatever the order of fixes, the engine tells what asking every fence at every fix tells', () => {
  const fences = [
    fence({ id: 'a' }),
    fence({ id: 'b', shape: { kind: 'rectangle', ...box(-1200, -1200, -200, 800) } }),
    fence({
      id: 'c',
      shape: { kind: 'corridor', line: [place(-1400, -300), place(0, 200), place(1300, 900)], widthM: 80 },
    }),
    fence({
      id: 'd',
      shape: { kind: 'polygon', ring: [place(200, 200), place(1000, 300), place(600, 1100)] },
    }),
  ]
  fc.assert(
    fc.property(walk, (steps) => {
      const fixes = steps.map(({ device, atMin, eastM, northM }) =>
        // A minute apart, any of these places can be reached.
        fix(atMin, 0, { deviceId: device, ...place(eastM, northM) }),
      )
      expect(run(engineWith(...fences), fixes).toSorted()).toEqual(bruteForce(fences, fixes).toSorted())
    }),
    { numRuns: 200 },
  )
})

function box(westM: number, southM: number, eastM: number, northM: number) {
  const [{ lat: south, lng: west }, { lat: north, lng: east }] = [place(westM, southM), place(eastM, northM)]
  return { south, west, north, east }
}
