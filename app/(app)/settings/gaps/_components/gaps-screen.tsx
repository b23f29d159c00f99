'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { RequestFailedError } from '@/lib/client/queries/fetch-json'
import { useReceiveGaps } from '@/lib/client/queries/gaps'
import type { ReceiveGapView } from '@/lib/domain/api/gap'
import { EmptyNote } from '../../connection/_components/empty-note'
import { GapRow } from './gap-row'
import { GapsFrame, GapsSkeleton } from './gaps-frame'

/** Spans in which nothing could be received, the newest first, asked anew every few seconds. */
export function GapsScreen() {
  const { data, error, refetch } = useReceiveGaps()
  const retry = () => void refetch()
  return (
    <GapsFrame>
      {data && error ? <Stale onRetry={retry} /> : null}
      {data ? <List gaps={data.gaps} /> : null}
      {error && !data ? <Failure error={error} onRetry={retry} /> : null}
      {data || error ? null : <GapsSkeleton />}
    </GapsFrame>
  )
}

function List({ gaps }: { gaps: readonly ReceiveGapView[] }) {
  const t = useTranslations('gaps')
  const hasSeveral = new Set(gaps.map(({ connectionName }) => connectionName)).size > 1
  if (gaps.length === 0) {
    return (
      <div className="rounded-lg border border-line bg-panel [&>*]:border-t-0">
        <EmptyNote title={t('noneTitle')} body={t('noneBody')} />
      </div>
    )
  }
  return (
    <ul aria-label={t('list')} className="divide-y divide-line rounded-lg border border-line bg-panel">
      {gaps.map((gap) => (
        <GapRow key={gap.id} gap={gap} isNamed={hasSeveral} />
      ))}
    </ul>
  )
}

function Stale({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('gaps')
  return (
    <Banner
      tone="warning"
      title={t('staleTitle')}
      className="mb-4 rounded-lg"
      actions={
        <Button size="sm" onClick={onRetry}>
          {t('retry')}
        </Button>
      }
    >
      {t('staleBody')}
    </Banner>
  )
}

function Failure({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const t = useTranslations('gaps')
  const isRefused = error instanceof RequestFailedError && error.status === 403
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-4 pt-[14dvh] text-center">
      <h2 className="text-lg font-semibold">{t(isRefused ? 'refusedTitle' : 'failureTitle')}</h2>
      <p className="max-w-sm text-balance text-muted">{t(isRefused ? 'refusedBody' : 'failureBody')}</p>
      {isRefused ? null : (
        <Button variant="primary" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </div>
  )
}
