'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { SeverityIcon } from '@/components/domain/severity-icon'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { AlarmName } from '@/lib/client/alarm-names'
import { useFormats } from '@/lib/client/format/use-formats'
import type { NotifySettings } from '@/lib/domain/api/notify'
import { EmptyNote } from '../../connection/_components/empty-note'
import { useWork } from '../_hooks/use-work'
import { markReadAction } from '../actions'

type Notice = NotifySettings['notices'][number]

/** What rules told this person, the newest first. */
export function NoticeCard({ data: { notices, unread } }: { data: NotifySettings }) {
  const t = useTranslations('notify.settings')
  const { isBusy, failure, run } = useWork()
  const markRead = (
    <Button size="sm" disabled={isBusy} onClick={() => run(markReadAction)}>
      {t('markRead')}
    </Button>
  )
  return (
    <Card
      title={unread > 0 ? t('noticesUnread', { count: unread }) : t('notices')}
      aside={unread > 0 ? markRead : null}
    >
      {notices.length === 0 ? <EmptyNote title={t('noNotices')} body={t('noNoticesBody')} /> : null}
      {notices.length === 0 ? null : (
        <ul
          aria-label={t('notices')}
          className="max-h-80 divide-y divide-line overflow-y-auto border-t border-line scrollbar-quiet"
        >
          {notices.map((notice) => (
            <NoticeLine key={notice.id} delivery={notice} />
          ))}
        </ul>
      )}
      <p role="status" className="px-4 pb-2 text-sm text-danger empty:hidden">
        {failure ?? ''}
      </p>
    </Card>
  )
}

function NoticeLine({ delivery: { notice, readAt } }: { delivery: Notice }) {
  const t = useTranslations('notify')
  const formats = useFormats()
  const { alarm, vehicle, rule } = notice
  return (
    <li>
      <Link
        href={`/alarms?alarm=${alarm.id}`}
        className="flex flex-wrap items-center gap-x-3 px-4 py-2 text-sm -outline-offset-2 hover:bg-sunken pointer-coarse:min-h-touch"
      >
        <SeverityIcon severity={alarm.severity} className="size-4" />
        <span className="sr-only">{t(`severity.${alarm.severity}`)}</span>
        <span className={`min-w-0 grow basis-48 truncate ${readAt === null ? 'font-semibold' : ''}`}>
          <bdi>{vehicle.name}</bdi> ·{' '}
          <bdi>
            <AlarmName name={alarm.name} />
          </bdi>
          {readAt === null ? <span className="sr-only"> ({t('settings.unread')})</span> : null}
        </span>
        <bdi className="min-w-0 truncate text-muted">{rule?.name}</bdi>
        <time dateTime={alarm.startedAt} className="text-muted tabular-nums">
          {formats.dateTime(Date.parse(alarm.startedAt))}
        </time>
      </Link>
    </li>
  )
}
