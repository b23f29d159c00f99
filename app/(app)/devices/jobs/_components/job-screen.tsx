'use client'

import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useState, useTransition } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button, buttonClasses } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/lib/client/format/use-formats'
import { DEVICE_JOBS_QUERY_KEY, isUnderWay, useDeviceJob } from '@/lib/client/queries/device-jobs'
import { RequestFailedError } from '@/lib/client/queries/fetch-json'
import type { DeviceJobView } from '@/lib/domain/api/device-jobs'
import { lookAgainAction, stopJobAction } from '../../_components/jobs/actions'
import { JobItems } from './job-items'
import { JobProgress } from './job-progress'
import { lastSkip, useItemsAddress } from './use-items-address'
import { useJobTitle } from './use-job-title'

/** One piece of work, live while it goes on. */
export function JobScreen({ id }: { id: string }) {
  const t = useTranslations('deviceJobs.job')
  const { state, skip, show } = useItemsAddress()
  const { data, error, refetch } = useDeviceJob(id, { state, skip })
  const last = data === undefined ? skip : lastSkip(data.found)
  // There may be fewer of a state than when the address was made.
  useEffect(() => {
    if (skip > last) show(state, last)
  }, [skip, last, state, show])
  const isMissing = error instanceof RequestFailedError && error.status === 404
  return (
    <div className="h-full overflow-y-auto bg-canvas">
      <div className="mx-auto flex max-w-4xl flex-col gap-4 p-4 md:p-6">
        <Link
          href="/devices/jobs"
          className="inline-flex items-center self-start text-sm text-accent pointer-coarse:min-h-touch"
        >
          {t('back')}
        </Link>
        {data ? (
          <>
            <JobHead job={data.job} />
            <JobItems
              detail={data}
              state={state}
              skip={skip}
              onState={(next) => show(next, 0)}
              onSkip={(next) => show(state, next)}
            />
          </>
        ) : (
          <>
            {/* What the work is called is not known, so the page is called after what it shows. */}
            <h1 className="sr-only">{t('back')}</h1>
            {isMissing ? (
              <Banner tone="danger" title={t('missing')} />
            ) : error ? (
              <Banner
                tone="danger"
                title={t('failed')}
                actions={<Button onClick={() => void refetch()}>{t('retry')}</Button>}
              />
            ) : (
              <Skeleton className="h-40 w-full rounded-lg" />
            )}
          </>
        )}
      </div>
    </div>
  )
}

function JobHead({ job }: { job: DeviceJobView }) {
  const t = useTranslations('deviceJobs')
  const titleOf = useJobTitle()
  const { dayTime } = useFormats()
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const [words, setWords] = useState<string | null>(null)
  const [isBusy, startTransition] = useTransition()
  const run = (act: typeof stopJobAction, said: string | null) =>
    startTransition(async () => {
      const reply = await act(job.id).catch(() => null)
      setWords(reply?.ok ? said : t(`failures.${reply?.why ?? 'failed'}`))
      setAsking(false)
      await queries.invalidateQueries({ queryKey: DEVICE_JOBS_QUERY_KEY })
    })
  const isOpen = isUnderWay(job)
  return (
    <header className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="min-w-0 grow text-xl font-semibold tracking-tight wrap-anywhere">{titleOf(job)}</h1>
        <span role="status" className="text-sm">
          {isOpen && job.stopAsked ? t('job.stopping') : t(`states.${job.state}`)}
        </span>
        {isOpen && !job.stopAsked ? <Button onClick={() => setAsking(true)}>{t('job.stop')}</Button> : null}
        <a href={`/api/device-jobs/${job.id}/report`} download className={buttonClasses({})}>
          {t('job.export')}
        </a>
      </div>
      <JobProgress job={job} />
      {job.endReason === null ? null : <Banner tone="warning" title={t(`endReasons.${job.endReason}`)} />}
      {isOpen && job.waitUntil !== null ? (
        <Banner tone="warning" title={t('job.resting', { time: dayTime(Date.parse(job.waitUntil)) })} />
      ) : null}
      {!isOpen && job.counts.unknown > 0 ? (
        <Banner
          tone="warning"
          title={t('job.lookHint', { count: job.counts.unknown })}
          actions={
            <Button size="sm" disabled={isBusy} onClick={() => run(lookAgainAction, t('job.looked'))}>
              {t('job.lookAgain')}
            </Button>
          }
        />
      ) : null}
      <p role="status" className="text-sm text-muted empty:hidden">
        {words}
      </p>
      {isAsking ? (
        <Dialog title={t('job.stopTitle')} onClose={() => setAsking(false)} className="max-w-md">
          <p className="text-sm text-muted">{t('job.stopBody')}</p>
          <div className="flex justify-end gap-2">
            <Button onClick={() => setAsking(false)}>{t('job.keepOn')}</Button>
            <Button variant="primary" disabled={isBusy} onClick={() => run(stopJobAction, null)}>
              {t('job.stop')}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </header>
  )
}
