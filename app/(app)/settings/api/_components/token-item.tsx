'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { useNow } from '@/lib/client/clock'
import { useFormats } from '@/lib/client/format/use-formats'
import { useLiveStore } from '@/lib/client/use-live'
import type { ApiToken } from '@/lib/domain/api-v1/tokens'

/** A token: what it may, until when, when it was last used. */
export function TokenItem({ token, onRevoke }: { token: ApiToken; onRevoke: () => void }) {
  const t = useTranslations('customerApi')
  const formats = useFormats()
  const { name, scopes, state, createdAt, expiresAt } = token
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 grow basis-60 text-sm">
        <h3 className="font-medium wrap-anywhere">
          <bdi>{name}</bdi>
          {state === 'working' ? null : (
            <span className="font-normal text-danger"> · {t(`states.${state}`)}</span>
          )}
        </h3>
        <p className="text-muted">
          <LastUsed at={token.lastUsedAt} />
          {' · '}
          {t('until', { time: formats.dateTime(Date.parse(expiresAt)) })}
          {' · '}
          {t('made', { time: formats.dateTime(Date.parse(createdAt)) })}
        </p>
        <p className="mt-1 font-mono text-xs text-muted">{scopes.join('  ')}</p>
      </div>
      {state === 'working' ? (
        <Button size="sm" aria-label={t('revokeLabel', { name })} onClick={onRevoke}>
          {t('revoke')}
        </Button>
      ) : null}
    </li>
  )
}

function LastUsed({ at }: { at: string | null }) {
  const t = useTranslations('customerApi')
  const formats = useFormats()
  const store = useLiveStore()
  const nowMs = useNow() + store.clockOffsetMs
  if (at === null) return t('unused')
  const atMs = Date.parse(at)
  return t.rich('used', {
    age: () => (
      <time dateTime={at} title={formats.exactTime(atMs)}>
        {formats.ago(Math.max(0, nowMs - atMs))}
      </time>
    ),
  })
}
