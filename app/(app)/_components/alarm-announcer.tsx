'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { useLiveStore } from '@/lib/client/use-live'
import type { LiveAlarm } from '@/lib/domain/live-frame'
import { useShownAlarm } from './use-shown-alarm'

/** Says new alarms to screen readers: critical ones at once, warnings when there is a pause, notes not at all. */
export function AlarmAnnouncer() {
  const store = useLiveStore()
  const t = useTranslations('alarms')
  const show = useShownAlarm()
  const [critical, setCritical] = useState<readonly LiveAlarm[]>([])
  const [warnings, setWarnings] = useState<readonly LiveAlarm[]>([])
  useEffect(
    () =>
      store.subscribe((change) => {
        if (change.kind !== 'alarm') return
        const of = (severity: LiveAlarm['severity']) =>
          change.alarms.filter((alarm) => alarm.severity === severity)
        if (of('critical').length > 0) setCritical(of('critical'))
        if (of('warning').length > 0) setWarnings(of('warning'))
      }),
    [store],
  )
  const words = (alarms: readonly LiveAlarm[]) => {
    const [first] = alarms
    if (first === undefined) return ''
    const { name, severity, vehicle } = show(first)
    return t('announcement', {
      severity: t(`severity.${severity}`),
      name,
      vehicle: vehicle ? vehicleTitle(vehicle) : '',
      more: alarms.length - 1,
    })
  }
  // The regions stay in the page, so that readers hear what appears in them. A key makes the same words be said again.
  return (
    <>
      <div role="alert" className="sr-only">
        <span key={critical[0]?.id}>{words(critical)}</span>
      </div>
      <div role="status" className="sr-only">
        <span key={warnings[0]?.id}>{words(warnings)}</span>
      </div>
    </>
  )
}
