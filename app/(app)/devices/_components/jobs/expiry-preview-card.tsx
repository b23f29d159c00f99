'use client'

import { useTranslations } from 'next-intl'
import { useFormats } from '@/lib/client/format/use-formats'
import type { useExpiryPreview } from '@/lib/client/queries/device-jobs'
import type { ExpiryPreview } from '@/lib/domain/api/device-jobs'
import { PreviewFrame } from './preview-frame'

/** What a new last day, "2027-04-01", would change. */
export function ExpiryPreviewCard({
  preview,
  date,
}: {
  preview: ReturnType<typeof useExpiryPreview>
  date: string
}) {
  const { data, isError, refetch } = preview
  return (
    <PreviewFrame isError={isError} onRetry={() => void refetch()}>
      {data ? <Changes preview={data} dayMs={Date.parse(date)} /> : null}
    </PreviewFrame>
  )
}

function Changes({ preview, dayMs }: { preview: ExpiryPreview; dayMs: number }) {
  const t = useTranslations('deviceJobs.expiry')
  const { utcDate } = useFormats()
  const { changing, already, earlier, first, last } = preview
  const [from, to] = [first, last].map((at) => (at === null ? null : utcDate(Date.parse(at))))
  return (
    <div role="status">
      <ul className="list-disc space-y-1 ps-5">
        {changing > 0 ? <li>{t('changes', { count: changing, day: utcDate(dayMs) })}</li> : null}
        {from && to ? <li>{from === to ? t('now', { day: from }) : t('nowBetween', { from, to })}</li> : null}
        {earlier > 0 ? <li>{t('earlier', { count: earlier })}</li> : null}
        {already > 0 ? <li>{t('already', { count: already })}</li> : null}
      </ul>
    </div>
  )
}
