import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { vehicleStatus } from '@/lib/domain/vehicle'
import { distanceM } from './geo'
import type { World, WorldFix, WorldState } from './types'
import { createWorld } from './world'

const DAY_MS = 86_400_000
// Any date would do: the world knows no history. This one lies in the usual weeks of the year.
const MONDAY_MS = Date.UTC(2026, 2, 16)
const world = createWorld({ seed: 7, devices: 400 })
const vehicles = world.devices.filter((device) => device.kind !== 'asset')

const anyDevice = fc.integer({ min: 0, max: world.devices.length - 1 })
const anyMoment = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2029, 0, 1) })

function imeiAt(index: number): string {
  return world.devices[index]?.imei ?? ''
}

function statusOf(state: WorldState): string {
  const { fix } = state
  return vehicleStatus({
    online: state.online,
    expired: state.expired,
    speedKph: fix?.speedKph ?? null,
    ignition: fix?.ignition ?? null,
    source: fix?.source ?? null,
  })
}

function movingShare(of: World, atMs: number): number {
  const carried = of.devices.filter((device) => device.kind !== 'asset')
  return carried.filter(({ imei }) => statusOf(of.stateAt(imei, atMs)) === 'moving').length / carried.length
}

describe('a world is a pure function of seed and time', () => {
  test('two worlds of one seed answer alike, whatever was asked before and in whichever order', () => {
    const other = createWorld({ seed: 7, devices: 400 })
    fc.assert(
      fc.property(anyDevice, anyMoment, anyMoment, (index, first, second) => {
        const imei = imeiAt(index)
        const forward = [world.stateAt(imei, first), world.stateAt(imei, second)]
        const backward = [other.stateAt(imei, second), other.stateAt(imei, first)].reverse()
        expect(backward).toEqual(forward)
      }),
      { numRuns: 100 },
    )
    expect(other.devices).toEqual(world.devices)
  })

  test('history, trips and alarms of a span are the same when asked twice', () => {
    const other = createWorld({ seed: 7, devices: 400 })
    for (const imei of [imeiAt(0), imeiAt(31), imeiAt(250)]) {
      const span = [imei, MONDAY_MS, MONDAY_MS + DAY_MS] as const
      expect(other.fixesBetween(...span)).toEqual(world.fixesBetween(...span))
      expect(other.tripsBetween(...span)).toEqual(world.tripsBetween(...span))
      expect(other.alarmsBetween(...span)).toEqual(world.alarmsBetween(...span))
    }
  })

  test('another seed gives another fleet', () => {
    const imeis = new Set(world.devices.map(({ imei }) => imei))
    expect(
      createWorld({ seed: 8, devices: 400 }).devices.filter(({ imei }) => imeis.has(imei)).length,
    ).toBeLessThan(8)
  })

  test('a state holds the last fix that the history holds by then', () => {
    fc.assert(
      fc.property(anyDevice, anyMoment, (index, atMs) => {
        const imei = imeiAt(index)
        const { fix } = world.stateAt(imei, atMs)
        const history = world.fixesBetween(imei, (fix?.atMs ?? atMs) - 1000, atMs)
        expect(history.at(-1) ?? null).toEqual(fix)
      }),
      { numRuns: 120 },
    )
  })

  test('an unknown IMEI is refused', () => {
    expect(() => world.stateAt('000000000000000', MONDAY_MS)).toThrow(RangeError)
  })
})

