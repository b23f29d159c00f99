'use client'

import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Detail, DetailList } from '@/components/ui/detail-list'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/lib/client/format/use-formats'
import { PUSH_QUERY_KEY, usePushStatus } from '@/lib/client/queries/push'
import type { ConnectionStatus } from '@/lib/domain/api/connection'
import type { PushStatus, PushStatuses } from '@/lib/domain/api/push'
import { makeHookAction } from '../actions'
import type { PushProblem } from '../push-fields'
import { GapsDetail } from './gaps-detail'
import { type NewHook, NewHookDialog } from './new-hook-dialog'
import { PushHooks } from './push-hooks'
import { ProblemNote } from './push-problem'
import { PushSources } from './push-sources'
import { PushSummary } from './push-summary'

export type PushSectionProps = {
  connection: ConnectionStatus
  /** Where each topic is posted below an address. */
  topicPaths: readonly string[]
}

/** What the vendor pushes over one connection, and the addresses it pushes to. */
export function PushSection({ connection, topicPaths }: PushSectionProps) {
  const t = useTranslations('push')
  const { data, error, refetch } = usePushStatus()
  const status = data?.connections.find(({ connectionId }) => connectionId === connection.id)
  return (
    <Card title={t('title')}>
      {data && status ? (
        <Known connection={connection} statuses={data} status={status} topicPaths={topicPaths} />
      ) : error ? (
        <Banner
          tone="warning"
          title={t('failure')}
          className="mx-4 mb-4 rounded"
          actions={
            <Button size="sm" onClick={() => void refetch()}>
              {t('retry')}
            </Button>
          }
        />
      ) : (
        <Waiting />
      )}
    </Card>
  )
}

type KnownProps = PushSectionProps & { statuses: PushStatuses; status: PushStatus }

function Known({ connection, statuses, status, topicPaths }: KnownProps) {
  const t = useTranslations('push')
  const maker = useHookMaker(connection.id, status.hooks.length > 0)
  const { hooks } = status
  return (
    <>
      <PushSummary
        status={status}
        action={
          <Button
            variant={hooks.length === 0 ? 'primary' : 'secondary'}
            disabled={maker.isBusy}
            onClick={maker.make}
          >
            {t(maker.isBusy ? 'working' : hooks.length === 0 ? 'make' : 'rotate')}
          </Button>
        }
      />
      <ProblemNote problem={maker.problem} className="px-4 pb-3" />
      <DetailList>
        <TodayDetail status={status} />
        <RejectsDetail status={status} />
        <GapsDetail />
        <Detail label={t('addresses')}>
          {hooks.length === 0 ? t('noAddresses') : <PushHooks hooks={hooks} />}
        </Detail>
        {hooks.length === 0 ? null : <PushSources key={connection.id} status={status} />}
      </DetailList>
      {maker.made ? (
        <NewHookDialog
          made={maker.made}
          account={connection.account}
          origin={statuses.origin}
          isReachable={statuses.isReachable}
          topicPaths={topicPaths}
          onClose={maker.forget}
        />
      ) : null}
    </>
  )
}

/** Makes an address, and holds what must be shown of it until it is closed. */
function useHookMaker(connectionId: string, hasOlder: boolean) {
  const queries = useQueryClient()
  const [isBusy, startTransition] = useTransition()
  const [made, setMade] = useState<NewHook | null>(null)
  const [problem, setProblem] = useState<PushProblem | null>(null)
  return {
    isBusy,
    made,
    problem,
    forget: () => setMade(null),
    make: () =>
      startTransition(async () => {
        const answer = await makeHookAction(connectionId).catch(() => null)
        setProblem(answer === null ? { kind: 'failed' } : answer.ok ? null : answer.problem)
        if (answer?.ok) setMade({ ...answer.value, hasOlder })
        void queries.invalidateQueries({ queryKey: PUSH_QUERY_KEY })
      }),
  }
}

function TodayDetail({ status: { today } }: { status: PushStatus }) {
  const t = useTranslations('push')
  const formats = useFormats()
  return (
    <Detail label={t('today')}>
      {t('todayItems', { stored: formats.number(today.stored), storedCount: today.stored })}
      {today.rejected === 0 ? null : (
        <span className="text-muted">
          {' '}
          · {t('todayRejected', { rejected: formats.number(today.rejected) })}
        </span>
      )}
    </Detail>
  )
}

function RejectsDetail({ status: { waitingRejects } }: { status: PushStatus }) {
  const t = useTranslations('push')
  const formats = useFormats()
  const words = { value: formats.number(waitingRejects), count: waitingRejects }
  return (
    <Detail label={t('rejects')}>
      {waitingRejects === 0 ? (
        t('noRejects')
      ) : (
        <Link href="/settings/rejects" className="font-medium text-accent underline-offset-2 hover:underline">
          {t('waitingRejects', words)}
        </Link>
      )}
    </Detail>
  )
}

function Waiting() {
  const t = useTranslations('push')
  return (
    <div role="status" className="space-y-3 px-4 pt-1 pb-6">
      <span className="sr-only">{t('loading')}</span>
      <Skeleton className="h-5 w-1/3" />
      <Skeleton className="h-4 w-2/3" />
      <Skeleton className="h-4 w-1/2" />
      <Skeleton className="h-4 w-3/5" />
    </div>
  )
}
