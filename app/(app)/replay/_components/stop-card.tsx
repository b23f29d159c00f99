'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { IconButton } from '@/components/ui/icon-button'
import type { ReplayTrack } from '../_hooks/use-replay-tracks'
import { useReplayWords } from './replay-words'

/** Arrival, departure and duration of one stop. */
export function StopCard({
  track,
  number,
  onClose,
}: {
  track: ReplayTrack
  number: number
  onClose: () => void
}) {
  const t = useTranslations('replay.stop')
  const words = useReplayWords()
  const stop = track.story.stops[number - 1]
  if (stop === undefined) return null
  const facts = [
    { label: t('arrived'), value: words.dateTime(stop.arrivedMs) },
    { label: t('left'), value: stop.isOpen ? t('stillThere') : words.dateTime(stop.leftMs) },
    { label: t('duration'), value: words.span(stop.leftMs - stop.arrivedMs) },
    ...(stop.idleMs > 0 ? [{ label: t('idling'), value: words.span(stop.idleMs) }] : []),
  ]
  return (
    <div className="w-64 rounded-lg bg-panel px-3 pt-2 pb-2.5 text-sm shadow-overlay">
      <div className="flex items-center gap-2">
        <h2 className="min-w-0 grow truncate font-semibold">
          {t('title', { number, kind: stop.kind })} <bdi className="font-normal text-muted">{track.name}</bdi>
        </h2>
        <IconButton icon={X} label={t('close')} onClick={onClose} tooltip="bottom-end" />
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
        {facts.map(({ label, value }) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="text-end tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
