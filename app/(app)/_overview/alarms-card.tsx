'use client'

import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { SEVERITY_TEXT_CLASSES, SeverityIcon } from '@/components/domain/severity-icon'
import { Card } from '@/components/ui/card'
import { useAlarmNames } from '@/lib/client/alarm-names'
import { useNow } from '@/lib/client/clock'
import { useFormats } from '@/lib/client/format/use-formats'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { useAlarmPulse, useInbox } from '@/lib/client/queries/alarms'
import { OVERVIEW_KEY, useOverview } from '@/lib/client/queries/overview'
import { useHydrated } from '@/lib/client/use-hydrated'
import { useLiveStore } from '@/lib/client/use-live'
import { MOST_COUNTED } from '@/lib/domain/alarm-inbox-limits'
import { ALARM_SEVERITIES, type AlarmSeverity } from '@/lib/domain/alarm-severity'
import { CardLink, CardNote, OverviewRow, RowsSkeleton } from './overview-list'

const SHOWN = 5
const OPEN = { box: 'open' } as const

/** Alarms nobody has taken up: how many of each severity, and the newest. */
export function AlarmsCard() {
  const t = useTranslations('overview.alarms')
  const formats = useFormats()
  const alarmName = useAlarmNames()
  const nowMs = useNow(15_000)
  const store = useLiveStore()
  const { data, isError, refetch } = useInbox(OPEN, useHydrated())
  useFreshAlarms(refetch)
  const alarms = data?.pages[0]?.alarms.slice(0, SHOWN)
  return (
    <Card title={t('title')} aside={<CardLink href="/alarms">{t('all')}</CardLink>}>
      <ul className="flex flex-wrap gap-x-5 gap-y-2 px-4 pb-3">
        {ALARM_SEVERITIES.map((severity) => (
          <SeverityCount key={severity} severity={severity} />
        ))}
      </ul>
      {alarms === undefined && !isError ? <RowsSkeleton count={SHOWN} /> : null}
      {alarms === undefined && isError ? (
        <CardNote onRetry={() => void refetch()}>{t('failed')}</CardNote>
      ) : null}
      {alarms?.length === 0 ? <CardNote>{t('none')}</CardNote> : null}
      {alarms && alarms.length > 0 ? (
        <ul>
          {alarms.map((alarm) => (
            <OverviewRow
              key={alarm.id}
              href={`/alarms?alarm=${alarm.id}`}
              icon={<SeverityIcon severity={alarm.severity} className="size-4.5" />}
              name={alarmName(alarm.name)}
              of={vehicleTitle({ name: alarm.deviceName, plate: alarm.plate, imei: alarm.imei })}
              plate={null}
              detail={formats.calmAge(Math.max(0, nowMs + store.clockOffsetMs - Date.parse(alarm.startedAt)))}
              title={formats.exactTime(Date.parse(alarm.startedAt))}
            />
          ))}
        </ul>
      ) : null}
    </Card>
  )
}

function SeverityCount({ severity }: { severity: AlarmSeverity }) {
  const tAlarms = useTranslations('alarms')
  const formats = useFormats()
  const { data } = useOverview()
  const count = data?.alarms[severity]
  return (
    <li>
      <Link
        href={`/alarms?severity=${severity}`}
        className="flex items-baseline gap-1.5 text-sm hover:underline"
      >
        <span className="text-lg font-semibold tabular-nums">{countWords(count, formats.number)}</span>
        <span className={SEVERITY_TEXT_CLASSES[severity]}>{tAlarms(`severity.${severity}`)}</span>
      </Link>
    </li>
  )
}

/** Asks anew as soon as the server tells of another state of the alarms. */
function useFreshAlarms(refetch: () => unknown) {
  const queries = useQueryClient()
  const revision = useAlarmPulse().data?.revision
  const known = useRef(revision)
  useEffect(() => {
    const before = known.current
    known.current = revision
    if (before === undefined || revision === undefined || before === revision) return
    refetch()
    void queries.invalidateQueries({ queryKey: OVERVIEW_KEY })
  }, [revision, refetch, queries])
}

/** Counting ends somewhere: what lies above is told as more than that. */
function countWords(count: number | undefined, write: (value: number) => string): string {
  if (count === undefined) return '–'
  return count > MOST_COUNTED ? `${write(MOST_COUNTED)}+` : write(count)
}
