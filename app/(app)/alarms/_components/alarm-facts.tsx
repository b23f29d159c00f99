'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useFormats } from '@/lib/client/format/use-formats'
import type { AlarmDetail } from '@/lib/domain/api/alarm-inbox'

/** Later than this after it began, an alarm is told to have come late. */
const LATE_MS = 120_000

/** What is known of an alarm, in words and figures. */
export function AlarmFacts({ detail }: { detail: AlarmDetail }) {
  const t = useTranslations('alarmInbox')
  const formats = useFormats()
  const { alarm, category, because, fenceName, driver } = detail
  const { startedAt, endedAt, receivedAt, lat, lng, speedKph, assignee, snoozedUntil, resolution, note } =
    alarm
  const time = (at: string) => (
    <span title={formats.exactTime(Date.parse(at))}>{formats.dateTime(Date.parse(at))}</span>
  )
  const lateMs = Date.parse(receivedAt) - Date.parse(startedAt)
  const place = lat === null || lng === null ? null : `${lat.toFixed(5)}, ${lng.toFixed(5)}`
  const rows: [string, ReactNode][] = [
    [t('facts.began'), time(startedAt)],
    ...row(endedAt, (at) => [t('facts.ended'), time(at)]),
    ...row(lateMs > LATE_MS ? receivedAt : null, (at) => [
      t('facts.received'),
      <>
        {time(at)} ({t('facts.late', { age: formats.duration(lateMs) })})
      </>,
    ]),
    ...row(driver, (name) => [t('facts.driver'), <bdi key="driver">{name}</bdi>]),
    ...row(speedKph, (kph) => [t('facts.speed'), formats.speed(kph)]),
    ...row(fenceName, (name) => [t('facts.fence'), <bdi key="fence">{name}</bdi>]),
    [t('facts.place'), place === null ? t('facts.noPlace') : <bdi key="place">{place}</bdi>],
    [t('facts.category'), t(`categories.${category}`)],
    ...row(because, (rule) => [t('facts.why'), t(`because.${rule}`)]),
    [t('facts.state'), t(`states.${alarm.state}`)],
    ...row(assignee, ({ name }) => [t('facts.assignee'), <bdi key="assignee">{name || t('somebody')}</bdi>]),
    ...row(snoozedUntil, (at) => [
      t('facts.snoozed'),
      t('until', { time: formats.dateTime(Date.parse(at)) }),
    ]),
    ...row(resolution, (reason) => [
      t('facts.resolution'),
      note === null ? t(`reasons.${reason}`) : `${t(`reasons.${reason}`)}: ${note}`,
    ]),
  ]
  return (
    <section aria-label={t('facts.title')}>
      <h3 className="mb-2 text-sm font-semibold">{t('facts.title')}</h3>
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-6 gap-y-1.5 text-sm">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="text-ink tabular-nums [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function row<T>(value: T | null, make: (value: T) => [string, ReactNode]): [string, ReactNode][] {
  return value === null ? [] : [make(value)]
}
