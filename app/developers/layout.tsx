import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Wordmark } from '@/components/ui/wordmark'

/** Stands by itself: who writes programs may have no account here. */
export default async function DevelopersLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations('meta')
  return (
    <div className="min-h-dvh bg-canvas text-ink">
      <main className="mx-auto flex max-w-3xl flex-col gap-6 px-4 pt-6 pb-[calc(3rem+env(safe-area-inset-bottom))] sm:px-6">
        <Wordmark name={t('name')} />
        {children}
      </main>
    </div>
  )
}
