'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
import { LOG_KEEP_DAYS } from '@/lib/domain/api/notify-log'

/** The page's own scroll area with its title, and for how long the log is kept. */
export function DeliveriesFrame({ children }: { children: ReactNode }) {
  const t = useTranslations('notify.log')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long page must scroll by keyboard too.
    <section tabIndex={0} aria-label={t('title')} className={AREA}>
      <div className="mx-auto flex max-w-5xl flex-col gap-4 px-4 pb-[calc(2rem+env(safe-area-inset-bottom))] md:px-6">
        <header className="pt-4 md:pt-5">
          <h1 className="text-xl font-semibold tracking-tight max-md:text-lg">{t('title')}</h1>
          <p className="mt-1 max-w-3xl text-sm text-muted">{t('about', { days: LOG_KEEP_DAYS })}</p>
        </header>
        {children}
      </div>
    </section>
  )
}

const AREA = 'scrollbar-quiet h-full overflow-y-auto bg-canvas focus-visible:-outline-offset-2'

/** Deliveries to come. */
export function DeliveriesSkeleton() {
  const t = useTranslations('notify.log')
  return (
    <div role="status" className="divide-y divide-line">
      <span className="sr-only">{t('loading')}</span>
      {['a', 'b', 'c', 'd'].map((key) => (
        <div key={key} className="px-4 py-3">
          <Skeleton className="h-4 w-2/5" />
          <Skeleton className="mt-2 h-4 w-3/5" />
        </div>
      ))}
    </div>
  )
}
