'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useAlarmNames } from '@/lib/client/alarm-names'
import type { RuleRow } from '@/lib/domain/api/notify'

/** A rule in two lines: which alarms it is about, and what follows. */
export function useRuleWords({ summary }: RuleRow): { about: string; effect: string } {
  const t = useTranslations('notify')
  const format = useFormatter()
  const alarmName = useAlarmNames()
  const list = (parts: readonly string[]) => format.list(parts, { type: 'conjunction' })
  const named = (names: readonly string[], count: number) => {
    const rest = count - names.length
    return list(rest > 0 ? [...names, t('rules.others', { count: rest })] : names)
  }
  const { severities, kinds, vehicles, vehicleCount, fences, hasHours, minDurationS } = summary
  const about = [
    severities.length === 3
      ? t('rules.anySeverity')
      : list(severities.map((severity) => t(`severity.${severity}`))),
    kinds === null ? t('rules.anyKind') : list(kinds.map(alarmName)),
    vehicles === null ? t('rules.allVehicles') : named(vehicles, vehicleCount),
    ...(fences === null ? [] : [t('rules.atFences', { fences: list(fences) })]),
    ...(hasHours ? [t('rules.atHours')] : []),
    ...(minDurationS > 0 ? [t('rules.lasting', { minutes: Math.round(minDurationS / 60) })] : []),
  ]
  const { ways, roles, recipientCount, severity, hasQuiet } = summary
  const people = [
    ...roles.map((role) => t(`rules.roles.${role}`)),
    ...(recipientCount > 0 ? [t('rules.people', { count: recipientCount })] : []),
  ]
  const effect = [
    ...(severity === null ? [] : [t('rules.becomes', { severity: t(`severity.${severity}`) })]),
    ...(ways.length === 0 ? [] : [list(ways.map((way) => t(`ways.${way}`)))]),
    ...(people.length === 0 ? [] : [t('rules.to', { people: list(people) })]),
    ...(hasQuiet ? [t('rules.quiet')] : []),
  ]
  return { about: about.join(' · '), effect: effect.join(' · ') }
}
