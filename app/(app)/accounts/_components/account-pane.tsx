'use client'

import { CloudOff, Network, SearchX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { RequestFailedError } from '@/lib/client/queries/fetch-json'
import type { AccountDetail } from '@/lib/domain/api/accounts'
import type { AccountWork } from '../_hooks/account-address'
import { AccountCard } from './account-card'
import { CreateForm } from './create-form'
import { EditForm } from './edit-form'

export type AccountPaneProps = {
  accountId: string | null
  detail: AccountDetail | undefined
  error: Error | null
  work: AccountWork | null
  onRetry: () => void
  onWork: (work: AccountWork | null) => void
  onChoose: (id: string | null) => void
  /** Something was changed: what is shown is asked for anew. */
  onChanged: () => Promise<void>
}

/** The chosen account, a form about it, or what to do without one. */
export function AccountPane({ accountId, detail, error, work, onRetry, onWork, ...props }: AccountPaneProps) {
  const t = useTranslations('accounts')
  const { onChoose, onChanged } = props
  if (accountId === null) return <Notice icon={Network} title={t('pickOne.title')} body={t('pickOne.body')} />
  if (detail !== undefined && work === 'create' && detail.mayCreate)
    return (
      <CreateForm
        key={accountId}
        parent={detail.account}
        onCancel={() => onWork(null)}
        onMade={async (id) => {
          await onChanged()
          onChoose(id)
        }}
      />
    )
  if (detail !== undefined && work === 'edit' && detail.mayEdit)
    return (
      <EditForm
        key={accountId}
        account={detail.account}
        onCancel={() => onWork(null)}
        onSaved={async () => {
          await onChanged()
          onWork(null)
        }}
      />
    )
  if (detail !== undefined)
    return (
      <AccountCard
        key={accountId}
        detail={detail}
        onWork={onWork}
        onClose={() => onChoose(null)}
        onChoose={onChoose}
        onChanged={onChanged}
      />
    )
  const isUnknown = error instanceof RequestFailedError && error.status === 404
  if (error === null) return <PaneSkeleton />
  return (
    <Notice
      icon={isUnknown ? SearchX : CloudOff}
      title={t(isUnknown ? 'unknown.title' : 'failed.title')}
      body={t(isUnknown ? 'unknown.body' : 'failed.body')}
      isAlert
    >
      <div className="flex gap-2">
        <Button onClick={() => onChoose(null)}>{t('unknown.back')}</Button>
        {isUnknown ? null : (
          <Button variant="primary" onClick={onRetry}>
            {t('failed.retry')}
          </Button>
        )}
      </div>
    </Notice>
  )
}

function PaneSkeleton() {
  return (
    <div className="space-y-6 p-6" aria-hidden>
      <Skeleton className="h-10 w-2/3 rounded" />
      <Skeleton className="h-24 w-full rounded-lg" />
      <Skeleton className="h-48 w-full rounded-lg" />
    </div>
  )
}
