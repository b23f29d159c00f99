'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'

export type PreviewFrameProps = {
  isError: boolean
  onRetry: () => void
  /** Null until it has come. */
  children: ReactNode
}

/** The place in a dialog where it is told what the work would change, while that is looked up, too. */
export function PreviewFrame({ isError, onRetry, children }: PreviewFrameProps) {
  const t = useTranslations('deviceJobs.transfer')
  return (
    <section
      aria-label={t('preview')}
      aria-busy={children === null && !isError}
      className="rounded border border-line p-3 text-sm"
    >
      <h3 className="mb-1 font-medium">{t('preview')}</h3>
      {isError ? (
        <p role="alert" className="flex items-center gap-2 text-danger">
          {t('failed')}
          <Button size="sm" onClick={onRetry}>
            {t('retry')}
          </Button>
        </p>
      ) : null}
      {children ?? (isError ? null : <Skeleton className="h-16 w-full rounded" />)}
    </section>
  )
}
