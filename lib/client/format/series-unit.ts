// What a chart of readings is told in: the reader's units.

import type { SeriesUnit } from '@/lib/domain/api/telemetry'
import { fromCelsius, fromKm, fromLitres } from '@/lib/domain/units'
import type { FormatPreferences } from './preferences'

type Units = Pick<FormatPreferences, 'units' | 'temperatureUnit' | 'volumeUnit'>

/** The unit a series is shown in, as its message under `units`; null for numbers without one. */
export function shownUnit(unit: SeriesUnit | null, preferences: Units): string | null {
  switch (unit) {
    case 'kph':
      return preferences.units === 'metric' ? 'kph' : 'mph'
    case 'celsius':
      return preferences.temperatureUnit
    case 'litre':
      return preferences.volumeUnit === 'litre' ? 'litres' : 'gallons'
    case 'volt':
      return 'volts'
    case 'cm':
      return 'centimetres'
    default:
      return unit
  }
}

/** A value of a series in the unit it is shown in. */
export function inShownUnit(
  value: number,
  unit: SeriesUnit | null,
  { units, temperatureUnit, volumeUnit }: Units,
): number {
  if (unit === 'kph') return fromKm(value, units)
  if (unit === 'celsius') return fromCelsius(value, temperatureUnit)
  return unit === 'litre' ? fromLitres(value, volumeUnit) : value
}
