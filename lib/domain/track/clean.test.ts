import { expect, test } from 'vitest'
import { cleanTrack, FLAWS } from './clean'
import { MadeTrack } from './made-track.test-helper'
import { toPoints } from './points'
import { DEFAULT_TRIP_SETTINGS } from './settings'

const flawsOf = (made: MadeTrack) =>
  [...cleanTrack(made.points(), DEFAULT_TRIP_SETTINGS).flaw].map((flaw) => FLAWS[flaw])

test('fixes come out in order of time, those of one moment in the order they came, and nothing is lost', () => {
  const { fixes } = new MadeTrack().drive(50, 36)
  const shuffled = [3, 0, 4, 1, 2].flatMap((index) => fixes[index] ?? [])
  const { points, good } = cleanTrack(toPoints(shuffled), DEFAULT_TRIP_SETTINGS)
  expect([...points.atMs]).toEqual(fixes.map(({ atMs }) => atMs))
  expect([...points.lat]).toEqual(fixes.map(({ lat }) => lat))
  expect([...good]).toEqual([0, 1, 2, 3, 4])
})

test('cells, Wi-Fi, beacons and 0,0 are marked; the equator and the first meridian are places', () => {
  const made = new MadeTrack()
    .fix({ source: 'wifi' })
    .silent(10)
    .fix({ source: 'cell' })
    .silent(10)
    .fix({ source: 'beacon' })
    .silent(10)
    .fix({ lat: 0, lng: 0 })
  expect(flawsOf(made)).toEqual(['coarse', 'coarse', 'coarse', 'nowhere'])
  expect(flawsOf(new MadeTrack().fix({ lat: 0 }))).toEqual(['none'])
  expect(flawsOf(new MadeTrack().fix({ lng: 0 }))).toEqual(['none'])
})

test('of several fixes of one moment the first satellite one counts', () => {
  const made = new MadeTrack().fix({ source: 'cell' }).fix().fix({ offM: 5 }).silent(10).fix()
  expect(flawsOf(made)).toEqual(['coarse', 'none', 'repeat', 'none'])
})

test('a fix further than 250 km/h and a hundred metres of noise allow is a jump, one metre less is not', () => {
  // 10 s at 250 km/h are 694.4 m.
  const untold = { kph: null }
  const away = (offM: number) =>
    new MadeTrack().drive(30, 0, untold).silent(10).fix({ offM, speedKph: null }).drive(30, 0, untold)
  expect(flawsOf(away(793))[3]).toBe('none')
  expect(flawsOf(away(796))[3]).toBe('jump')
})

test('a bad first fix is the jump, and not the whole track after it', () => {
  const made = new MadeTrack().fix({ offM: 90_000 }).drive(60, 36)
  expect(flawsOf(made)).toEqual(['jump', ...Array(6).fill('none')])
})

test('two bad fixes that agree are jumps; three are where the vehicle is now, by ferry for instance', () => {
  const carried = (count: number) => {
    const made = new MadeTrack().drive(60, 36)
    for (let fix = 0; fix < count; fix++) made.silent(1).fix({ offM: 50_000 })
    return made
  }
  expect(flawsOf(carried(2).drive(30, 36)).slice(6)).toEqual(['jump', 'jump', 'none', 'none', 'none'])
  expect(flawsOf(carried(3)).includes('jump')).toBe(false)
})

test('a spike at a possible speed is a jump when the device told a speed that does not fit', () => {
  const spike = (told: number | null) =>
    new MadeTrack()
      .drive(120, 20, { everySec: 60, kph: told })
      .silent(60)
      .fix({ offM: 2_000, speedKph: told })
      .drive(120, 20, { everySec: 60, kph: told })
  expect(flawsOf(spike(20))).toEqual(['none', 'none', 'jump', 'none', 'none'])
  expect(flawsOf(spike(90))).toEqual(['none', 'none', 'none', 'none', 'none'])
  expect(flawsOf(spike(null))).toEqual(['none', 'none', 'none', 'none', 'none'])
})
