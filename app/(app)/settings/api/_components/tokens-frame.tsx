'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Skeleton } from '@/components/ui/skeleton'

/** The page's own scroll area with its title. */
export function TokensFrame({ aside, children }: { aside?: ReactNode; children: ReactNode }) {
  const t = useTranslations('customerApi')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long page must scroll by keyboard too.
    <section tabIndex={0} aria-label={t('title')} className={AREA}>
      <div className="mx-auto flex max-w-4xl flex-col gap-4 px-4 pb-[calc(2rem+env(safe-area-inset-bottom))] md:px-6">
        <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 pt-4 md:pt-5">
          <div className="min-w-0 grow basis-80">
            <h1 className="text-xl font-semibold tracking-tight max-md:text-lg">{t('title')}</h1>
            <p className="mt-1 max-w-2xl text-sm text-muted">{t('about')}</p>
            <Link href="/developers" className={LINK}>
              {t('toDocs')}
            </Link>
          </div>
          {aside}
        </header>
        {children}
      </div>
    </section>
  )
}

const AREA = 'scrollbar-quiet h-full overflow-y-auto bg-canvas focus-visible:-outline-offset-2'
const LINK =
  'inline-flex items-center text-sm font-medium text-accent underline underline-offset-2 pointer-coarse:min-h-touch'

/** A list to come. */
export function TokensSkeleton() {
  const t = useTranslations('customerApi')
  return (
    <div role="status" className="flex flex-col gap-4 rounded-lg border border-line bg-panel p-4">
      <span className="sr-only">{t('loading')}</span>
      {['a', 'b', 'c'].map((key) => (
        <div key={key}>
          <Skeleton className="h-5 w-1/3" />
          <Skeleton className="mt-2 h-4 w-3/5" />
        </div>
      ))}
    </div>
  )
}