describe('vehicles move as vehicles do', () => {
  test('between two satellite fixes a vehicle covers no more than its speeds allow', () => {
    fc.assert(
      fc.property(anyDevice, anyMoment, (index, fromMs) => {
        const fixes = world.fixesBetween(imeiAt(index), fromMs, fromMs + 3 * 3_600_000)
        pairs(fixes).forEach(([a, b]) => {
          const seconds = (b.atMs - a.atMs) / 1000
          // 120 km/h is above every limit; receiver noise moves each end by at most 4.5 m.
          expect(distanceM(a, b)).toBeLessThan((120 / 3.6) * seconds + 9)
        })
      }),
      { numRuns: 100 },
    )
  })

  test('on fixes ten seconds apart the distance equals the mean speed times the time', () => {
    const steps = vehicles
      .slice(0, 60)
      .flatMap(({ imei }) => pairs(world.fixesBetween(imei, MONDAY_MS, MONDAY_MS + 6 * 3_600_000)))
      .filter(([a, b]) => b.atMs - a.atMs === 10_000 && (a.speedKph ?? 0) > 30 && (b.speedKph ?? 0) > 30)
    expect(steps.length).toBeGreaterThan(5000)
    const off = steps.filter(([a, b]) => {
      const expected = (((a.speedKph ?? 0) + (b.speedKph ?? 0)) / 2 / 3.6) * 10
      return Math.abs(distanceM(a, b) - expected) > 0.2 * expected + 12
    })
    expect(off.length / steps.length).toBeLessThan(0.02)
  })

  test('a moving vehicle heads where it goes next', () => {
    const steps = vehicles
      .slice(0, 40)
      .flatMap(({ imei }) => pairs(world.fixesBetween(imei, MONDAY_MS, MONDAY_MS + 3 * 3_600_000)))
      .filter(([a, b]) => b.atMs - a.atMs === 10_000 && (a.speedKph ?? 0) > 60 && (b.speedKph ?? 0) > 60)
    const off = steps.filter(([a, b]) => {
      const north = b.lat - a.lat
      const east = (b.lng - a.lng) * Math.cos((a.lat * Math.PI) / 180)
      const course = (Math.atan2(east, north) * 180) / Math.PI
      return Math.abs(((course - (a.headingDeg ?? 0) + 540) % 360) - 180) > 25
    })
    expect(steps.length).toBeGreaterThan(500)
    expect(off.length / steps.length).toBeLessThan(0.02)
  })

  test('the odometer never runs backwards', () => {
    fc.assert(
      fc.property(anyDevice, anyMoment, fc.integer({ min: 1, max: 40 * DAY_MS }), (index, atMs, laterMs) => {
        const imei = imeiAt(index)
        expect(world.stateAt(imei, atMs + laterMs).odometerKm).toBeGreaterThanOrEqual(
          world.stateAt(imei, atMs).odometerKm,
        )
      }),
      { numRuns: 200 },
    )
  })

  test('odometers read what vehicles of a few years read', () => {
    const read = vehicles.map(({ imei }) => world.stateAt(imei, Date.UTC(2026, 10, 20)).odometerKm)
    expect(Math.min(...read)).toBeGreaterThan(1000)
    expect(Math.max(...read)).toBeLessThan(1_000_000)
  })

  test('the odometer grows by what the trips add up to', () => {
    const compared = vehicles.slice(0, 50).map(({ imei }) => {
      const trips = world.tripsBetween(imei, MONDAY_MS, MONDAY_MS + 3 * DAY_MS)
      const { odometerKm: before } = world.stateAt(imei, MONDAY_MS)
      const { odometerKm: after } = world.stateAt(imei, MONDAY_MS + 3 * DAY_MS)
      return {
        grown: after - before,
        driven: trips.reduce((sum, trip) => sum + trip.distanceM, 0) / 1000,
        imei,
      }
    })
    // Vehicles out of contact at either end report an older odometer, so a few may differ.
    const off = compared.filter(({ grown, driven }) => Math.abs(grown - driven) > 2)
    expect(off.length).toBeLessThan(8)
  })

  test('in every hour of a day and of a week at least three in ten vehicles are moving', () => {
    for (let hour = 0; hour < 24; hour++) {
      expect(movingShare(world, MONDAY_MS + hour * 3_600_000 + 420_000)).toBeGreaterThanOrEqual(0.3)
    }
    for (let day = 0; day < 14; day++) {
      expect(movingShare(world, MONDAY_MS + day * DAY_MS + 4 * 3_600_000)).toBeGreaterThanOrEqual(0.28)
    }
  })

  test('all statuses, all sources and long silences occur', () => {
    const states = world.devices.map(({ imei }) => world.stateAt(imei, MONDAY_MS + 12 * 3_600_000))
    expect(new Set(states.map(statusOf))).toEqual(
      new Set(['moving', 'idling', 'parked', 'offline', 'expired']),
    )
    expect(new Set(states.map(({ fix }) => fix?.source ?? 'never'))).toEqual(
      new Set(['gps', 'wifi', 'cell', 'never']),
    )
    expect(states.some(({ heartbeatAtMs }) => MONDAY_MS - heartbeatAtMs > 3 * DAY_MS)).toBe(true)
  })
})

function pairs(fixes: readonly WorldFix[]): [WorldFix, WorldFix][] {
  const satellite = fixes.filter(({ source }) => source === 'gps')
  return satellite.slice(1).map((fix, i) => [satellite[i] ?? fix, fix])
}
