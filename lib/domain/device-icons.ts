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

/** What else pictures are called, such as in the languages of the screen. */
export type IconWords = Partial<Record<VehicleIcon, readonly string[]>>

/** The picture that somebody names, by our word, a roster's, or one of `words`, however it is written; null for none. */
export function parseIcon(text: string, words: IconWords = {}): VehicleIcon | null {
  const word = plainWord(text)
  const isIt = (icon: VehicleIcon) =>
    [icon, iconInRoster(icon), ...(words[icon] ?? [])].some((each) => plainWord(each) === word)
  return VEHICLE_ICONS.find(isIt) ?? null
}

function plainWord(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '')
}
