'use client'

import { Play, Upload } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import type { Recording } from '@/lib/domain/api/video'
import type { Span } from '../_hooks/months'
import { useVideoWords } from '../_hooks/use-video-words'
import { RecordingHours } from './recording-hours'

const FIRST_SHOWN = 60

/** The recordings of a day: a strip of its hours, and those of the chosen hour (or all) one by one. */
export function RecordingList({
  recordings,
  span,
  playing,
  onPlay,
  onUpload,
  uploadsFile,
}: {
  recordings: readonly Recording[]
  span: Span
  playing: Recording | null
  onPlay: (recording: Recording) => void
  /** Null where the vendor takes no such orders. */
  onUpload: ((recording: Recording) => void) | null
  uploadsFile: boolean
}) {
  const t = useTranslations('video.recordings')
  const { formats, size } = useVideoWords()
  const [hourMs, setHourMs] = useState<number | null>(null)
  const [shown, setShown] = useState(FIRST_SHOWN)
  const fitting = useMemo(
    () =>
      recordings.filter(({ beginAt, endAt }) => {
        if (hourMs === null) return true
        return Date.parse(endAt) > hourMs && Date.parse(beginAt) < hourMs + 3_600_000
      }),
    [recordings, hourMs],
  )
  if (recordings.length === 0)
    return <p className="border-t border-line px-4 py-6 text-center text-sm text-muted">{t('none')}</p>
  return (
    <div className="border-t border-line">
      <RecordingHours recordings={recordings} span={span} chosenMs={hourMs} onChoose={setHourMs} />
      <p role="status" className="px-4 pb-2 text-sm text-muted">
        {t('count', { count: fitting.length })}{' '}
        {onUpload === null ? t('noUpload') : uploadsFile ? '' : t('clipOnly')}
      </p>
      <ul
        aria-label={t('title')}
        className="max-h-[32rem] divide-y divide-line overflow-y-auto border-t border-line"
      >
        {fitting.slice(0, shown).map((recording) => {
          const beginMs = Date.parse(recording.beginAt)
          const time = formats.dateTimeRange(beginMs, Date.parse(recording.endAt))
          return (
            <li
              key={recording.beginAt}
              aria-current={playing?.beginAt === recording.beginAt ? 'true' : undefined}
              className="flex min-h-11 items-center gap-2 ps-4 pe-2 text-sm aria-[current]:bg-accent-soft"
            >
              <span className="min-w-0 grow tabular-nums">
                <time dateTime={recording.beginAt} title={formats.exactTime(beginMs)}>
                  {time}
                </time>
                {recording.sizeBytes === null ? null : (
                  <span className="text-muted"> · {size(recording.sizeBytes)}</span>
                )}
              </span>
              <IconButton
                icon={Play}
                label={t('play', { time })}
                tooltip="top"
                onClick={() => onPlay(recording)}
              />
              {onUpload === null ? null : (
                <IconButton
                  icon={Upload}
                  label={t('upload', { time })}
                  tooltip="top"
                  onClick={() => onUpload(recording)}
                />
              )}
            </li>
          )
        })}
        {fitting.length > shown ? (
          <li>
            <button
              type="button"
              onClick={() => setShown(shown + FIRST_SHOWN)}
              className="h-touch w-full text-sm font-medium text-accent hover:bg-sunken"
            >
              {t('showMore', { count: fitting.length - shown })}
            </button>
          </li>
        ) : null}
      </ul>
    </div>
  )
}
