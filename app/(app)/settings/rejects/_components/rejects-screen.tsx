'use client'

import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { usePushRejects } from '@/lib/client/queries/push'
import type { PushRejects } from '@/lib/domain/api/push'
import { EmptyNote } from '../../connection/_components/empty-note'
import { parseRejectAddress, type RejectAddress } from '../_hooks/reject-address'
import { RejectActions } from './reject-actions'
import { RejectDialog } from './reject-dialog'
import { RejectGroups } from './reject-groups'
import { RejectList } from './reject-list'
import { RejectsFrame, RejectsSkeleton } from './rejects-frame'

/** What was pushed and could not be stored: by reason, item by item, and tried again. */
export function RejectsScreen() {
  const address = parseRejectAddress(useSearchParams())
  const { data, error, refetch } = usePushRejects(address.filter, address.page)
  const retry = () => void refetch()
  return (
    <RejectsFrame
      aside={data && !isNothing(data) ? <RejectActions data={data} filter={address.filter} /> : null}
    >
      {data && error ? <Stale onRetry={retry} /> : null}
      {data ? <Report data={data} address={address} /> : null}
      {error && !data ? <Failure onRetry={retry} /> : null}
      {data || error ? null : <RejectsSkeleton />}
    </RejectsFrame>
  )
}

function Report({ data, address }: { data: PushRejects; address: RejectAddress }) {
  const t = useTranslations('rejects')
  const [openId, setOpenId] = useState<string | null>(null)
  const { reason, topic, state } = address.filter
  const isPlain = reason === undefined && topic === undefined && state === 'waiting'
  if (isNothing(data) && isPlain) {
    return (
      <div className="rounded-lg border border-line bg-panel [&>*]:border-t-0">
        <EmptyNote title={t('noneTitle')} body={t('noneBody')} />
      </div>
    )
  }
  return (
    <div className="space-y-4">
      {data.groups.length === 0 ? null : <RejectGroups groups={data.groups} filter={address.filter} />}
      <RejectList data={data} address={address} onOpen={setOpenId} />
      {openId === null ? null : <RejectDialog id={openId} onClose={() => setOpenId(null)} />}
    </div>
  )
}

function isNothing({ groups, total }: PushRejects): boolean {
  return groups.length === 0 && total === 0
}

function Stale({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('rejects')
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

function Failure({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('rejects')
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-4 pt-[14dvh] text-center">
      <h2 className="text-lg font-semibold">{t('failureTitle')}</h2>
      <p className="max-w-sm text-balance text-muted">{t('failureBody')}</p>
      <Button variant="primary" onClick={onRetry}>
        {t('retry')}
      </Button>
    </div>
  )
}
