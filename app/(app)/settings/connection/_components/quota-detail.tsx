'use client'

import { useTranslations } from 'next-intl'
import { Detail } from '@/components/ui/detail-list'
import { useFormats } from '@/lib/client/format/use-formats'
import type { ConnectionStatus } from '@/lib/domain/api/connection'
import { useServerNow } from './ago'
import { RowNote } from './row-note'

type Quota = ConnectionStatus['quota']
type Wait = { whose: 'paused' | 'token' | 'method'; method: string; untilMs: number; reason: string | null }

const TOKEN_GET = 'jimi.oauth.token.get'

/** Whether the vendor's quota holds us back: whose quota, until when, and what the vendor said. */
export function QuotaDetail({ quota }: { quota: Quota }) {
  const t = useTranslations('settings.connection.quota')
  const nowMs = useServerNow()
  const waits = waitsOf(quota).filter(({ untilMs }) => untilMs > nowMs)
  if (waits.length === 0) return <Detail label={t('label')}>{t('free')}</Detail>
  return (
    <Detail label={t('label')}>
      <span className="flex flex-col gap-3">
        {waits.map((wait) => (
          <WaitNote key={`${wait.whose} ${wait.method}`} wait={wait} nowMs={nowMs} />
        ))}
      </span>
    </Detail>
  )
}

function WaitNote({ wait: { whose, method, untilMs, reason }, nowMs }: { wait: Wait; nowMs: number }) {
  const t = useTranslations('settings.connection.quota')
  const formats = useFormats()
  const values = { method, time: formats.dateTime(untilMs), left: formats.duration(untilMs - nowMs) }
  return (
    <RowNote>
      <span title={formats.exactTime(untilMs)} className="wrap-anywhere">
        {t(whose, values)}
      </span>
      <span className="block font-normal text-muted">{t(`${whose}Whose`)}</span>
      {reason === null ? null : (
        <span className="block font-normal text-muted">{t('reason', { reason })}</span>
      )}
    </RowNote>
  )
}

function waitsOf({ pausedUntil, reason, own }: Quota): Wait[] {
  const ofKey: Wait[] =
    pausedUntil === null ? [] : [{ whose: 'paused', method: '', untilMs: Date.parse(pausedUntil), reason }]
  const ofConnection = own.map((pause): Wait => {
    const whose = pause.method === TOKEN_GET ? 'token' : 'method'
    return { whose, method: pause.method, untilMs: Date.parse(pause.pausedUntil), reason: pause.reason }
  })
  return [...ofKey, ...ofConnection]
}
