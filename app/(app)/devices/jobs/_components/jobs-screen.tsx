'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/lib/client/format/use-formats'
import { useDeviceJobs } from '@/lib/client/queries/device-jobs'
import type { DeviceJobView } from '@/lib/domain/api/device-jobs'
import { KEEP_ENDED_DAYS } from '@/lib/domain/retention'
import { JobProgress } from './job-progress'
import { useJobTitle } from './use-job-title'

/** All work on many devices within scope. */
export function JobsScreen() {
  const t = useTranslations('deviceJobs.list')
  const { data, isError, refetch } = useDeviceJobs()
  return (
    <div className="h-full overflow-y-auto bg-canvas">
      <div className="mx-auto flex max-w-4xl flex-col gap-4 p-4 md:p-6">
        <header>
          <Link
            href="/devices"
            className="inline-flex items-center text-sm text-accent pointer-coarse:min-h-touch"
          >
            {t('back')}
          </Link>
          <h1 className="text-xl font-semibold tracking-tight">{t('title')}</h1>
          <p className="text-sm text-muted">
            {t('about')} {t('kept', { days: KEEP_ENDED_DAYS })}
          </p>
        </header>
        {isError ? (
          <Banner
            tone="danger"
            title={t('failed')}
            actions={
              <Button size="sm" onClick={() => void refetch()}>
                {t('retry')}
              </Button>
            }
          />
        ) : null}
        {data === undefined && !isError ? <Skeleton className="h-24 w-full rounded-lg" /> : null}
        {data?.jobs.length === 0 ? (
          <div className="rounded-lg border border-line bg-panel p-6 text-center">
            <h2 className="font-medium">{t('empty')}</h2>
            <p className="text-sm text-muted">{t('emptyHint')}</p>
          </div>
        ) : null}
        <ul className="flex flex-col gap-2 empty:hidden">
          {data?.jobs.map((job) => (
            <JobCard key={job.id} job={job} />
          ))}
        </ul>
      </div>
    </div>
  )
}

function JobCard({ job }: { job: DeviceJobView }) {
  const t = useTranslations('deviceJobs')
  const titleOf = useJobTitle()
  const { dayTime, exactTime } = useFormats()
  const atMs = Date.parse(job.createdAt)
  return (
    <li className="flex flex-col gap-2 rounded-lg border border-line bg-panel p-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <Link
          href={`/devices/jobs/${job.id}`}
          className="inline-flex min-w-0 items-center font-medium wrap-anywhere text-accent pointer-coarse:min-h-touch"
        >
          {titleOf(job)}
        </Link>
        <span className="text-sm">{t(`states.${job.state}`)}</span>
      </div>
      <p className="text-sm text-muted" title={exactTime(atMs)}>
        {t('list.asked', { time: dayTime(atMs), name: job.askedByName ?? t('list.nobody') })}
      </p>
      <JobProgress job={job} />
    </li>
  )
}
