// Consumption in the units people read: a volume for a hundred of their distance.

import { fromKm, fromLitres, type UnitSystem, type VolumeUnit } from '../units'

/** Litres per 100 km as litres or US gallons per 100 km or 100 miles: always a volume, so that less is better. */
export function fromLitresPer100Km(value: number, system: UnitSystem, volume: VolumeUnit): number {
  return fromLitres(value, volume) / fromKm(1, system)
}
