import { describe, expect, test } from 'vitest'
import { distanceM } from './geo'
import { createWorld } from './world'

const DAY_MS = 86_400_000
const MONDAY_MS = Date.UTC(2026, 2, 16)
const world = createWorld({ seed: 3, devices: 120 })

describe('trips', () => {
  test('come in order, do not overlap, and lie within the span asked for', () => {
    for (const { imei } of world.devices) {
      const span = { fromMs: MONDAY_MS + 7_000_123, toMs: MONDAY_MS + 2 * DAY_MS }
      const trips = world.tripsBetween(imei, span.fromMs, span.toMs)
      let lastEndMs = span.fromMs
      for (const trip of trips) {
        expect(trip.startMs).toBeGreaterThanOrEqual(lastEndMs)
        expect(trip.endMs).toBeGreaterThan(trip.startMs)
        lastEndMs = trip.endMs
      }
      expect(lastEndMs).toBeLessThanOrEqual(span.toMs)
    }
  })

  test('begin and end where the fixes of the time are', () => {
    const device = world.devices.find(({ kind, account }) => kind === 'tracker' && account === 'porto-haul')
    const imei = device?.imei ?? ''
    for (const trip of world.tripsBetween(imei, MONDAY_MS, MONDAY_MS + DAY_MS)) {
      const [fix] = world.fixesBetween(imei, trip.startMs, trip.startMs + 11_000)
      if (!fix) continue
      expect(distanceM(fix, { lat: trip.startLat, lng: trip.startLng })).toBeLessThan(130)
      expect(trip.maxSpeedKph).toBeGreaterThan(20)
    }
  })

  test('a span cut in two has the same total distance', () => {
    for (const { imei } of world.devices.slice(0, 40)) {
      const total = (fromMs: number, toMs: number) =>
        world.tripsBetween(imei, fromMs, toMs).reduce((sum, trip) => sum + trip.distanceM, 0)
      const cutMs = MONDAY_MS + 9.37 * 3_600_000
      const whole = total(MONDAY_MS, MONDAY_MS + DAY_MS)
      expect(
        Math.abs(total(MONDAY_MS, cutMs) + total(cutMs, MONDAY_MS + DAY_MS) - whole),
      ).toBeLessThanOrEqual(2)
    }
  })
})

describe('alarms', () => {
  const alarms = world.devices.flatMap(({ imei }) =>
    world.alarmsBetween(imei, MONDAY_MS, MONDAY_MS + 30 * DAY_MS),
  )

  test('of several kinds occur in a month, SOS rarely', () => {
    const count = (code: string) => alarms.filter((alarm) => alarm.code === code).length
    for (const code of ['6', '48', 'in', 'out', 'offline', 'ACC_ON', 'ACC_OFF', 'stayAlertOn']) {
      expect(count(code), code).toBeGreaterThan(0)
    }
    expect(count('1')).toBeLessThan(world.devices.length)
  })

  test('overspeed is raised at a moment of high speed', () => {
    const overspeed = alarms.filter(({ code }) => code === '6')
    expect(Math.min(...overspeed.map(({ speedKph }) => speedKph))).toBeGreaterThanOrEqual(60)
  })

  test('a span holds exactly the alarms of its parts', () => {
    const imei = world.devices[2]?.imei ?? ''
    const cutMs = MONDAY_MS + 3.4 * DAY_MS
    const parts = [
      ...world.alarmsBetween(imei, MONDAY_MS, cutMs),
      ...world.alarmsBetween(imei, cutMs + 1, MONDAY_MS + 7 * DAY_MS),
    ]
    expect(parts).toEqual(world.alarmsBetween(imei, MONDAY_MS, MONDAY_MS + 7 * DAY_MS))
  })
})
