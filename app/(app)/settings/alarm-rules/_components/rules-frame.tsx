'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Skeleton } from '@/components/ui/skeleton'

/** The page's own scroll area with its title, and what can be done with all of it. */
export function RulesFrame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  const t = useTranslations('notify.rules')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list without a button must scroll by keyboard too.
    <section tabIndex={0} aria-label={t('title')} className={AREA}>
      <div className="mx-auto flex max-w-4xl flex-col px-4 pb-[calc(2rem+env(safe-area-inset-bottom))] md:px-6">
        <header className="flex min-h-14 flex-wrap items-center gap-3 md:min-h-16">
          <h1 className="min-w-0 grow truncate text-xl font-semibold tracking-tight max-md:text-lg">
            {t('title')}
          </h1>
          {actions}
        </header>
        {children}
      </div>
    </section>
  )
}

const AREA = 'scrollbar-quiet h-full overflow-y-auto bg-canvas focus-visible:-outline-offset-2'

/** Rules to come. */
export function RulesSkeleton() {
  const t = useTranslations('notify.rules')
  return (
    <div role="status" className="divide-y divide-line rounded-lg border border-line bg-panel">
      <span className="sr-only">{t('loading')}</span>
      {['a', 'b', 'c'].map((key) => (
        <div key={key} className="px-4 py-4">
          <Skeleton className="h-5 w-2/5" />
          <Skeleton className="mt-3 h-4 w-3/5" />
        </div>
      ))}
    </div>
  )
}

/** Says that nothing could be read, with a way to try again. */
export function ReadFailure({ onRetry }: { onRetry: ReactNode }) {
  const t = useTranslations('notify.rules')
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-4 pt-[14dvh] text-center">
      <h2 className="text-lg font-semibold">{t('failureTitle')}</h2>
      <p className="max-w-sm text-balance text-muted">{t('failureBody')}</p>
      {onRetry}
    </div>
  )
}
