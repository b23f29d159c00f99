// How a person reads quantities and times: units, time zone, first day of the week. It owns the choices there are.

import type { WeekStart } from './time'
import type { TemperatureUnit, UnitSystem, VolumeUnit } from './units'

/** `timeZone` is an IANA name, or null for the zone of the device one looks with. */
export type Preferences = {
  unitSystem: UnitSystem
  volumeUnit: VolumeUnit
  temperatureUnit: TemperatureUnit
  weekStart: WeekStart
  timeZone: string | null
}

/** What holds until somebody chooses. */
export const DEFAULT_PREFERENCES: Preferences = {
  unitSystem: 'metric',
  volumeUnit: 'litre',
  temperatureUnit: 'celsius',
  weekStart: 'mon',
  timeZone: null,
}
