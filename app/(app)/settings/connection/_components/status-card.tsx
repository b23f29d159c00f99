'use client'

import { useTranslations } from 'next-intl'
import { Breakable } from '@/components/ui/breakable'
import { Card } from '@/components/ui/card'
import { Detail, DetailList } from '@/components/ui/detail-list'
import { useFormats } from '@/lib/client/format/use-formats'
import type { ConnectionStatus } from '@/lib/domain/api/connection'
import { Ago, useServerNow } from './ago'
import { ClockDetail } from './clock-detail'
import { HealthSummary } from './health-summary'

export function StatusCard({ connection }: { connection: ConnectionStatus }) {
  const t = useTranslations('settings.connection')
  const formats = useFormats()
  const { health, roster } = connection
  return (
    <Card title={t('status')} className="flex flex-col">
      <HealthSummary connection={connection} />
      <DetailList>
        <Detail label={t('lastSuccess')}>
          <span className="inline-block first-letter:uppercase">
            {health.lastSuccessAt === null ? t('never') : <Ago at={health.lastSuccessAt} />}
          </span>
        </Detail>
        <TokenDetail token={connection.token} />
        <ClockDetail clock={connection.clock} />
        <Detail label={t('roster')}>
          {t('rosterSize', {
            devices: formats.number(roster.devices),
            deviceCount: roster.devices,
            accounts: formats.number(roster.accounts),
            accountCount: roster.accounts,
          })}
          <span className="block text-muted">
            {roster.syncedAt === null
              ? t('neverSynced')
              : t.rich('syncedAt', { age: () => <Ago at={roster.syncedAt ?? ''} /> })}
          </span>
        </Detail>
        <Detail label={t('account')}>
          <bdi>{connection.account}</bdi>
        </Detail>
        <Detail label={t('address')}>
          {t(`regions.${connection.region}`)} · {t(`profiles.${connection.profile}`)}
          <span className="block text-muted">
            <Breakable text={connection.baseUrl} />
          </span>
        </Detail>
      </DetailList>
    </Card>
  )
}

function TokenDetail({ token }: { token: ConnectionStatus['token'] }) {
  const t = useTranslations('settings.connection.token')
  const formats = useFormats()
  const nowMs = useServerNow()
  const { state, issuedAt, expiresAt } = token
  const leftMs = expiresAt === null ? 0 : Date.parse(expiresAt) - nowMs
  return (
    <Detail label={t('label')}>
      {t(state)}
      {issuedAt === null ? null : <> · {t.rich('issued', { age: () => <Ago at={issuedAt} /> })}</>}
      {expiresAt === null || leftMs <= 0 ? null : (
        <span className="block text-muted" title={formats.exactTime(Date.parse(expiresAt))}>
          {t('expires', { left: formats.duration(leftMs) })}
        </span>
      )}
    </Detail>
  )
}
