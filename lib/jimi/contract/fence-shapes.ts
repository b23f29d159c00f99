// How the vendor writes fences: lists of points in shifted coordinates, radii, colours, and what sets an alarm off.

import { z } from 'zod'
import { fromGcj02, type LatLng, toGcj02 } from '@/lib/domain/gcj02'
import { choice, choices, number, numberText, scalar } from '../wire/codecs'
import { partsOf, textOf } from '../wire/raw'

/** A circle has one point and a radius, a polygon three points or more. */
export const fenceShape = choice({ circle: 'circle', polygon: 'polygon' })

const MAX_POINTS = 2000
const degrees = { lat: number({ min: -90, max: 90 }), lng: number({ min: -180, max: 180 }) }
const points = z
  .array(z.object({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) }))
  .min(1)
  .max(MAX_POINTS)

/** Points as sent, `#` between them. WGS84 here, GCJ-02 on the wire inside China. A ring is sent without its closing point. */
export const fencePointsSent = pointsWith('#')
/** Points as answered, `;` between them. */
export const fencePointsAnswered = pointsWith(';')

/** What a fence reports: entering, leaving, or that a device stayed away or stayed inside for some days. */
const ALERTS = { enter: 'in', leave: 'out', stayAway: 'stayTimeIn', stayInside: 'stayTimeOut' } as const
export type FenceAlert = keyof typeof ALERTS

export const fenceAlertsSent = choices<FenceAlert>(ALERTS, { min: 1 })
/** An alert we don't know is passed over. */
export const fenceAlertsAnswered = choices<FenceAlert>(ALERTS, { min: 0, skipUnknown: true })
/** What a fence inside a device reports. */
export const crossingAlerts = choices({ enter: 'in', leave: 'out' }, { min: 1 })

/** Days a device may stay away or inside. One document says seconds; those that describe the method say days. */
export const stayDays = number({ min: 1, max: 36_500, int: true })

/** `#RRGGBB`, in lower case here. The vendor's default is written in capitals, and answers come in lower case. */
export const fenceColorSent = colorWith((color) => color.toUpperCase())
export const fenceColorAnswered = colorWith((color) => color)

/** Metres. The document's limits for what is sent; answers show values outside them. */
export const fenceRadiusMSent = numberText({ min: 200, max: 5000 })
export const fenceRadiusMAnswered = numberText({ min: 0, max: 10_000_000 })

/** Metres, rounded up to the steps of 100 m that devices take, 1 to 9999 of them. */
export const deviceFenceRadiusM = scalar(z.number().min(1).max(999_900), {
  decode: (value) => {
    const steps = z.safeDecode(number({ min: 1, max: 9999, int: true }), value).data
    return steps === undefined ? undefined : steps * 100
  },
  encode: (metres) => String(Math.ceil(metres / 100)),
  form: 'steps of 100 m, 1 to 9999',
})

/** Device numbers as a fence lists them, kept whatever their form, so that none is lost when the list is sent back. */
export const listedDevices = scalar(z.array(z.string().regex(/^[\w-]{1,40}$/)).max(100_000), {
  decode: partsOf,
  encode: (value) => value.join(','),
  form: 'device numbers, comma separated',
})

function pointsWith(separator: '#' | ';') {
  return scalar<LatLng[]>(points, {
    decode: (value) =>
      textOf(value)
        ?.split(/[#;|]/, MAX_POINTS + 1)
        .map(pointOf),
    encode: (value) => unclosed(value).map(toGcj02).map(textOfPoint).join(separator),
    form: `\`lat,lng\`, latitude first, \`${separator}\` between points, GCJ-02 inside China`,
  })
}

function pointOf(text: string): LatLng {
  const [lat, lng, ...rest] = text.split(',')
  const point = { lat: z.safeDecode(degrees.lat, lat).data, lng: z.safeDecode(degrees.lng, lng).data }
  // Not a number is what the schema refuses.
  if (point.lat === undefined || point.lng === undefined || rest.length > 0)
    return { lat: Number.NaN, lng: Number.NaN }
  return fromGcj02({ lat: point.lat, lng: point.lng })
}

/** Six decimals, a tenth of a metre. */
function textOfPoint({ lat, lng }: LatLng): string {
  return `${Number(lat.toFixed(6))},${Number(lng.toFixed(6))}`
}

function unclosed(ring: readonly LatLng[]): readonly LatLng[] {
  const [first, last] = [ring[0], ring.at(-1)]
  const isClosed = ring.length > 3 && first?.lat === last?.lat && first?.lng === last?.lng
  return isClosed ? ring.slice(0, -1) : ring
}

function colorWith(write: (color: string) => string) {
  return scalar(z.string().regex(/^#[0-9a-f]{6}$/, 'not a colour'), {
    decode: (value) => textOf(value)?.toLowerCase(),
    encode: write,
    form: '`#RRGGBB`',
  })
}
