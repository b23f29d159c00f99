'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

/** The page's own scroll area with its title. */
export function PageFrame({ aside, children }: { aside?: ReactNode; children: ReactNode }) {
  const t = useTranslations('settings.connection')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long report without a button must scroll by keyboard too.
    <section tabIndex={0} aria-label={t('title')} className={AREA}>
      <div className="mx-auto flex max-w-6xl flex-col px-4 pb-[calc(2rem+env(safe-area-inset-bottom))] md:px-6">
        <header className="flex min-h-14 flex-wrap items-center gap-x-3 md:min-h-16">
          <h1 className="min-w-0 grow truncate text-xl font-semibold tracking-tight max-md:text-lg">
            {t('title')}
          </h1>
          {aside}
        </header>
        {children}
      </div>
    </section>
  )
}

const AREA = 'scrollbar-quiet h-full overflow-y-auto bg-canvas focus-visible:-outline-offset-2'
