// The time zones a browser knows, as people choose among them. It owns names and their search; what a zone does is
// lib/domain/time.ts.

import { isTimeZone } from '@/lib/domain/time'

/** `offset` as it is now, "GMT+5:45". */
export type ZoneOption = { id: string; offset: string }

/** Every zone by name, with its offset at `at`. Takes some hundredths of a second, so ask once. */
export function listZones(at: Date): ZoneOption[] {
  const names = new Set(['UTC', ...Intl.supportedValuesOf('timeZone').map(currentName)])
  return [...names].toSorted().map((id) => ({ id, offset: offsetOf(id, at) }))
}

/** The zone a text names, spelled as in the list whatever its capitals and spaces; null when there is none. */
export function findZone(text: string): string | null {
  const asName = text.trim().replaceAll(/\s+/g, '_')
  if (!isTimeZone(asName)) return null
  const lower = asName.toLowerCase()
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone').map(currentName)]
  return known.find((zone) => zone.toLowerCase() === lower) ?? asName
}

/** Whether a zone answers what somebody types: "new york" finds America/New_York. */
export function isZoneMatch(zone: string, typed: string): boolean {
  return plain(zone).includes(plain(typed))
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[\s_/]+/g, ' ')
    .trim()
}

function offsetOf(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(at)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
}

/** Browsers list some zones by the name they had decades ago, which nobody looks for any more. */
function currentName(zone: string): string {
  const current = RENAMED[zone]
  return current !== undefined && isTimeZone(current) ? current : zone
}

// The backward links of the IANA database that CLDR keeps as names.
const RENAMED: Record<string, string> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
}
