'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { API_TOKENS_KEY, useApiTokens } from '@/lib/client/queries/api-tokens'
import { useHydrated } from '@/lib/client/use-hydrated'
import type { ApiToken } from '@/lib/domain/api-v1/tokens'
import { NewTokenDialog } from './new-token-dialog'
import { RevokeDialog } from './revoke-dialog'
import { TokenItem } from './token-item'
import { TokensFrame, TokensSkeleton } from './tokens-frame'

/** One's own tokens: make, look after, revoke. */
export function TokensScreen() {
  const t = useTranslations('customerApi')
  const queries = useQueryClient()
  const isHydrated = useHydrated()
  const { data, error, refetch } = useApiTokens()
  const [isMaking, setMaking] = useState(false)
  const [revoked, setRevoked] = useState<ApiToken | null>(null)
  const readAnew = () => queries.invalidateQueries({ queryKey: API_TOKENS_KEY })
  return (
    <TokensFrame
      aside={
        <Button variant="primary" disabled={!isHydrated} onClick={() => setMaking(true)}>
          {t('make')}
        </Button>
      }
    >
      {error === null ? null : (
        <Banner
          tone="warning"
          title={t('failedTitle')}
          className="rounded"
          actions={<Button onClick={() => void refetch()}>{t('retry')}</Button>}
        >
          {t('failedBody')}
        </Banner>
      )}
      {data === undefined && error === null ? <TokensSkeleton /> : null}
      {data === undefined ? null : (
        <Card title={t('yours')}>
          {data.tokens.length === 0 ? (
            <p className="border-t border-line px-4 py-6 text-sm text-muted">{t('empty')}</p>
          ) : (
            <ul aria-label={t('yours')} className="divide-y divide-line border-t border-line">
              {data.tokens.map((token) => (
                <TokenItem key={token.id} token={token} onRevoke={() => setRevoked(token)} />
              ))}
            </ul>
          )}
        </Card>
      )}
      {isMaking ? <NewTokenDialog onMade={() => void readAnew()} onClose={() => setMaking(false)} /> : null}
      {revoked === null ? null : (
        <RevokeDialog token={revoked} onDone={() => void readAnew()} onClose={() => setRevoked(null)} />
      )}
    </TokensFrame>
  )
}
