'use client'

import { useTranslations } from 'next-intl'
import { useNow } from '@/lib/client/clock'
import { useFormats } from '@/lib/client/format/use-formats'

/** How old the figures on the page are, by the browser's own clock. */
export function ReadAge({ atMs }: { atMs: number }) {
  const t = useTranslations('settings.connection')
  const formats = useFormats()
  return (
    <p className="text-sm text-muted tabular-nums max-md:sr-only">
      {t('readAge', { age: formats.ago(useNow() - atMs) })}
    </p>
  )
}
