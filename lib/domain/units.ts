// Conversions between the units we store (metric) and the ones people read. Numbers only, no words.

export const UNIT_SYSTEMS = ['metric', 'imperial'] as const
export type UnitSystem = (typeof UNIT_SYSTEMS)[number]

/** International mile, exactly 1.609344 km. */
const KM_PER_MILE = 1.609344
/** International foot, exactly 0.3048 m. */
const M_PER_FOOT = 0.3048

/** Kilometres to kilometres or miles; also right for speeds in km/h. */
export function fromKm(km: number, system: UnitSystem): number {
  return system === 'metric' ? km : km / KM_PER_MILE
}

/** Metres to metres or feet. */
export function fromMetres(metres: number, system: UnitSystem): number {
  return system === 'metric' ? metres : metres / M_PER_FOOT
}
