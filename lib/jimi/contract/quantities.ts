// Scalars of the measured values in the vendor's rows: unit, range and wire form of each, named as the domain names them.

import type { FixSource } from '@/lib/domain/vehicle'
import { choice, number, numberText } from '../wire/codecs'

/** WGS84 degrees. */
export const lat = number({ min: -90, max: 90 })
export const lng = number({ min: -180, max: 180 })

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
export const temperatureCText = numberText({ min: -100, max: 1000 })
export const litresPer100KmText = numberText({ min: 0, max: 1000 })
/** Trust in a fix: 1 worst to 3 best. */
export const confidence = number({ min: 1, max: 3, int: true })
export const durationSec = number({ min: 0, max: 366 * 86_400 })
/** A distance in whichever unit the connection uses: see trip-distance.ts. */
export const distance = number({ min: 0, max: 10_000_000_000 })

/** How a position was found, in latest positions. */
export const fixSource = choice<FixSource>({ gps: 'GPS', cell: 'LBS', wifi: 'WIFI', beacon: 'BEACON' })
/** How a position was found, in tracks. The document numbers three; 4 is ours, so that a beacon survives a round trip. */
export const fixSourceNumber = choice<FixSource>({ gps: 1, cell: 2, wifi: 3, beacon: 4 })
