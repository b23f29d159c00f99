// What alarms are called in a reader's language. Names are stored and sent in English, the same for everybody, and put into
// words where they are read; the words of each language are in alarm-names/.

import { OWN_ALARMS } from './alarm-table-own'

/** Names by English ones. Those for `: ` and `, ` are what stands before a fence, and between several alarms. */
export type AlarmNames = Readonly<Record<string, string>>

const FENCE_MARK = ': '
const LIST_MARK = ', '

/**
 * The name of an alarm in the language of `names`: a name of the catalogue, one with its fence behind it ("Fence left: Depot"),
 * or those of several bits ("SOS, Overspeed"). Whatever else it is called, such as by the vendor, stays as it came, and so
 * does everything where `names` is null.
 */
export function alarmNameBy(names: AlarmNames | null, name: string): string {
  if (names === null) return name
  return wordOf(names, name) ?? fenceName(names, name) ?? listedNames(names, name) ?? name
}

/** The English names whose words in the language of `names` have `text` in them, whatever the case. */
export function alarmNamesWith(names: AlarmNames | null, text: string): string[] {
  const needle = text.trim().toLowerCase()
  if (names === null || needle === '') return []
  return Object.entries(names)
    .filter(([name, words]) => !isMark(name) && words.toLowerCase().includes(needle))
    .map(([name]) => name)
}

function isMark(name: string): boolean {
  return name === FENCE_MARK || name === LIST_MARK
}

/** Vendors name things as they like, also as parts of objects. */
function wordOf(names: AlarmNames, name: string): string | undefined {
  return Object.hasOwn(names, name) && !isMark(name) ? names[name] : undefined
}

function fenceName(names: AlarmNames, name: string): string | undefined {
  const own = OWN_ALARMS.find((row) => name.startsWith(row[1] + FENCE_MARK))?.[1]
  if (own === undefined) return undefined
  return `${names[own]}${names[FENCE_MARK]}${name.slice(own.length + FENCE_MARK.length)}`
}

function listedNames(names: AlarmNames, name: string): string | undefined {
  const parts = name.split(LIST_MARK)
  const words = parts.map((part) => wordOf(names, part) ?? (/^Bit \d{1,2}$/.test(part) ? part : undefined))
  return words.includes(undefined) ? undefined : words.join(names[LIST_MARK])
}
