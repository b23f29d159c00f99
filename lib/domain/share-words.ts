// How ages, spans and sentences of the share page read, the same on the server and in the page's own small script.

import { fromKm, type UnitSystem } from './units'

/** Puts values into `{name}` places of a text. Unknown names stay as they are. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}

/** "12 sec ago", "3 min ago", "2 hr ago" in a language; never in the future, however clocks differ. */
export function agoText(ageMs: number, locale: string): string {
  const [amount, unit] = largestUnit(ageMs)
  return new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'always' }).format(-amount, unit)
}

/** "55 min", "2 hr" in a language, rounded down. */
export function spanText(ms: number, locale: string): string {
  const [amount, unit] = largestUnit(ms)
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(amount)
}

/** "Tue 24 Nov, 08:00 GMT+1" in a language, by the clock of whoever reads it unless another zone is told. */
export function momentText(atMs: number, locale: string, timeZone?: string): string {
  const day = { weekday: 'short', day: 'numeric', month: 'short' } as const
  const time = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short', timeZone } as const
  return new Intl.DateTimeFormat(locale, { ...day, ...time }).format(atMs)
}

/** "42 km/h" or "26 mph" in a language. */
export function speedText(speedKph: number, locale: string, system: UnitSystem): string {
  const unit = system === 'metric' ? 'kilometer-per-hour' : 'mile-per-hour'
  const format = { style: 'unit', unit, maximumFractionDigits: 0 } as const
  return new Intl.NumberFormat(locale, format).format(fromKm(speedKph, system))
}

/** A position in degrees, four decimals: about 10 m. */
export function positionText(lat: number, lng: number): string {
  return `${lat.toFixed(4)}, ${lng.toFixed(4)}`
}

function largestUnit(ms: number): [number, 'second' | 'minute' | 'hour' | 'day'] {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return [seconds, 'second']
  if (seconds < 3600) return [Math.floor(seconds / 60), 'minute']
  if (seconds < 48 * 3600) return [Math.floor(seconds / 3600), 'hour']
  return [Math.floor(seconds / 86_400), 'day']
}
