// How urgent an alarm is, and why: the rules by which each code in the catalogue got its severity. They are our own judgement,
// from a dispatcher's desk. Which code falls under which rule is in the tables beside this file.

/** critical: act now. warning: look at it during the shift. info: kept for the record. */
export const ALARM_SEVERITIES = ['critical', 'warning', 'info'] as const
export type AlarmSeverity = (typeof ALARM_SEVERITIES)[number]

/**
 * Why a code has its severity; in words at `alarmInbox.because` of the messages. The worst that a code may stand for decides,
 * unless it comes many times a day.
 */
export const ALARM_RULES = {
  life: 'critical',
  theft: 'critical',
  control: 'critical',
  supply: 'warning',
  tamper: 'warning',
  risk: 'warning',
  driver: 'warning',
  place: 'warning',
  fault: 'warning',
  cargo: 'warning',
  immobilised: 'warning',
  blind: 'warning',
  habit: 'info',
  event: 'info',
  over: 'info',
} as const satisfies Record<string, AlarmSeverity>
export type AlarmRule = keyof typeof ALARM_RULES

/** All of them, the most urgent first. */
export const ALARM_RULE_NAMES = Object.keys(ALARM_RULES) as [AlarmRule, ...AlarmRule[]]

/** What an alarm is about. */
export const ALARM_CATEGORIES = [
  'emergency',
  'security',
  'driver',
  'driving',
  'fence',
  'power',
  'fuel',
  'sensor',
  'vehicle',
  'camera',
  'control',
  'device',
  'other',
] as const
export type AlarmCategory = (typeof ALARM_CATEGORIES)[number]

/** One row of a table of codes: code, plain name, what it is about, and the rule that sets its severity. */
export type AlarmRow = readonly [code: string, name: string, category: AlarmCategory, rule: AlarmRule]
