import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { patchOfReport, type Report } from './location-report'
import { applyPatch, type Telemetry, unknownTelemetry } from './telemetry'

const T0 = Date.UTC(2026, 0, 15, 8, 0, 0)
const MINUTE = 60_000

function report(changes: Partial<Report> = {}): Report {
  const position = { lat: 41, lng: -8 }
  return {
    ...unknownTelemetry(),
    fixAtMs: T0,
    heartbeatAtMs: T0,
    position,
    source: 'gps',
    online: true,
    ...changes,
  }
}

function patchAt(changes: Partial<Report>, receivedAtMs = T0 + MINUTE) {
  return patchOfReport(report(changes), { deviceId: 'v1', receivedAtMs, vendorNowMs: receivedAtMs })
}

function apply(known: Telemetry, changes: Partial<Report>, nowMs = T0 + MINUTE): Telemetry {
  return applyPatch(known, patchAt(changes, nowMs), { nowMs, expiresAtMs: null }).next
}

const parked = apply(unknownTelemetry(), { ignition: false, speedKph: 0 })

describe('the position', () => {
  test('never goes back in time, in whatever order reports arrive', () => {
    const times = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(times, (seconds) => {
        let known = unknownTelemetry()
        for (const second of seconds) {
          const next = apply(known, {
            fixAtMs: T0 + second * 1000,
            heartbeatAtMs: T0 + second * 1000,
            position: { lat: second / 100, lng: 0 },
          })
          expect(next.fixAtMs).toBeGreaterThanOrEqual(known.fixAtMs)
          known = next
        }
        expect(known.position?.lat).toBe(Math.max(...seconds) / 100)
      }),
    )
  })

  test('stays when a newer report brings an older fix, and the rest of the report counts', () => {
    const next = apply(parked, {
      fixAtMs: T0 - MINUTE,
      position: { lat: 0.5, lng: 0.5 },
      heartbeatAtMs: T0 + MINUTE,
      batteryPercent: 40,
    })
    expect(next).toMatchObject({ fixAtMs: T0, position: { lat: 41, lng: -8 }, batteryPercent: 40 })
  })

  test('stays when an expired device reports none', () => {
    const next = apply(parked, { fixAtMs: 0, position: null, expired: true, heartbeatAtMs: T0 + 1 })
    expect(next).toMatchObject({ status: 'expired', position: { lat: 41, lng: -8 }, fixAtMs: T0 })
  })

  test('the same report twice changes nothing and is no new fix', () => {
    const nowMs = T0 + 5 * MINUTE
    const again = applyPatch(parked, patchAt({ ignition: false, speedKph: 0 }, nowMs), {
      nowMs,
      expiresAtMs: null,
    })
    expect(again).toMatchObject({ changed: false, newFix: false })
    // Only that it was told again is known besides: a late word of before counts no more.
    expect(again.next).toEqual({ ...parked, known: again.next.known })
    expect(again.next.known?.online).toEqual({ atMs: nowMs, value: true })
  })
})

describe('readings', () => {
  test('what a report leaves open stays as last known', () => {
    const known = apply(parked, { heartbeatAtMs: T0 + 1, batteryPercent: 70, odometerKm: 12 })
    expect(apply(known, { heartbeatAtMs: T0 + 2 })).toMatchObject({ batteryPercent: 70, odometerKm: 12 })
  })
})

describe('the status', () => {
  test('keeps its beginning while it lasts', () => {
    const later = apply(parked, { fixAtMs: T0 + 9 * MINUTE, heartbeatAtMs: T0 + 9 * MINUTE, ignition: false })
    expect(later).toMatchObject({ status: 'parked', statusSinceMs: T0 })
  })

  test('moving began with the fix that shows it', () => {
    const moving = { fixAtMs: T0 + MINUTE, heartbeatAtMs: T0 + 2 * MINUTE, speedKph: 40, ignition: true }
    expect(apply(parked, moving)).toMatchObject({ status: 'moving', statusSinceMs: T0 + MINUTE })
  })

  test('a silent device has been offline since it was last heard', () => {
    const next = apply(parked, { online: false }, T0 + 60 * MINUTE)
    expect(next).toMatchObject({ status: 'offline', statusSinceMs: T0 })
  })

  test('a term that ran out shows without the vendor saying so', () => {
    const context = { nowMs: T0 + 2 * MINUTE, expiresAtMs: T0 + MINUTE }
    const { next } = applyPatch(parked, patchAt({ heartbeatAtMs: T0 + 1 }), context)
    expect(next).toMatchObject({ status: 'expired', statusSinceMs: T0 + MINUTE })
  })
})
