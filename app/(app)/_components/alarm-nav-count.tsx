'use client'

import { useTranslations } from 'next-intl'
import { useUnreadCount } from '@/lib/client/alarm-place'

const MOST_SHOWN = 99

/** How many alarms wait to be read, beside the word of the page. */
export function AlarmNavCount({ className }: { className: string }) {
  const t = useTranslations('alarms')
  const unread = useUnreadCount()
  if (unread === 0) return null
  const shown = unread > MOST_SHOWN ? t('manyUnread', { count: MOST_SHOWN }) : String(unread)
  return (
    <span key={shown} className={className}>
      <span aria-hidden>{shown}</span>
      <span className="sr-only">{t('navUnread', { shown })}</span>
    </span>
  )
}
