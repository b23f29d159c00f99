// Scalars of the measured values in the vendor's rows: unit, range and wire form of each, named as the domain names them.

import { z } from 'zod'
import type { FixSource } from '@/lib/domain/vehicle'
import { choice, number, numberText, scalar } from '../wire/codecs'
import { textOf } from '../wire/raw'
import { parseUtcText } from '../wire/times'

/** WGS84 degrees. */
export const lat = number({ min: -90, max: 90 })
export const lng = number({ min: -180, max: 180 })

/** Degrees as text with six decimals at most: a tenth of a metre. */
export const latText = degreesText(90)
export const lngText = degreesText(180)

const speedRange = { min: 0, max: 1000 }
const headingRange = { min: 0, max: 360 }

/** km/h. The vendor sends -1 for unknown, which is out of range. */
export const speedKph = number(speedRange)
export const speedKphText = numberText(speedRange)
/** Degrees clockwise from north, 0 to 360; -1 is unknown. */
export const headingDeg = number(headingRange)
export const headingDegText = numberText(headingRange)

export const percentText = numberText({ min: 0, max: 100 })
export const batteryVoltageVText = numberText({ min: 0, max: 100 })
/** External supply: percent by the document, volts on many models. */
export const externalPowerText = numberText({ min: 0, max: 1000 })
/** Mobile network level: 0 none to 4 very strong. */
export const signalLevelText = numberText({ min: 0, max: 4, int: true })
export const satellites = number({ min: 0, max: 200, int: true })
export const satellitesText = numberText({ min: 0, max: 200, int: true })
export const odometerKmText = numberText({ min: 0, max: 100_000_000 })
/** Kilometres, sent as metres in text. */
export const odometerSentInMetres = scalar(odometerKmText.out, {
  decode: (value) => kilometresOf(z.safeDecode(distance, value).data),
  encode: (km) => String(Math.round(km * 1000)),
  form: 'metres, as text',
})
export const temperatureCText = numberText({ min: -100, max: 1000 })
export const litresPer100KmText = numberText({ min: 0, max: 1000 })
/** Trust in a fix: 1 worst to 3 best. */
export const confidence = number({ min: 1, max: 3, int: true })
const durationRange = { min: 0, max: 366 * 86_400 }
export const durationSec = number(durationRange)
/** Seconds as text, read from `HH:mm:ss` too. */
export const durationSecText = scalar(durationSec.out, {
  decode: durationOf,
  encode: String,
  form: 'seconds, as text',
})
/** The same, sent as `HH:mm:ss`. */
export const durationClockText = scalar(durationSec.out, {
  decode: durationOf,
  encode: clockOf,
  form: '`HH:mm:ss`',
})
/** A calendar day, `yyyy-MM-dd`. */
export const day = scalar(z.iso.date(), { decode: dayOf, encode: (value) => value, form: '`yyyy-MM-dd`' })
export const distanceKmText = numberText({ min: 0, max: 10_000_000 })
export const fuelLitresText = numberText({ min: 0, max: 1_000_000 })
/** How many of something. */
export const count = number({ min: 0, max: 1_000_000_000, int: true })
export const countText = numberText({ min: 0, max: 1_000_000_000, int: true })
/** A distance in whichever unit the connection uses: see trip-distance.ts. */
export const distance = number({ min: 0, max: 10_000_000_000 })

/** How a position was found, in latest positions. */
export const fixSource = choice<FixSource>({ gps: 'GPS', cell: 'LBS', wifi: 'WIFI', beacon: 'BEACON' })
/** How a position was found, in tracks. The document numbers three; 4 is ours, so that a beacon survives a round trip. */
export const fixSourceNumber = choice<FixSource>({ gps: 1, cell: 2, wifi: 3, beacon: 4 })
/** How a position of a tag was found. */
export const fixSourceOfTag = choice<FixSource>(
  { gps: '1', cell: '2', wifi: '3', beacon: '5' },
  { gps: 'gps', lbs: 'cell', wifi: 'wifi', beacon: 'beacon' },
)

/** Half a position is none, and 0,0 is what the vendor sends for devices without a fix or past their expiry. */
export function withoutNullIsland<T extends { lat?: number; lng?: number }>(row: T): T {
  const { lat, lng } = row
  const known = lat !== undefined && lng !== undefined && (lat !== 0 || lng !== 0)
  return known ? row : { ...row, lat: undefined, lng: undefined }
}

function kilometresOf(metres: number | undefined): number | undefined {
  return metres === undefined ? undefined : metres / 1000
}

function degreesText(limit: number) {
  const degrees = number({ min: -limit, max: limit })
  return scalar(degrees.out, {
    decode: (value) => z.safeDecode(degrees, value).data,
    encode: (value) => String(Number(value.toFixed(6))),
    form: 'degrees, as text',
  })
}

const CLOCK = /^(\d{1,4}):([0-5]?\d):([0-5]?\d)$/

function durationOf(value: unknown): number | undefined {
  const match = CLOCK.exec(textOf(value) ?? '')
  if (!match) return z.safeDecode(durationSec, value).data
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(1).map(Number)
  return hours * 3600 + minutes * 60 + seconds
}

function clockOf(seconds: number): string {
  const whole = Math.floor(seconds)
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}

function dayOf(value: unknown): string | undefined {
  const text = textOf(value)?.slice(0, 10)
  return text !== undefined && parseUtcText(`${text} 00:00:00`) ? text : undefined
}
