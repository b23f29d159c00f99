'use client'

import { useTranslations } from 'next-intl'
import { Skeleton } from '@/components/ui/skeleton'

/** Cards to come, at the place and height of the real ones. */
export function ConnectionSkeleton() {
  const t = useTranslations('settings.connection')
  return (
    <div role="status" className="grid gap-4 lg:grid-cols-2">
      <span className="sr-only">{t('loading')}</span>
      <CardSkeleton rows={7} className="h-119" />
      <CardSkeleton rows={5} className="h-119" />
      <CardSkeleton rows={8} className="h-110 lg:col-span-2" />
    </div>
  )
}

function CardSkeleton({ rows, className }: { rows: number; className: string }) {
  return (
    <div className={`overflow-hidden rounded-lg border border-line bg-panel ${className}`}>
      <div className="flex h-11 items-center px-4">
        <Skeleton className="h-4 w-28" />
      </div>
      <div className="px-4 pt-1 pb-4">
        <Skeleton className="h-6 w-3/5" />
        <Skeleton className="mt-2 h-4 w-4/5" />
      </div>
      {ROWS.slice(0, rows).map((row) => (
        <div key={row} className="flex h-12 items-center gap-6 border-t border-line px-4">
          <Skeleton className="h-4 w-28" />
          <Skeleton className="h-4 w-2/5" />
        </div>
      ))}
    </div>
  )
}

const ROWS = [0, 1, 2, 3, 4, 5, 6, 7]
