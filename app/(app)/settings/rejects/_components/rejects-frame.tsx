'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Skeleton } from '@/components/ui/skeleton'

/** The page's own scroll area with its title. */
export function RejectsFrame({ aside, children }: { aside?: ReactNode; children: ReactNode }) {
  const t = useTranslations('rejects')
  return (
    <div className="scrollbar-quiet h-full overflow-y-auto bg-canvas">
      <div className="mx-auto flex max-w-6xl flex-col px-4 pb-[calc(2rem+env(safe-area-inset-bottom))] md:px-6">
        <header className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-2 py-2 md:min-h-16">
          <h1 className="min-w-0 grow truncate text-xl font-semibold tracking-tight max-md:text-lg">
            {t('title')}
          </h1>
          {aside}
        </header>
        <p className="mb-4 max-w-3xl text-sm text-muted">{t('about')}</p>
        {children}
      </div>
    </div>
  )
}

/** Cards to come. */
export function RejectsSkeleton() {
  const t = useTranslations('rejects')
  return (
    <div role="status" className="space-y-4">
      <span className="sr-only">{t('loading')}</span>
      {HEIGHTS.map((height) => (
        <div key={height} className={`rounded-lg border border-line bg-panel p-4 ${height}`}>
          <Skeleton className="h-4 w-40" />
          <Skeleton className="mt-6 h-4 w-3/5" />
          <Skeleton className="mt-5 h-4 w-2/5" />
          <Skeleton className="mt-5 h-4 w-1/2" />
        </div>
      ))}
    </div>
  )
}

const HEIGHTS = ['h-44', 'h-96']
