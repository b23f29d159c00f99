'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/lib/client/format/use-formats'
import { useVendorVisits } from '@/lib/client/queries/fences'
import type { FenceVisits } from '@/lib/domain/api/fences'

/** The last day's visits as the vendor counts them, beside our own count. Asked for only when somebody wants to know. */
export function VendorVisits({ fenceId }: { fenceId: string }) {
  const t = useTranslations('fences.vendor.visits')
  const formats = useFormats()
  const [isAsked, setAsked] = useState(false)
  const { data, error, isFetching, refetch } = useVendorVisits(fenceId, isAsked)
  return (
    <div className="space-y-2">
      <Button size="sm" disabled={isFetching} onClick={() => (isAsked ? void refetch() : setAsked(true))}>
        {isFetching ? t('asking') : t('ask')}
      </Button>
      {error ? (
        <p role="alert" className="text-sm text-danger">
          {t('failed')}
        </p>
      ) : null}
      {data ? (
        <p className="text-sm">
          {t('counts', { vendor: formats.number(data.vendorCount), ours: formats.number(data.ownCount) })}
        </p>
      ) : null}
      <VisitList visits={data?.visits ?? []} />
    </div>
  )
}

/** Who was there from when to when, in the reader's zone. */
export function VisitList({ visits }: { visits: FenceVisits['visits'] }) {
  const t = useTranslations('fences.vendor.visits')
  const formats = useFormats()
  return (
    <ol className="max-h-48 divide-y divide-line overflow-y-auto text-sm scrollbar-quiet">
      {visits.map(({ deviceName, enterAt, exitAt }) => (
        <li key={`${enterAt} ${deviceName}`} className="flex justify-between gap-3 py-1">
          <bdi className="truncate">{deviceName}</bdi>
          <time
            dateTime={enterAt}
            title={formats.exactTime(Date.parse(enterAt))}
            className="shrink-0 text-muted tabular-nums"
          >
            {exitAt === null
              ? t('since', { time: formats.dateTime(Date.parse(enterAt)) })
              : formats.dateTimeRange(Date.parse(enterAt), Date.parse(exitAt))}
          </time>
        </li>
      ))}
    </ol>
  )
}
