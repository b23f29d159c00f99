import { describe, expect, test } from 'vitest'
import { mercatorX, mercatorY, metresPerUnit } from '@/components/map/mercator'
import { movingFleet } from './fleet'

const NOW_MS = 1_700_000_000_000

const places = (fleet: ReturnType<typeof movingFleet>) =>
  fleet.vehicles.map(({ telemetry }) => telemetry.position ?? { lat: Number.NaN, lng: Number.NaN })

describe('a moving fleet', () => {
  test('everybody moves with every step, and nobody leaps: at 90 km/h a second is 25 m', () => {
    const fleet = movingFleet(200)
    const before = places(fleet)
    fleet.step(NOW_MS)
    const metres = places(fleet).map(({ lat, lng }, at) => {
      const y = mercatorY(before[at]?.lat ?? 0)
      const dx = mercatorX(lng) - mercatorX(before[at]?.lng ?? 0)
      return Math.hypot(dx, mercatorY(lat) - y) * metresPerUnit(y)
    })
    expect(Math.max(...metres)).toBeLessThan(25.1)
    expect(Math.min(...metres)).toBeGreaterThan(0.5)
  })

  test('with every step some change their status, so that clusters change too', () => {
    const fleet = movingFleet(5_000)
    for (let step = 1; step <= 10; step++) fleet.step(NOW_MS + step * 1_000)
    const idling = fleet.vehicles.filter(({ telemetry }) => telemetry.status === 'idling').length
    // One in 500 a second: about 100 of 5,000 in ten seconds.
    expect(idling).toBeGreaterThan(50)
    expect(idling).toBeLessThan(200)
  })

  test('the same number makes the same fleet', () => {
    expect(places(movingFleet(50))).toEqual(places(movingFleet(50)))
  })

  test('the middle of its box is a town, which every map zooms into', () => {
    const [west = 0, , east = 0] = movingFleet(5_000).bounds() ?? []
    // The middle lies at 10 degrees east; single vehicles at the rim move the box by a few hundredths.
    expect((west + east) / 2).toBeCloseTo(10, 0)
  })
})
