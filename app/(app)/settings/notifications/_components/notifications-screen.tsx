'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { useNotifySettings } from '@/lib/client/queries/notify'
import type { NotifySettings } from '@/lib/domain/api/notify'
import { BrowserCard } from './browser-card'
import { MailCard } from './mail-card'
import { NoticeCard } from './notice-card'
import { NotificationsFrame, NotificationsSkeleton } from './notifications-frame'
import { QuietCard } from './quiet-card'
import { WebhookCard } from './webhook-card'

/** A person's own notifications, and for owners the tenant's receivers. Asked anew now and then. */
export function NotificationsScreen() {
  const { data, error, refetch } = useNotifySettings()
  return (
    <NotificationsFrame>
      {error ? <Failure isStale={data !== undefined} onRetry={() => void refetch()} /> : null}
      {data ? <Cards data={data} /> : null}
      {data || error ? null : <NotificationsSkeleton />}
    </NotificationsFrame>
  )
}

function Cards({ data }: { data: NotifySettings }) {
  return (
    <>
      <NoticeCard data={data} />
      <BrowserCard data={data} />
      <MailCard data={data} />
      <QuietCard data={data} />
      {data.webhooks === null ? null : <WebhookCard webhooks={data.webhooks} />}
    </>
  )
}

function Failure({ isStale, onRetry }: { isStale: boolean; onRetry: () => void }) {
  const t = useTranslations('notify.settings')
  return (
    <Banner
      tone={isStale ? 'warning' : 'danger'}
      title={t(isStale ? 'staleTitle' : 'failureTitle')}
      className="rounded-lg"
      actions={
        <Button size="sm" onClick={onRetry}>
          {t('retry')}
        </Button>
      }
    >
      {t('failureBody')}
    </Banner>
  )
}
