// Patches of one device as they may come, few moments and values apart, so that they meet in every way.

import fc from 'fast-check'
import { FIX_SOURCES } from '@/lib/domain/vehicle'
import type { FixReading, Reading } from '@/lib/server/live/readings'
import type { StatePatch } from '@/lib/server/live/state-patch'

/** Patches of `deviceId` within four seconds from `startMs`. Every value can be stored. */
export function anyPatch(deviceId: string, startMs: number): fc.Arbitrary<StatePatch> {
  const atMs = fc.integer({ min: 0, max: 4 }).map((second) => startMs + second * 1000)
  const reading = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Reading<Value> | undefined> =>
    said(fc.record({ atMs, value }))
  const flag = reading(fc.boolean())
  const number = reading(fc.constantFrom(0, 1.5, 7))
  return fc.record({
    deviceId: fc.constant(deviceId),
    receivedAtMs: atMs.map((ms) => ms + 10_000),
    heartbeatAtMs: said(atMs),
    fix: said(anyFix(atMs)),
    ignition: flag,
    online: flag,
    expired: flag,
    batteryPercent: reading(fc.constantFrom(0, 50, 100)),
    charging: flag,
    externalPower: number,
    signalLevel: reading(fc.integer({ min: 0, max: 4 })),
    odometerKm: number,
    temperatureC: number,
    humidityPercent: number,
    switches: said(
      fc.record({
        atMs,
        armed: nullable(fc.boolean()),
        fuelCut: nullable(fc.boolean()),
        remoteLocked: nullable(fc.boolean()),
      }),
    ),
  })
}

function anyFix(atMs: fc.Arbitrary<number>): fc.Arbitrary<FixReading> {
  return fc.record({
    atMs,
    lat: fc.constantFrom(0, 41.15),
    lng: fc.constantFrom(0, -8.61),
    // On either side of both thresholds of `vehicleStatus`.
    speedKph: nullable(fc.constantFrom(0, 2.9, 3, 7.9, 8)),
    headingDeg: nullable(fc.constantFrom(0, 359)),
    source: nullable(fc.constantFrom(...FIX_SOURCES)),
    satellites: nullable(fc.constantFrom(0, 9)),
    accuracyM: nullable(fc.constantFrom(0, 80)),
    altitudeM: nullable(fc.constantFrom(-1, 31)),
    // Their order by bytes is not that of a dictionary.
    address: nullable(fc.constantFrom('Zoo', 'abbey', 'Ärmel')),
  })
}

function said<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.option(value, { nil: undefined })
}

function nullable<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> {
  return fc.option(value, { nil: null })
}
