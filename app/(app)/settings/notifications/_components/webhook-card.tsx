'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { useAlarmNames } from '@/lib/client/alarm-names'
import { useFormats } from '@/lib/client/format/use-formats'
import type { WebhookRow } from '@/lib/domain/api/notify'
import { Switch } from '../../alarm-rules/_components/switch'
import { EmptyNote } from '../../connection/_components/empty-note'
import { useWork } from '../_hooks/use-work'
import { enableWebhookAction, removeWebhookAction, renewSecretAction } from '../actions'
import { SendTest } from './send-test'
import { WebhookForm } from './webhook-form'

/** The tenant's receivers: owners add them, try them, and see how the last posts went. */
export function WebhookCard({ webhooks }: { webhooks: readonly WebhookRow[] }) {
  const t = useTranslations('notify.webhooks')
  const [isAdding, setAdding] = useState(false)
  const [fresh, setFresh] = useState<{ id: string; secret: string } | null>(null)
  const add = (
    <Button size="sm" onClick={() => setAdding(true)} disabled={isAdding}>
      {t('add')}
    </Button>
  )
  return (
    <Card title={t('title')} aside={add}>
      <p className="px-4 pb-3 text-sm text-muted">{t('about')}</p>
      {isAdding ? (
        <WebhookForm
          onCancel={() => setAdding(false)}
          onSaved={(saved) => {
            setAdding(false)
            setFresh(saved)
          }}
        />
      ) : null}
      {webhooks.length === 0 && !isAdding ? <EmptyNote title={t('noneTitle')} body={t('noneBody')} /> : null}
      {webhooks.length === 0 ? null : (
        <ul aria-label={t('title')} className="divide-y divide-line border-t border-line">
          {webhooks.map((webhook) => (
            <WebhookLine
              key={webhook.id}
              webhook={webhook}
              secret={fresh?.id === webhook.id ? fresh.secret : null}
              onSecret={(secret) => setFresh({ id: webhook.id, secret })}
            />
          ))}
        </ul>
      )}
    </Card>
  )
}

type WebhookLineProps = { webhook: WebhookRow; secret: string | null; onSecret: (secret: string) => void }

function WebhookLine({ webhook, secret, onSecret }: WebhookLineProps) {
  const t = useTranslations('notify.webhooks')
  const { isBusy, failure, run } = useWork()
  const [isSure, setSure] = useState(false)
  const { id, name, url, enabled, deliveries } = webhook
  return (
    <li className="space-y-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 grow basis-60 text-sm">
          <p className="font-medium">
            <bdi>{name}</bdi>
          </p>
          <p className="break-all text-muted">{url}</p>
        </div>
        <Switch
          label={t('switch', { name })}
          isOn={enabled}
          disabled={isBusy}
          onChange={(isOn) => run(() => enableWebhookAction(id, isOn))}
        />
      </div>
      {secret === null ? null : <Secret secret={secret} />}
      <div className="flex flex-wrap items-center gap-2">
        <SendTest target={{ way: 'webhook', id }} label={t('test', { name })} />
        <Button size="sm" disabled={isBusy} onClick={() => run(() => renewSecretAction(id), onSecret)}>
          {t('renew')}
        </Button>
        <Button
          size="sm"
          className="text-danger"
          disabled={isBusy}
          aria-label={t(isSure ? 'removeSureLabel' : 'removeLabel', { name })}
          onClick={() => (isSure ? run(() => removeWebhookAction(id)) : setSure(true))}
          onBlur={() => setSure(false)}
        >
          {t(isSure ? 'removeSure' : 'remove')}
        </Button>
      </div>
      <p role="status" className="text-sm text-danger empty:hidden">
        {failure ?? ''}
      </p>
      <Deliveries rows={deliveries} receiver={{ id, name }} />
    </li>
  )
}

function Secret({ secret }: { secret: string }) {
  const t = useTranslations('notify.webhooks')
  return (
    <div role="status" className="rounded bg-warning-soft px-3 py-2 text-sm">
      <p className="font-medium">{t('secretOnce')}</p>
      <p className="mt-1 flex flex-wrap items-center gap-3">
        <code className="min-w-0 font-mono break-all">{secret}</code>
        <CopyButton getText={() => secret} label={t('copySecret')} copiedLabel={t('copied')}>
          {t('copySecret')}
        </CopyButton>
      </p>
    </div>
  )
}

type DeliveriesProps = { rows: WebhookRow['deliveries']; receiver: { id: string; name: string } }

function Deliveries({ rows, receiver: { id: receiverId, name } }: DeliveriesProps) {
  const t = useTranslations('notify')
  const formats = useFormats()
  const alarmName = useAlarmNames()
  if (rows.length === 0) return <p className="text-sm text-muted">{t('webhooks.noPosts')}</p>
  return (
    <>
      <ul aria-label={t('webhooks.posts', { name })} className="space-y-1 text-sm text-muted">
        {rows.map(({ id, status, attempts, lastWords, createdAt, notice }) => (
          <li key={id} className="flex flex-wrap gap-x-2">
            <time dateTime={createdAt} className="tabular-nums">
              {formats.dateTime(Date.parse(createdAt))}
            </time>
            <span className={status === 'failed' ? 'font-medium text-danger' : 'font-medium text-ink'}>
              {t(`settings.status.${status}`)}
            </span>
            <bdi>
              {notice.isTest
                ? t('webhooks.aTest')
                : `${notice.vehicle.name} · ${alarmName(notice.alarm.name)}`}
            </bdi>
            {attempts > 1 ? <span>{t('webhooks.tries', { count: attempts })}</span> : null}
            <span className="min-w-0 break-words">{lastWords}</span>
          </li>
        ))}
      </ul>
      <Link
        href={`/settings/deliveries?way=webhook&receiver=${receiverId}`}
        aria-label={t('webhooks.allTo', { name })}
        className={LOG_LINK}
      >
        {t('webhooks.all')}
      </Link>
    </>
  )
}

const LOG_LINK =
  'inline-flex w-fit items-center rounded-sm text-sm font-medium text-accent hover:underline pointer-coarse:min-h-touch'
