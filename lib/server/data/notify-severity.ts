// The severity people are shown: a rule's where one set it, else the catalogue's. Rules set it after an alarm was stored, in
// a column that neither pushes nor polls write.

import { ALARM_SEVERITIES, type AlarmSeverity } from '@/lib/domain/alarm-severity'

/** The shown severity of a row of `alarm`, named `alias` in the statement. */
export function shownSeveritySql(alias = 'alarm'): string {
  return `COALESCE(${alias}.rule_severity, ${alias}.severity)`
}

/** The shown severity of an alarm that was read with both. A word of another version counts as a warning. */
export function shownSeverity(alarm: { severity: string; ruleSeverity: string | null }): AlarmSeverity {
  const shown = alarm.ruleSeverity ?? alarm.severity
  return ALARM_SEVERITIES.find((known) => known === shown) ?? 'warning'
}
