'use client'

import { useTranslations } from 'next-intl'
import { Detail } from '@/components/ui/detail-list'
import { useFormats } from '@/lib/client/format/use-formats'
import type { ConnectionStatus } from '@/lib/domain/api/connection'
import { useServerNow } from './ago'
import { RowNote } from './row-note'

/** Whether the vendor's quota holds us back, until when, and what the vendor said. */
export function QuotaDetail({ quota }: { quota: ConnectionStatus['quota'] }) {
  const t = useTranslations('settings.connection.quota')
  const formats = useFormats()
  const nowMs = useServerNow()
  const untilMs = quota.pausedUntil === null ? 0 : Date.parse(quota.pausedUntil)
  if (untilMs <= nowMs) return <Detail label={t('label')}>{t('free')}</Detail>
  return (
    <Detail label={t('label')}>
      <RowNote>
        <span title={formats.exactTime(untilMs)}>
          {t('paused', { time: formats.dateTime(untilMs), left: formats.duration(untilMs - nowMs) })}
        </span>
        {quota.reason === null ? null : (
          <span className="block font-normal text-muted">{t('reason', { reason: quota.reason })}</span>
        )}
      </RowNote>
    </Detail>
  )
}
