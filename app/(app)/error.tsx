'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'

export default function AppError({ reset }: { error: Error; reset: () => void }) {
  const t = useTranslations('shell.error')
  return (
    <div role="alert" className="flex h-full flex-col items-center justify-center gap-3 p-6 text-center">
      <h1 className="text-lg font-semibold">{t('title')}</h1>
      <p className="max-w-sm text-muted">{t('body')}</p>
      <Button variant="primary" onClick={reset}>
        {t('retry')}
      </Button>
    </div>
  )
}
