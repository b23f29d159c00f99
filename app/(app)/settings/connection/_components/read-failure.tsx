'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { RequestFailedError } from '@/lib/client/queries/fetch-json'

export type ReadFailureProps = {
  error: Error
  /** Whether figures read before are still on the page. */
  hasOlder: boolean
  onRetry: () => void
}

/** Milepost itself could not be asked; that says nothing about the vendor. */
export function ReadFailure({ error, hasOlder, onRetry }: ReadFailureProps) {
  const t = useTranslations('settings.connection.failure')
  const refused = error instanceof RequestFailedError && error.status === 403
  const body = refused ? t('refused') : t(hasOlder ? 'older' : 'nothing')
  return (
    <Banner
      tone="warning"
      title={t('title')}
      className="mb-4 rounded-lg"
      actions={
        refused ? null : (
          <Button size="sm" onClick={onRetry} className="-my-0.5">
            {t('retry')}
          </Button>
        )
      }
    >
      {body}
    </Banner>
  )
}
