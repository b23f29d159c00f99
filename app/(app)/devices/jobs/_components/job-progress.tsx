'use client'

import { useTranslations } from 'next-intl'
import { useFormats } from '@/lib/client/format/use-formats'
import { DEVICE_ITEM_STATES, type DeviceJobView } from '@/lib/domain/api/device-jobs'

/** How far work is, as a bar and in numbers. */
export function JobProgress({ job }: { job: DeviceJobView }) {
  const t = useTranslations('deviceJobs')
  const { number } = useFormats()
  const open = job.counts.waiting + job.counts.working
  const settled = job.total - open
  const words = t('job.progress', { done: number(settled), total: number(job.total) })
  return (
    <div className="flex flex-col gap-1 text-sm">
      <progress
        aria-label={words}
        value={settled}
        max={Math.max(1, job.total)}
        className="h-2 w-full accent-accent"
      />
      <p className="flex flex-wrap gap-x-3 text-muted tabular-nums">
        <span>{words}</span>
        {DEVICE_ITEM_STATES.filter((state) => job.counts[state] > 0).map((state) => (
          <span key={state}>
            {t(`itemStates.${state}`)}: {number(job.counts[state])}
          </span>
        ))}
      </p>
    </div>
  )
}
