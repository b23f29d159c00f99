'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { useFormats } from '@/lib/client/format/use-formats'
import type { useTransferPreview } from '@/lib/client/queries/device-jobs'
import type { TransferPreview } from '@/lib/domain/api/device-jobs'
import { PreviewFrame } from './preview-frame'

/** What a transfer would change, or why it cannot be. */
export function TransferPreviewCard({ preview }: { preview: ReturnType<typeof useTransferPreview> }) {
  const { data, isError, refetch } = preview
  return (
    <PreviewFrame isError={isError} onRetry={() => void refetch()}>
      {data ? <Changes preview={data} /> : null}
    </PreviewFrame>
  )
}

function Changes({ preview }: { preview: TransferPreview }) {
  const t = useTranslations('deviceJobs.transfer')
  const tObstacles = useTranslations('deviceJobs.obstacles')
  const formats = useFormats()
  const { from, toName, already, moving, peopleLosing, peopleGaining, grouped, fences, fencesTotal } = preview
  if (preview.obstacle !== null) return <Banner tone="danger" title={tObstacles(preview.obstacle)} />
  return (
    <div role="status">
      <ul className="list-disc space-y-1 ps-5">
        {from.map(({ accountName, count }) => (
          <li key={accountName}>{t('moves', { count, from: accountName, to: toName })}</li>
        ))}
        {already > 0 ? <li>{t('already', { count: already })}</li> : null}
        {moving > 0 ? <li>{t('losing', { count: peopleLosing })}</li> : null}
        {peopleGaining > 0 ? <li>{t('gaining', { count: peopleGaining })}</li> : null}
        {grouped > 0 ? <li>{t('grouped', { count: grouped })}</li> : null}
        {fencesTotal > 0 ? (
          <li>
            {t('fences', { count: fencesTotal, names: formats.list(fences) })} {t('platform')}
          </li>
        ) : null}
      </ul>
    </div>
  )
}
