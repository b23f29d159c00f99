'use client'

import { ChevronLeft } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

/** The page's own scroll area with its title. On phones the title stays on top, beside the account button. */
export function PageFrame({ aside, children }: { aside?: ReactNode; children: ReactNode }) {
  const t = useTranslations('settings')
  return (
    <div className="scrollbar-quiet h-full overflow-y-auto bg-canvas">
      <div className="mx-auto flex max-w-6xl flex-col px-4 pb-[calc(2rem+env(safe-area-inset-bottom))] md:px-6">
        <header className={HEADER}>
          <Link href="/map" className={BACK}>
            <ChevronLeft aria-hidden className="size-4 rtl:rotate-180 pointer-coarse:size-5" />
            <span className="max-md:sr-only">{t('backToMap')}</span>
          </Link>
          <h1 className="min-w-0 grow truncate text-xl font-semibold tracking-tight max-md:text-lg">
            {t('connection.title')}
          </h1>
          {aside}
        </header>
        {children}
      </div>
    </div>
  )
}

// The account button floats at the end of the phone's header, hence the room there.
const HEADER =
  'flex items-center gap-x-3 max-md:sticky max-md:top-0 max-md:z-map-control max-md:-mx-4 max-md:h-16 max-md:gap-1 ' +
  'max-md:bg-canvas max-md:ps-2 max-md:pe-16 md:min-h-18 md:flex-wrap'

const BACK =
  '-ms-1.5 flex h-8 shrink-0 items-center gap-0.5 rounded ps-1 pe-2 text-sm font-medium text-muted hover:bg-sunken ' +
  'hover:text-ink max-md:ms-0 max-md:size-touch max-md:justify-center max-md:p-0'
