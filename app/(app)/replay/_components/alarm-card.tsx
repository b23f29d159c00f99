'use client'

import { X } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { SeverityIcon } from '@/components/domain/severity-icon'
import { IconButton } from '@/components/ui/icon-button'
import { AlarmName } from '@/lib/client/alarm-names'
import type { ReplayTrack } from '../_hooks/use-replay-tracks'
import { useReplayWords } from './replay-words'

/** What rang and when, and the way to what was done about it. */
export function AlarmCard({
  track,
  alarmId,
  onClose,
}: {
  track: ReplayTrack
  alarmId: string
  onClose: () => void
}) {
  const t = useTranslations('replay.alarm')
  const tSeverity = useTranslations('alarms.severity')
  const words = useReplayWords()
  const alarm = track.alarms.find(({ id }) => id === alarmId)
  if (alarm === undefined) return null
  return (
    <div className="w-64 rounded-lg bg-panel px-3 pt-2 pb-2.5 text-sm shadow-overlay">
      <div className="flex items-center gap-2">
        <SeverityIcon severity={alarm.severity} />
        <h2 className="min-w-0 grow truncate font-semibold">
          <bdi>
            <AlarmName name={alarm.name} />
          </bdi>
        </h2>
        <IconButton icon={X} label={t('close')} onClick={onClose} tooltip="bottom-end" />
      </div>
      <p className="text-muted">
        {tSeverity(alarm.severity)} · <bdi>{track.name}</bdi>
      </p>
      <p className="tabular-nums">
        <time dateTime={new Date(alarm.startedMs).toISOString()} title={words.exactTime(alarm.startedMs)}>
          {words.dateTime(alarm.startedMs)}
        </time>
      </p>
      <Link href={`/alarms?alarm=${alarm.id}`} className={LINK}>
        {t('open')}
      </Link>
    </div>
  )
}

const LINK =
  'mt-1 inline-flex min-h-6 items-center font-medium text-accent hover:underline pointer-coarse:min-h-touch'
