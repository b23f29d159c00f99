'use client'

import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { useNow } from '@/lib/client/clock'
import { useFormats } from '@/lib/client/format/use-formats'
import { useLiveStore } from '@/lib/client/use-live'
import { CardLink, CardNote, OverviewRow, RowsSkeleton } from './overview-list'
import { useSilentVehicles } from './use-fleet-counts'

const SHOWN = 6

/** The vehicles nothing was heard of for the longest. */
export function SilentCard() {
  const t = useTranslations('overview.silent')
  const formats = useFormats()
  const nowMs = useNow(15_000)
  const store = useLiveStore()
  const vehicles = useSilentVehicles(SHOWN)
  return (
    <Card title={t('title')} aside={<CardLink href="/devices?silent=1&sort=lastReport">{t('all')}</CardLink>}>
      {vehicles === null ? <RowsSkeleton count={SHOWN} /> : null}
      {vehicles?.length === 0 ? <CardNote>{t('none')}</CardNote> : null}
      <ul>
        {vehicles?.map(({ id, name, plate, heardAtMs }) => (
          <OverviewRow
            key={id}
            href={`/map?device=${id}`}
            name={name}
            plate={plate}
            detail={
              heardAtMs === 0 ? t('never') : formats.ago(Math.max(0, nowMs + store.clockOffsetMs - heardAtMs))
            }
            title={heardAtMs === 0 ? undefined : formats.exactTime(heardAtMs)}
          />
        ))}
      </ul>
    </Card>
  )
}
