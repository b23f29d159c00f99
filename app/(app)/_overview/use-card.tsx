'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useTimeZone } from '@/lib/client/format/preferences'
import { useFormats } from '@/lib/client/format/use-formats'
import { useFleetUse } from '@/lib/client/queries/overview'
import { useHydrated } from '@/lib/client/use-hydrated'
import type { FleetUse } from '@/lib/domain/api/overview'
import { fromLocal } from '@/lib/domain/time'
import { CardLink, CardNote } from './overview-list'

/** Days begin in the reader's zone, which only the browser knows: the server delivers the frame. */
export function UseCard() {
  const t = useTranslations('overview.use')
  return (
    <Card title={t('title')} aside={<CardLink href="/reports?kind=utilization">{t('all')}</CardLink>}>
      {useHydrated() ? <Days /> : <DaysSkeleton />}
    </Card>
  )
}

function Days() {
  const t = useTranslations('overview.use')
  const zone = useTimeZone()
  const { data, isError, refetch } = useFleetUse(zone)
  if (data === undefined)
    return isError ? <CardNote onRetry={() => void refetch()}>{t('failed')}</CardNote> : <DaysSkeleton />
  if (data.vehicles === 0) return <CardNote>{t('none')}</CardNote>
  return (
    <div className="border-t border-line px-4 pt-3 pb-4">
      <p className="mb-3 text-sm text-muted">
        {data.looked < data.vehicles
          ? t('someVehicles', { looked: data.looked, vehicles: data.vehicles })
          : t('allVehicles', { vehicles: data.vehicles })}
      </p>
      <ol className="grid grid-cols-7 gap-1.5">
        {data.days.map((day, at) => (
          <Day key={day.day} day={day} use={data} zone={zone} isToday={at === data.days.length - 1} />
        ))}
      </ol>
    </div>
  )
}

type DayProps = { day: FleetUse['days'][number]; use: FleetUse; zone: string; isToday: boolean }

/** A bar whose height is the share of vehicles that drove, with the figures in words. */
function Day({ day: { day, drove }, use, zone, isToday }: DayProps) {
  const t = useTranslations('overview.use')
  const formats = useFormats()
  const share = use.looked === 0 ? 0 : drove / use.looked
  const atMs = fromLocal({ date: day, time: '12:00' }, zone).getTime()
  const percent = formats.percent(Math.round(share * 100))
  return (
    <li>
      <Link
        href={`/reports?kind=utilization&from=${day}&to=${day}&run=1`}
        title={t('day', { date: formats.date(atMs), drove })}
        className="group flex flex-col items-center gap-1.5 rounded-sm"
      >
        <span className="text-xs text-muted tabular-nums">{percent}</span>
        <span aria-hidden className="flex h-28 w-full items-end rounded-sm bg-sunken">
          <span
            style={{ height: `${share * 100}%` }}
            className={`w-full rounded-sm group-hover:opacity-80 ${isToday ? 'bg-accent/50' : 'bg-accent'}`}
          />
        </span>
        <span className="text-xs text-muted">{isToday ? t('today') : formats.weekday(atMs)}</span>
        <span className="sr-only">{t('day', { date: formats.date(atMs), drove })}</span>
      </Link>
    </li>
  )
}

function DaysSkeleton() {
  return (
    <div aria-hidden className="border-t border-line px-4 pt-3 pb-4">
      <Skeleton className="mb-3 h-4 w-56" />
      <div className="grid grid-cols-7 gap-1.5">
        {['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => (
          <Skeleton key={key} className="h-40 w-full" />
        ))}
      </div>
    </div>
  )
}
