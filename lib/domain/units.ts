// Conversions between the units we store (metric) and the ones people read. Numbers only, no words.

/** Of distance, length and speed. */
export const UNIT_SYSTEMS = ['metric', 'imperial'] as const
export type UnitSystem = (typeof UNIT_SYSTEMS)[number]

export const VOLUME_UNITS = ['litre', 'us_gallon'] as const
export type VolumeUnit = (typeof VOLUME_UNITS)[number]

export const TEMPERATURE_UNITS = ['celsius', 'fahrenheit'] as const
export type TemperatureUnit = (typeof TEMPERATURE_UNITS)[number]

/** International mile, exactly 1.609344 km. */
const KM_PER_MILE = 1.609344
/** International foot, exactly 0.3048 m. */
const M_PER_FOOT = 0.3048
/** US liquid gallon, exactly 231 cubic inches of 2.54 cm a side: 3.785411784 L. */
const L_PER_US_GALLON = 3.785411784

/** Kilometres to kilometres or miles; also right for speeds in km/h. */
export function fromKm(km: number, system: UnitSystem): number {
  return system === 'metric' ? km : km / KM_PER_MILE
}

/** Metres to metres or feet. */
export function fromMetres(metres: number, system: UnitSystem): number {
  return system === 'metric' ? metres : metres / M_PER_FOOT
}

/** Litres to litres or US gallons. */
export function fromLitres(litres: number, unit: VolumeUnit): number {
  return unit === 'litre' ? litres : litres / L_PER_US_GALLON
}

/** Degrees Celsius to Celsius or Fahrenheit: a temperature, not a difference of two. */
export function fromCelsius(celsius: number, unit: TemperatureUnit): number {
  return unit === 'celsius' ? celsius : celsius * 1.8 + 32
}
