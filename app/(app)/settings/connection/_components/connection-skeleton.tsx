'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Skeleton } from '@/components/ui/skeleton'

/** Cards to come, at the place and height of the real ones. */
export function ConnectionSkeleton() {
  const t = useTranslations('settings.connection')
  return (
    <div role="status" className="grid gap-4 lg:grid-cols-2">
      <span className="sr-only">{t('loading')}</span>
      <CardSkeleton className="h-125.5 lg:h-107.5">
        <div className="flex h-17 gap-3 px-4 pt-1">
          <Skeleton className="size-6 rounded-full" />
          <Lines />
        </div>
        <Rows heights={STATUS_ROWS} />
      </CardSkeleton>
      <CardSkeleton className="h-118 lg:h-107.5">
        <div className="grid h-23 grid-cols-3 gap-4 px-4 pt-1">
          {[0, 1, 2].map((figure) => (
            <Lines key={figure} />
          ))}
        </div>
        <Rows heights={TODAY_ROWS} />
      </CardSkeleton>
      <CardSkeleton className="h-125 lg:col-span-2">
        <Rows heights={METHOD_ROWS} />
      </CardSkeleton>
    </div>
  )
}

function CardSkeleton({ className, children }: { className: string; children: ReactNode }) {
  return (
    <div className={`overflow-hidden rounded-lg border border-line bg-panel ${className}`}>
      <div className="flex h-11 items-center px-4">
        <Skeleton className="h-4 w-28" />
      </div>
      {children}
    </div>
  )
}

function Lines() {
  return (
    <div className="grow space-y-2">
      <Skeleton className="h-5 w-3/5" />
      <Skeleton className="h-4 w-4/5" />
    </div>
  )
}

function Rows({ heights }: { heights: readonly (readonly [key: number, height: string])[] }) {
  return heights.map(([key, height]) => (
    <div key={key} className={`flex gap-6 border-t border-line px-4 pt-3 ${height}`}>
      <Skeleton className="h-4 w-28" />
      <Skeleton className="h-4 w-2/5" />
    </div>
  ))
}

const STATUS_ROWS = [
  [1, 'h-10'],
  [2, 'h-15'],
  [3, 'h-15'],
  [4, 'h-15'],
  [5, 'h-10'],
  [6, 'h-15'],
] as const
const TODAY_ROWS = [
  [1, 'h-10'],
  [2, 'h-19'],
  [3, 'h-15'],
  [4, 'h-25'],
] as const
const METHOD_ROWS = [
  [1, 'h-9'],
  [2, 'h-14'],
  [3, 'h-14'],
  [4, 'h-14'],
  [5, 'h-14'],
  [6, 'h-14'],
  [7, 'h-14'],
  [8, 'h-14'],
] as const
