'use client'

import { useTranslations } from 'next-intl'
import type { RetentionKind } from '@/lib/domain/retention'
import { RetentionForm } from './retention-form'

/** How long each kind of telemetry is kept, and what that means. */
export function RetentionScreen({ kinds }: { kinds: readonly RetentionKind[] }) {
  const t = useTranslations('retention')
  return (
    <div className="scrollbar-quiet h-full overflow-y-auto bg-canvas">
      <div className="mx-auto flex max-w-4xl flex-col gap-4 px-4 pb-8 md:px-6">
        <header className="pt-4 md:pt-5">
          <h1 className="text-xl font-semibold tracking-tight max-md:text-lg">{t('title')}</h1>
          <p className="mt-1 max-w-2xl text-sm text-muted">{t('about')}</p>
        </header>
        <RetentionForm kinds={kinds} />
      </div>
    </div>
  )
}
