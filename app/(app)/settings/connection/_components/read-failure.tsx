'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { RequestFailedError } from '@/lib/client/queries/fetch-json'

export type ReadFailureProps = { error: Error; onRetry: () => void }

/** Milepost itself could not be asked; that says nothing about the vendor. Nothing was read before either. */
export function ReadFailure({ error, onRetry }: ReadFailureProps) {
  const t = useTranslations('settings.connection.failure')
  const refused = isRefusal(error)
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-4 pt-[18dvh] text-center">
      <h2 className="text-lg font-semibold">{t(refused ? 'refusedTitle' : 'title')}</h2>
      <p className="max-w-sm text-balance text-muted">{t(refused ? 'refused' : 'body')}</p>
      {refused ? null : (
        <Button variant="primary" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </div>
  )
}

/** As above, over what was read before. */
export function RefreshFailure({ error, onRetry }: ReadFailureProps) {
  const t = useTranslations('settings.connection.failure')
  const refused = isRefusal(error)
  return (
    <Banner
      tone="warning"
      title={t('staleTitle')}
      className="mb-4 rounded-lg"
      actions={
        refused ? null : (
          <Button size="sm" onClick={onRetry} className="-my-0.5">
            {t('retry')}
          </Button>
        )
      }
    >
      {t(refused ? 'refused' : 'stale')}
    </Banner>
  )
}

function isRefusal(error: Error): boolean {
  return error instanceof RequestFailedError && error.status === 403
}
