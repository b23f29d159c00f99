import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Words } from '@/app/_components/words'
import { Wordmark } from '@/components/ui/wordmark'

/** The first run stands by itself: there may be nobody yet to show an app to. */
export default async function SetupLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations('meta')
  return (
    <Words of={['connection', 'push', 'setup', 'time', 'units']}>
      <div className="min-h-dvh bg-canvas">
        <main className="mx-auto flex max-w-3xl flex-col gap-6 px-4 pt-6 pb-[calc(3rem+env(safe-area-inset-bottom))] sm:px-6">
          <Wordmark name={t('name')} />
          {children}
        </main>
      </div>
    </Words>
  )
}
