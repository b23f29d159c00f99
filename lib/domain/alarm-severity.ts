// How urgent an alarm is, and why: the rules by which each code in the catalogue got its severity. They are our own judgement,
// from a dispatcher's desk. Which code falls under which rule is in the tables beside this file.

/** critical: act now. warning: look at it during the shift. info: kept for the record. */
export const ALARM_SEVERITIES = ['critical', 'warning', 'info'] as const
export type AlarmSeverity = (typeof ALARM_SEVERITIES)[number]

type Rule = { severity: AlarmSeverity; because: string }

/** Why a code has its severity. The worst that a code may stand for decides, unless it comes many times a day. */
export const ALARM_RULES = {
  life: { severity: 'critical', because: 'A person may be hurt or in danger of it.' },
  theft: { severity: 'critical', because: 'Vehicle, load, fuel or device may be in strange hands.' },
  control: { severity: 'critical', because: 'Driver or vehicle can no longer be relied on to go on safely.' },
  supply: { severity: 'warning', because: 'The device goes silent unless somebody sees to its power.' },
  tamper: { severity: 'warning', because: 'Somebody may be at the vehicle; mostly it is nothing.' },
  risk: { severity: 'warning', because: 'It was driven in a way that ends in accidents.' },
  driver: { severity: 'warning', because: 'The driver was not at the task, and should be spoken to.' },
  place: { severity: 'warning', because: 'The vehicle is not where, or not moving as, it was meant to be.' },
  fault: { severity: 'warning', because: 'Something needs repair, or is worth a look, before it fails.' },
  cargo: { severity: 'warning', because: 'Load or surroundings left the range that was set for them.' },
  immobilised: {
    severity: 'warning',
    because: 'Whether the engine can run has changed; somebody should know why.',
  },
  blind: { severity: 'warning', because: 'We may not hear or see what happens there.' },
  habit: { severity: 'info', because: 'It counts for a way of driving, not on its own.' },
  event: { severity: 'info', because: 'It belongs to a normal day.' },
  over: { severity: 'info', because: 'It says that another alarm is over.' },
} as const satisfies Record<string, Rule>
export type AlarmRule = keyof typeof ALARM_RULES

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
