'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Skeleton } from '@/components/ui/skeleton'

/** The page's own scroll area with its title. */
export function SecurityFrame({ children }: { children: ReactNode }) {
  const t = useTranslations('security')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long page must scroll by keyboard too.
    <section tabIndex={0} aria-label={t('title')} className={AREA}>
      <div className="mx-auto flex max-w-4xl flex-col gap-4 px-4 pb-[calc(2rem+env(safe-area-inset-bottom))] md:px-6">
        <header className="pt-4 md:pt-5">
          <h1 className="text-xl font-semibold tracking-tight max-md:text-lg">{t('title')}</h1>
          <p className="mt-1 max-w-2xl text-sm text-muted">{t('about')}</p>
        </header>
        {children}
      </div>
    </section>
  )
}

const AREA = 'scrollbar-quiet h-full overflow-y-auto bg-canvas focus-visible:-outline-offset-2'

/** Sections to come. */
export function SecuritySkeleton() {
  const t = useTranslations('security')
  return (
    <div role="status" className="flex flex-col gap-4">
      <span className="sr-only">{t('loading')}</span>
      {['a', 'b', 'c'].map((key) => (
        <div key={key} className="rounded-lg border border-line bg-panel p-4">
          <Skeleton className="h-5 w-1/3" />
          <Skeleton className="mt-3 h-4 w-3/5" />
        </div>
      ))}
    </div>
  )
}
