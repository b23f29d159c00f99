'use client'

import { CloudOff, SearchX, Siren } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { useAlarmDetail, useReadAlarms } from '@/lib/client/queries/alarms'
import { RequestFailedError } from '@/lib/client/queries/fetch-json'
import { AlarmDetail, type AlarmDetailProps } from './alarm-detail'
import { KeyTable } from './keys-help'
import { Notice } from './notice'

export type DetailPaneProps = Omit<AlarmDetailProps, 'detail'> & { alarmId: string | null }

/** Whoever has had an alarm before their eyes for this long has read it. */
const READ_AFTER_MS = 800

/** The chosen alarm, or what to do without one. */
export function DetailPane({ alarmId, ...props }: DetailPaneProps) {
  const t = useTranslations('alarmInbox')
  const query = useAlarmDetail(alarmId)
  const { data, error } = query
  useReading(alarmId, data?.alarm.isUnread === true && data.alarm.id === alarmId)
  if (alarmId === null)
    return (
      <Notice icon={Siren} title={t('pickOne.title')} body={t('pickOne.body')}>
        <div className="mt-4 w-64 pointer-coarse:hidden">
          <KeyTable />
        </div>
      </Notice>
    )
  if (data !== undefined && data.alarm.id === alarmId) return <AlarmDetail {...props} detail={data} />
  if (error instanceof RequestFailedError && error.status === 404)
    return (
      <Notice icon={SearchX} title={t('unknown.title')} body={t('unknown.body')} isAlert>
        <Button variant="primary" onClick={props.onClose}>
          {t('unknown.back')}
        </Button>
      </Notice>
    )
  if (error !== null)
    return (
      <Notice icon={CloudOff} title={t('detailFailed')} body={t('failed.body')} isAlert>
        <div className="flex gap-2">
          <Button onClick={props.onClose}>{t('unknown.back')}</Button>
          <Button variant="primary" onClick={() => void query.refetch()}>
            {t('failed.retry')}
          </Button>
        </div>
      </Notice>
    )
  return <DetailSkeleton />
}

function DetailSkeleton() {
  return (
    <div className="space-y-6 bg-panel p-6" aria-hidden>
      <Skeleton className="h-10 w-2/3 rounded" />
      <Skeleton className="h-8 w-1/2 rounded" />
      <Skeleton className="h-64 w-full rounded-lg" />
      <Skeleton className="h-40 w-full rounded" />
    </div>
  )
}

function useReading(alarmId: string | null, isUnread: boolean) {
  const read = useReadAlarms()
  const latest = useRef(read)
  useEffect(() => {
    latest.current = read
  })
  useEffect(() => {
    if (alarmId === null || !isUnread) return
    const timer = setTimeout(() => {
      if (document.visibilityState === 'visible') void latest.current([alarmId])
    }, READ_AFTER_MS)
    return () => clearTimeout(timer)
  }, [alarmId, isUnread])
}
