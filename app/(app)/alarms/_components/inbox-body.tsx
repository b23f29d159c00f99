'use client'

import { BellOff, CloudOff, ListX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/lib/client/format/use-formats'
import type { AlarmBox } from '@/lib/domain/alarm-inbox'
import { InboxSkeleton } from './alarms-frame'
import { Notice } from './notice'

export type InboxBodyProps = {
  isPending: boolean
  isError: boolean
  isEmpty: boolean
  isNarrowed: boolean
  box: AlarmBox
  /** When what is shown was read; 0 never. */
  readAtMs: number
  onRetry: () => void
  onClear: () => void
  children: ReactNode
}

/** The list, or in its place what is to be said. What was read stays while it cannot be read anew. */
export function InboxBody(props: InboxBodyProps) {
  const { isPending, isError, isEmpty, readAtMs, onRetry } = props
  const t = useTranslations('alarmInbox')
  const formats = useFormats()
  if (isError && readAtMs === 0)
    return (
      <Notice icon={CloudOff} title={t('failed.title')} body={t('failed.body')} isAlert>
        <Button variant="primary" onClick={onRetry}>
          {t('failed.retry')}
        </Button>
      </Notice>
    )
  if (isPending) return <InboxSkeleton />
  return (
    <>
      {isError ? (
        <p role="status" className="shrink-0 bg-warning-soft px-4 py-2 text-sm text-ink">
          {t('stale', { time: formats.time(readAtMs) })}
        </p>
      ) : null}
      {isEmpty ? <Empty {...props} /> : props.children}
    </>
  )
}

function Empty({ box, isNarrowed, onClear }: InboxBodyProps) {
  const t = useTranslations('alarmInbox')
  if (!isNarrowed)
    return <Notice icon={BellOff} title={t(`empty.${box}.title`)} body={t(`empty.${box}.body`)} />
  return (
    <Notice icon={ListX} title={t('noMatch.title')} body={t('noMatch.body')}>
      <Button onClick={onClear}>{t('noMatch.clear')}</Button>
    </Notice>
  )
}
