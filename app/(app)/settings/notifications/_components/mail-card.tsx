'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Card } from '@/components/ui/card'
import { useFormats } from '@/lib/client/format/use-formats'
import type { NotifySettings } from '@/lib/domain/api/notify'
import { Switch } from '../../alarm-rules/_components/switch'
import { useWork } from '../_hooks/use-work'
import { saveSettingAction } from '../actions'
import { SendTest } from './send-test'

/** Mail to oneself, how mail stands on this server, and for owners what went wrong with it. */
export function MailCard({ data }: { data: NotifySettings }) {
  const t = useTranslations('notify.settings')
  const { isBusy, failure, run } = useWork()
  const { setting, email, mailState, hasPublicUrl, mailTrouble } = data
  const isOwner = mailTrouble !== null
  return (
    <Card title={t('mail')}>
      {mailState === 'ready' ? null : (
        <Banner tone="warning" title={t('mailNotReady')}>
          {t(isOwner ? `mailState.${mailState}` : 'askOwner')}
        </Banner>
      )}
      {mailState === 'ready' && isOwner && !hasPublicUrl ? (
        <Banner tone="warning" title={t('noPublicUrl')}>
          {t('noPublicUrlBody')}
        </Banner>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-3">
        <p className="min-w-0 grow basis-60 text-sm">
          {t.rich('mailTo', {
            email,
            strong: (words) => <strong className="font-medium break-all">{words}</strong>,
          })}
        </p>
        <SendTest target={{ way: 'mail' }} label={t('testMail')} disabled={mailState !== 'ready'} />
        <Switch
          label={t('mailSwitch')}
          isOn={setting.mail}
          disabled={isBusy}
          onChange={(mail) => run(() => saveSettingAction({ ...setting, mail }))}
        />
        <p role="status" className="basis-full text-sm text-danger empty:hidden">
          {failure ?? ''}
        </p>
      </div>
      {mailTrouble && mailTrouble.length > 0 ? <Trouble rows={mailTrouble} /> : null}
    </Card>
  )
}

function Trouble({ rows }: { rows: NonNullable<NotifySettings['mailTrouble']> }) {
  const t = useTranslations('notify.settings')
  const formats = useFormats()
  return (
    <div className="border-t border-line px-4 py-3">
      <h3 className="text-sm font-semibold">{t('mailTrouble')}</h3>
      <ul aria-label={t('mailTrouble')} className="mt-1 space-y-1 text-sm">
        {rows.map(({ id, recipient, status, lastWords, createdAt }) => (
          <li key={id} className="text-muted">
            <span className="font-medium text-ink break-all">{recipient}</span> · {t(`status.${status}`)} ·{' '}
            {formats.dateTime(Date.parse(createdAt))}
            <br />
            {lastWords}
          </li>
        ))}
      </ul>
    </div>
  )
}
