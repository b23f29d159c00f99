// The pictures of vehicles by our words and by those that rosters carry.

import { VEHICLE_ICONS } from './api/device-jobs'

/** One of the pictures the vendor has. */
export type VehicleIcon = (typeof VEHICLE_ICONS)[number]

/** Where the two differ. */
const IN_ROSTERS: Partial<Record<VehicleIcon, string>> = {
  person: 'per',
  motorcycle: 'mtc',
  policeMotorcycle: 'policeMtc',
}

/** The word that a roster has for a picture. */
export function iconInRoster(icon: VehicleIcon): string {
  return IN_ROSTERS[icon] ?? icon
}

/** The picture that somebody names, by our word or by a roster's, however it is written; null for none. */
export function parseIcon(text: string): VehicleIcon | null {
  const word = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '')
  const isIt = (icon: VehicleIcon) => [icon, iconInRoster(icon)].some((each) => each.toLowerCase() === word)
  return VEHICLE_ICONS.find(isIt) ?? null
}
