// Single values of every family: whatever comes is refused or read as something that is written and read again the same.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import * as codecs from '../wire/codecs'
import { accountPermissions } from './account-permissions'
import * as fence from './fence-shapes'
import { heardCells, heardStations } from './observations'
import * as quantity from './quantities'
import { assertSound } from './sound.test-helper'

/** Each family below is four values or more, so that a run has at least 10,000 cases of each; the next run has others. */
const RUNS = 2_500

/** Pieces that the texts of all families are made of, so that some of what comes is nearly right. */
const piece = fc.constantFrom(
  ...[
    '0',
    '1',
    '22',
    '-70',
    '1e3',
    '460',
    '2312',
    '0.5',
    'NaN',
    'in',
    'out',
    'stayTimeIn',
    'circle',
    'on',
    'OFF',
  ],
  ...[
    ',',
    '|',
    '#',
    ';',
    ':',
    '-',
    ' ',
    '#3b7AFF',
    '111000',
    '868120145233604',
    '1aa20be8c0f1',
    'é',
    '\ud83d',
    '\0',
  ],
  ...[
    '2026-03-18',
    '2026-02-30',
    '10:00:00',
    '2026-03-18 10:00:00',
    'T',
    'Z',
    '.000',
    '22.5,113.9',
    '00:21:00',
  ],
)
const anything = fc.oneof(
  { weight: 4, arbitrary: fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')) },
  { weight: 1, arbitrary: fc.anything() },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.integer({ min: -5, max: 2_000_000_000 }) },
)

const exact: Record<string, codecs.Scalar<unknown>> = {
  text: codecs.text,
  imei: codecs.imei,
  imeiList: codecs.imeiList(3),
  md5Hex: codecs.md5Hex,
  number: codecs.number({ min: -5, max: 5 }),
  numberText: codecs.numberText({ min: -5, max: 5, int: true }),
  flagText: codecs.flagText,
  onOffLower: codecs.onOffLower,
  utcTime: codecs.utcTime,
  isoTime: codecs.isoTime,
  unixMs: codecs.unixMs,
  day: quantity.day,
  durationSecText: quantity.durationSecText,
  fixSourceOfTag: quantity.fixSourceOfTag,
  fenceShape: fence.fenceShape,
  fenceAlertsSent: fence.fenceAlertsSent,
  fenceAlertsAnswered: fence.fenceAlertsAnswered,
  fenceColorSent: fence.fenceColorSent,
  listedDevices: fence.listedDevices,
} as Record<string, codecs.Scalar<unknown>>

/** Written coarser than read: to whole seconds, metres, steps or six decimals. Once written they stay the same. */
const rounded: Record<string, codecs.Scalar<unknown>> = {
  eventTime: codecs.eventTime,
  unixSec: codecs.unixSec,
  latText: quantity.latText,
  durationClockText: quantity.durationClockText,
  odometerSentInMetres: quantity.odometerSentInMetres,
  deviceFenceRadiusM: fence.deviceFenceRadiusM,
} as Record<string, codecs.Scalar<unknown>>

test.each(Object.entries(exact))('%s', (_, codec) => {
  fuzz(codec, (value) => {
    expect(z.decode(codec, z.encode(codec, value))).toEqual(value)
  })
})

test.each([
  ['cells', heardCells],
  ['stations', heardStations],
] as [string, codecs.Scalar<unknown>][])('heard %s, a family of two', (_, codec) => {
  fuzz(codec, (value) => expect(z.decode(codec, z.encode(codec, value))).toEqual(value), 5_000)
})

test('account permissions, a family of one', () => {
  const again = (value: z.output<typeof accountPermissions>) =>
    z.decode(accountPermissions, z.encode(accountPermissions, value))
  fuzz(accountPermissions, (value) => expect(again(value)).toEqual(value), 10_000)
})

test.each(Object.entries(rounded))('%s, rounded', (_, codec) => {
  fuzz(codec, (value) => {
    const again = z.decode(codec, z.encode(codec, value))
    expect(z.encode(codec, again)).toEqual(z.encode(codec, value))
  })
})

test.each([
  ['sent', fence.fencePointsSent],
  ['answered', fence.fencePointsAnswered],
])('fence points as %s', (_, codec) => {
  fuzz(codec, (points) => {
    // Near the border of China the shift comes and goes, so that only what is sound can be asked for.
    const again = z.decode(codec, z.encode(codec, points))
    for (const { lat, lng } of [...points, ...again]) {
      expect(Math.abs(lat)).toBeLessThanOrEqual(90)
      expect(Math.abs(lng)).toBeLessThanOrEqual(180)
    }
  })
})

function fuzz<T>(codec: codecs.Scalar<T>, assertSame: (value: T) => void, runs = RUNS): void {
  fc.assert(
    fc.property(anything, (wire) => {
      const read = z.safeDecode(codec, wire)
      if (!read.success) return
      assertSound(read.data)
      assertSame(read.data)
    }),
    { numRuns: runs },
  )
}
