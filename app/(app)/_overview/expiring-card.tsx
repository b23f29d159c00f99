'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { useFormats } from '@/lib/client/format/use-formats'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { useOverview } from '@/lib/client/queries/overview'
import { EXPIRY_WINDOWS } from '@/lib/domain/device-table'
import { CardLink, CardNote, OverviewRow, RowsSkeleton } from './overview-list'

const SHOWN = 5

/** Terms that have ended or will soon, with the next that do. */
export function ExpiringCard() {
  const t = useTranslations('overview.expiring')
  const formats = useFormats()
  const { data, isError, refetch } = useOverview()
  return (
    <Card title={t('title')} aside={<CardLink href="/devices?sort=expires">{t('all')}</CardLink>}>
      <ul className="flex flex-wrap gap-x-5 gap-y-2 px-4 pb-3">
        {EXPIRY_WINDOWS.map((window) => (
          <li key={window}>
            <Link
              href={`/devices?expiring=${window}`}
              className="flex items-baseline gap-1.5 text-sm hover:underline"
            >
              <span className="text-lg font-semibold tabular-nums">
                {data ? formats.number(data.expiring[window]) : '–'}
              </span>
              <span className="text-muted">{t(`windows.${window}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
      {data === undefined && !isError ? <RowsSkeleton count={SHOWN} /> : null}
      {data === undefined && isError ? (
        <CardNote onRetry={() => void refetch()}>{t('failed')}</CardNote>
      ) : null}
      {data?.next.length === 0 ? <CardNote>{t('none')}</CardNote> : null}
      <ul>
        {data?.next.slice(0, SHOWN).map((device) => (
          <OverviewRow
            key={device.id}
            href={`/devices/${encodeURIComponent(device.imei)}` as Route}
            name={vehicleTitle(device)}
            plate={device.plate}
            detail={formats.utcDate(Date.parse(device.expiresAt))}
            title={formats.exactTime(Date.parse(device.expiresAt))}
          />
        ))}
      </ul>
    </Card>
  )
}
