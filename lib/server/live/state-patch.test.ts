import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyPatch } from '@/tests/live/any-patch'
import { MAX_AHEAD_MS, mergePatches, type PushedItem, patchOf } from './state-patch'

const T0 = Date.UTC(2026, 0, 15, 8, 0, 0)
const NOW = T0 + 60_000
const CONTEXT = { deviceId: 'v1', receivedAtMs: NOW }
const imei = '860000000000001'
const at = (seconds = 0) => new Date(T0 + seconds * 1000)
const said = (pushed: PushedItem) => patchOf(pushed, CONTEXT)

describe('two patches', () => {
  const patch = anyPatch('v1', T0)

  test('say the same together in whatever order, grouping and repetition', () => {
    fc.assert(
      fc.property(patch, patch, patch, (a, b, c) => {
        expect(mergePatches(a, b)).toEqual(mergePatches(b, a))
        expect(mergePatches(mergePatches(a, b), c)).toEqual(mergePatches(a, mergePatches(b, c)))
        expect(mergePatches(a, a)).toEqual(a)
      }),
      { numRuns: 1000 },
    )
  })

  test('survive the way between processes', () => {
    fc.assert(
      fc.property(patch, (a) => {
        expect(JSON.parse(JSON.stringify(a))).toEqual(a)
      }),
    )
  })
})

describe('what a push says of the state', () => {
  const gps = { imei, fixAt: at(), gatewayAt: at(2), lat: 41.15, lng: -8.61, source: 'gps' as const }

  test('a live fix says place, ignition, mileage and that the device is connected', () => {
    const item = { ...gps, ignition: true, speedKph: 12, headingDeg: 360, odometerM: 1500 }
    expect(said({ topic: 'pushgps', item })).toEqual({
      ...CONTEXT,
      fix: {
        atMs: T0,
        lat: 41.15,
        lng: -8.61,
        speedKph: 12,
        headingDeg: 0,
        source: 'gps',
        satellites: null,
        accuracyM: null,
        altitudeM: null,
        address: null,
      },
      ignition: { atMs: T0, value: true },
      odometerKm: { atMs: T0, value: 1.5 },
      online: { atMs: T0 + 2000, value: true },
    })
  })

  test('a fix that was sent again later does not say that the device is connected now', () => {
    expect(said({ topic: 'pushgps', item: { ...gps, resent: true } })?.online).toBeUndefined()
  })

  test('a contact without a fix is a sign of life and no place', () => {
    const { lat: _, lng: __, ...item } = gps
    const patch = said({ topic: 'pushgps', item })
    expect(patch?.fix).toBeUndefined()
    expect(patch).toMatchObject({ heartbeatAtMs: T0 + 2000, online: { value: true } })
  })

  test('a heartbeat says what it carries, and its switches as a whole', () => {
    const item = { imei, at: at(), batteryPercent: 90, signalPercent: 80, charging: true, armed: false }
    expect(said({ topic: 'pushhb', item })).toEqual({
      ...CONTEXT,
      heartbeatAtMs: T0,
      online: { atMs: T0, value: true },
      batteryPercent: { atMs: T0, value: 90 },
      charging: { atMs: T0, value: true },
      // 80 percent lies in the last quarter.
      signalLevel: { atMs: T0, value: 4 },
      switches: { atMs: T0, armed: false, fuelCut: null, remoteLocked: null },
    })
  })

  test('signing on and off say so, other words nothing', () => {
    const event = (state: 'login' | 'logout' | 'unknown') =>
      said({ topic: 'pushevent', item: { imei, at: at(), word: '', state } })
    expect([event('login'), event('logout')]).toMatchObject([
      { online: { atMs: T0, value: true } },
      { online: { atMs: T0, value: false } },
    ])
    expect(event('unknown')).toBeNull()
  })

  test('sensors say their values and nothing of the connection', () => {
    expect(said({ topic: 'pushtem', item: { imei, measuredAt: at(), temperatureC: 4.5 } })).toEqual({
      ...CONTEXT,
      temperatureC: { atMs: T0, value: 4.5 },
    })
    expect(said({ topic: 'pushobd', item: { imei, at: at(), ignition: false, values: [] } })).toEqual({
      ...CONTEXT,
      ignition: { atMs: T0, value: false },
    })
    const extension = { imei, postedAt: at(), extensionId: 8197, contentText: '', values: [] }
    expect(
      said({
        topic: 'pushTerminalTransInfo',
        item: { ...extension, externalVoltageV: 12.6, batteryPercent: 71.6 },
      }),
    ).toEqual({
      ...CONTEXT,
      externalPower: { atMs: T0, value: 12.6 },
      batteryPercent: { atMs: T0, value: 72 },
    })
  })

  test('an alarm moves nothing, although it carries a place', () => {
    const item = { imei, kind: 'alarm', protocol: 'jimi', code: '1', startedAt: at(), ended: false } as const
    expect(said({ topic: 'pushalarm', item: { ...item, files: [], lat: 41, lng: -8 } })).toBeNull()
  })

  test('a moment more than ten minutes ahead is not believed, and the rest of the item is', () => {
    const fixAt = new Date(NOW + MAX_AHEAD_MS + 1)
    expect(said({ topic: 'pushgps', item: { ...gps, fixAt } })).toEqual({
      ...CONTEXT,
      online: { atMs: T0 + 2000, value: true },
    })
    expect(said({ topic: 'pushhb', item: { imei, at: fixAt } })).toBeNull()
  })
})
