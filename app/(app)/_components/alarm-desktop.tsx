'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { useFormats } from '@/lib/client/format/use-formats'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { useDesktopNotices } from '@/lib/client/use-alarms'
import { useLiveStore } from '@/lib/client/use-live'
import type { LiveAlarm } from '@/lib/domain/live-frame'
import { useShownAlarm } from './use-shown-alarm'

/** More at once become one notice. */
const MOST_AT_ONCE = 3

/** Shows new warnings and critical alarms on the desktop while the page is out of sight. Draws nothing. */
export function AlarmDesktop() {
  const store = useLiveStore()
  const t = useTranslations('alarms')
  const formats = useFormats()
  const show = useShownAlarm()
  const router = useRouter()
  const { show: notify } = useDesktopNotices()
  const tell = useRef<(alarms: readonly LiveAlarm[]) => void>(() => undefined)
  useEffect(() => {
    tell.current = (alarms) => {
      if (alarms.length > MOST_AT_ONCE)
        return notify({
          id: 'many',
          title: t('desktop.many', { count: alarms.length }),
          body: formats.list(alarms.map((alarm) => show(alarm).name)),
          onOpen: () => router.push('/alarms'),
        })
      for (const alarm of alarms) {
        const { id, name, severity, vehicle } = show(alarm)
        notify({
          id,
          title: t('desktop.title', { severity: t(`severity.${severity}`), name }),
          body: vehicle ? vehicleTitle(vehicle) : '',
          onOpen: () => router.push(`/alarms?box=all&alarm=${id}`),
        })
      }
    }
  })
  useEffect(
    () =>
      store.subscribe((change) => {
        if (change.kind !== 'alarm') return
        tell.current(change.alarms.filter(({ severity }) => severity !== 'info'))
      }),
    [store],
  )
  return null
}
