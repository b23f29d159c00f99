'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { startImportAction } from '@/app/(app)/settings/connection/admin-actions'
import { HealthNote } from '@/components/connect/outcome-note'
import { Banner } from '@/components/ui/banner'
import { Button, buttonClasses } from '@/components/ui/button'
import { useFormats } from '@/lib/client/format/use-formats'
import { useImportProgress } from '@/lib/client/queries/setup'
import type { AdminRefusal, ImportProgress } from '@/lib/domain/api/setup'

/** The first reading of accounts and vehicles, while it goes on and when it is done. */
export function ImportStep({ connectionId }: { connectionId: string }) {
  const t = useTranslations('setup.import')
  const { data, error, refetch } = useImportProgress(connectionId)
  const tProblems = useTranslations('connection.problems')
  const [problem, setProblem] = useState<AdminRefusal['problem'] | null>(null)
  const [isBusy, startTransition] = useTransition()
  const start = () =>
    startTransition(async () => {
      const answer = await startImportAction(connectionId).catch(() => null)
      setProblem(answer === null ? 'failed' : answer.ok ? null : answer.problem)
      await refetch()
    })
  return (
    <div className="flex flex-col gap-5">
      {error && !data ? <Banner tone="warning" title={t('unread')} className="rounded" /> : null}
      <div role="alert" className="empty:hidden">
        {problem ? <Banner tone="danger" title={tProblems(problem)} className="rounded" /> : null}
      </div>
      <Progress progress={data ?? null} />
      {data?.state === 'failed' && data.health ? <HealthNote health={noteOf(data.health)} /> : null}
      <div className="flex flex-wrap gap-2">
        {data?.state === 'failed' || data?.state === 'none' ? (
          <Button variant="primary" disabled={isBusy} onClick={start}>
            {t(data.state === 'none' ? 'start' : 'retry')}
          </Button>
        ) : null}
        <Link
          href="/map"
          className={buttonClasses({ variant: data?.state === 'done' ? 'primary' : 'secondary' })}
        >
          {t('map')}
        </Link>
      </div>
    </div>
  )
}

function Progress({ progress }: { progress: ImportProgress | null }) {
  const t = useTranslations('setup.import')
  const formats = useFormats()
  const state = progress?.state ?? 'waiting'
  const isGoing = state === 'waiting' || state === 'reading'
  const accounts = progress?.accounts ?? 0
  const devices = progress?.devices ?? 0
  return (
    <div>
      <p role="status" className="text-base font-medium">
        {t(`state.${state}`)}
      </p>
      <p className="text-sm text-muted tabular-nums">
        {t('counts', {
          accounts: formats.number(accounts),
          accountCount: accounts,
          devices: formats.number(devices),
          deviceCount: devices,
        })}
      </p>
      {isGoing ? (
        <progress aria-label={t('bar')} className="mt-3 h-1.5 w-full max-w-md accent-(--accent)" />
      ) : null}
    </div>
  )
}

/** What went wrong with the reading itself is said in general words. */
function noteOf(health: NonNullable<ImportProgress['health']>) {
  return health === 'ok' || health === 'resting' || health === 'unknown' ? 'error' : health
}
