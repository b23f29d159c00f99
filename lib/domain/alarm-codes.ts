// The one catalogue of alarms, whichever way they come: canonical codes, plain names, severities, and which alarm ends which.
// A code that is not in it stays as it came. The tables and the rules of severity are in the files beside this one.

import {
  ALARM_RULES,
  type AlarmCategory,
  type AlarmRow,
  type AlarmRule,
  type AlarmSeverity,
} from './alarm-severity'
import { ruleOfStandardBits, STANDARD_ALARM_BITS } from './alarm-standard-bits'
import { DEVICE_ALARMS } from './alarm-table-device'
import { JT808_ALARMS } from './alarm-table-jt808'
import { OWN_ALARMS } from './alarm-table-own'
import { PLATFORM_ALARMS } from './alarm-table-platform'

/** Which table of codes a code is of: the vendor's own, which the platform's words belong to as well, or JT/T 808. */
export type AlarmProtocol = 'jimi' | 'jt808'

export type AlarmCode = {
  code: string
  protocol?: AlarmProtocol
  /** The sort of a JT/T 808 road or driver alarm. */
  subCode?: number
}

/** What to show of an alarm. */
export type AlarmDescription = {
  /** Canonical. */
  code: string
  name: string
  category: AlarmCategory
  severity: AlarmSeverity
  /** Why it has this severity. */
  because: AlarmRule
  /** False for a code without a place in the catalogue: name and code are as they came. */
  isKnown: boolean
}

const JT808_PREFIX = 'jt808-'
/** From here on the numbers of the two protocols do not meet. */
const FIRST_UNSHARED = 1024
/** The JT/T 808 codes that have sorts. */
const SORTED_CODES = new Set(['264', '265'])

/**
 * The one code an alarm has by push and by poll. Codes of the vendor's own tables stay as they are. Those of JT/T 808
 * below 1024 mean something else there, so they carry their protocol and, where there is one, their sort: `jt808-264-4`.
 */
export function canonicalAlarmCode({ code, protocol = 'jimi', subCode }: AlarmCode): string {
  const plain = code.trim()
  if (protocol === 'jimi' || plain.startsWith(JT808_PREFIX) || Number(plain) >= FIRST_UNSHARED) return plain
  const sort = subCode !== undefined && SORTED_CODES.has(plain) ? `-${subCode}` : ''
  return `${JT808_PREFIX}${plain}${sort}`
}

/** The code and the sort behind a canonical code, as JT/T 808 numbers them. */
export function alarmNumberParts(canonical: string): { code: string; subCode?: number } {
  if (!canonical.startsWith(JT808_PREFIX)) return { code: canonical }
  const plain = canonical.slice(JT808_PREFIX.length)
  const match = /^(26[45])-(\d{1,5})$/.exec(plain)
  return match?.[1] === undefined ? { code: plain } : { code: match[1], subCode: Number(match[2]) }
}

type DescribeInput = AlarmCode & {
  /** What the vendor calls it. Names differ between servers, so that it counts only for codes we do not know. */
  vendorName?: string | null
  /** The set bits of a standard alarm (JT/T 808 code 256). */
  standardBits?: readonly number[]
}

/** Describes an alarm by its canonical code, or by the code as it came together with its protocol. */
export function describeAlarm(input: DescribeInput): AlarmDescription {
  const code = canonicalAlarmCode(input)
  const { standardBits = [] } = input
  if (code === `${JT808_PREFIX}256` && standardBits.length > 0) return describeStandard(code, standardBits)
  const entry = CATALOGUE.get(code)
  if (entry) return described(entry, { code, isKnown: true })
  const group = groupOf(code)
  const name = input.vendorName?.trim() || group?.[1] || code
  return described([code, name, group?.[2] ?? 'other', group?.[3] ?? 'fault'], { code, isKnown: false })
}

/** The codes whose alarms an alarm of this code ends: none for most. */
export function codesEndedBy(code: string): readonly string[] {
  const ended = ENDS[code]
  if (ended) return ended
  return /^status\w+_0$/.test(code) ? [`${code.slice(0, -1)}1`] : []
}

/** All codes of the catalogue, canonical, in the order of its tables. */
export function listAlarmCodes(): readonly string[] {
  return [...CATALOGUE.keys()]
}

/** Alarms that end others by a code of their own. Most alarms are moments and end at once. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  '11': ['10'],
  '58': ['39'],
  '100': ['82'],
  '101': ['44', '55'],
  '139': ['138'],
  '231': ['230'],
  '233': ['232'],
  '266': ['263'],
  '268': ['267'],
}

const CATALOGUE: ReadonlyMap<string, AlarmRow> = new Map(
  [...DEVICE_ALARMS, ...PLATFORM_ALARMS, ...JT808_ALARMS, ...OWN_ALARMS].map((row) => [row[0], row]),
)

/** A sort we do not know is at least of a kind we know. */
function groupOf(code: string): AlarmRow | undefined {
  const { code: plain, subCode } = alarmNumberParts(code)
  return subCode === undefined ? undefined : CATALOGUE.get(`${JT808_PREFIX}${plain}`)
}

function describeStandard(code: string, bits: readonly number[]): AlarmDescription {
  const name = bits.map((bit) => STANDARD_ALARM_BITS[bit] ?? `Bit ${bit}`).join(', ')
  return described([code, name, 'other', ruleOfStandardBits(bits)], { code, isKnown: true })
}

function described(
  [, name, category, rule]: readonly [string, string, AlarmCategory, AlarmRule],
  { code, isKnown }: { code: string; isKnown: boolean },
): AlarmDescription {
  return { code, name, category, severity: ALARM_RULES[rule], because: rule, isKnown }
}
