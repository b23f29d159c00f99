import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Wordmark } from '@/components/ui/wordmark'
import { RoadScene } from './_components/road-scene'

export default async function AuthLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations('meta')
  return (
    <div className="grid min-h-dvh bg-canvas lg:grid-cols-[minmax(26rem,34rem)_1fr]">
      <main className="flex flex-col bg-panel px-6 py-6 sm:px-12 sm:py-8 lg:border-e lg:border-line">
        <div className="mx-auto w-full max-w-sm">
          <Wordmark name={t('name')} />
        </div>
        <div className="mx-auto flex w-full max-w-sm grow flex-col justify-center py-8">{children}</div>
      </main>
      <RoadScene />
    </div>
  )
}
