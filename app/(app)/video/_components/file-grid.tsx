'use client'

import { Film, ImageOff, Play, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { useTimeZone } from '@/lib/client/format/preferences'
import type { VideoFile, VideoStart } from '@/lib/domain/api/video'
import { dayKey } from '@/lib/domain/time'
import { useVideoWords } from '../_hooks/use-video-words'

/** Files as small pictures, fetched as they come into sight. More are drawn on demand. */
export function FileGrid({
  start,
  files,
  label,
  onOpen,
}: {
  start: VideoStart
  files: readonly VideoFile[]
  label: string
  onOpen: (file: VideoFile) => void
}) {
  const t = useTranslations('video.gallery')
  const { formats } = useVideoWords()
  const zone = useTimeZone()
  const [shown, setShown] = useState(FIRST_SHOWN)
  const days = useMemo(() => byDay(files.slice(0, shown), zone), [files, shown, zone])
  if (files.length === 0) return null
  return (
    <section aria-label={label} className="grid gap-4">
      {days.map(({ key, atMs, files: some }) => (
        <div key={key} className="grid gap-2">
          <h3 className="text-sm font-semibold">{atMs === null ? t('noTime') : formats.date(atMs)}</h3>
          <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-4">
            {some.map((file) => (
              <li key={file.key} className="min-w-0">
                <FileTile start={start} file={file} onOpen={() => onOpen(file)} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      {files.length > shown ? (
        <button
          type="button"
          onClick={() => setShown(shown + FIRST_SHOWN)}
          className="h-touch rounded border border-line bg-panel text-sm font-medium hover:bg-sunken"
        >
          {t('showMore', { count: files.length - shown })}
        </button>
      ) : null}
    </section>
  )
}

type Day = { key: string; atMs: number | null; files: VideoFile[] }

function byDay(files: readonly VideoFile[], zone: string): Day[] {
  const days = new Map<string, Day>()
  for (const file of files) {
    const atMs = file.at === null ? null : Date.parse(file.at)
    const key = atMs === null ? '' : dayKey(new Date(atMs), zone)
    const day = days.get(key) ?? { key, atMs, files: [] }
    day.files.push(file)
    days.set(key, day)
  }
  return [...days.values()]
}

const FIRST_SHOWN = 60

/** What a file is called: what it is, of which lens, from when. */
export function useFileName(): (start: VideoStart, file: VideoFile) => string {
  const t = useTranslations('video.gallery')
  const words = useVideoWords()
  return (_, file) => {
    const parts = [
      t(file.media),
      file.lens === null ? null : words.lens(file.lens),
      file.at === null ? t('noTime') : words.formats.dateTime(Date.parse(file.at)),
      file.alarmAt === null ? null : t('ofAlarm'),
    ]
    return parts.filter((part) => part !== null).join(' · ')
  }
}

/** One file to be opened. */
export function FileTile({
  start,
  file,
  onOpen,
}: {
  start: VideoStart
  file: VideoFile
  onOpen: () => void
}) {
  const t = useTranslations('video.gallery')
  const words = useVideoWords()
  const nameOf = useFileName()
  const [isBroken, setIsBroken] = useState(false)
  const hasPicture = file.thumbnailUrl !== null && !isBroken
  const isAlarm = file.alarmAt !== null
  return (
    <button type="button" onClick={onOpen} className={TILE}>
      <span className="sr-only">{nameOf(start, file)}</span>
      <span className="relative flex aspect-video w-full items-center justify-center bg-sunken">
        {hasPicture ? (
          // biome-ignore lint/performance/noImgElement: the vendor's pictures are fetched by the browser alone, never by our server.
          <img
            src={file.thumbnailUrl ?? ''}
            alt=""
            loading="lazy"
            decoding="async"
            referrerPolicy="no-referrer"
            onError={() => setIsBroken(true)}
            className="absolute inset-0 size-full object-cover"
          />
        ) : file.media === 'video' ? (
          <Film aria-hidden className="size-6 text-faint" />
        ) : (
          <ImageOff aria-hidden className="size-6 text-faint" />
        )}
        {file.media === 'video' ? (
          <span className="absolute inset-e-1.5 bottom-1.5 rounded bg-panel p-1 text-ink">
            <Play aria-hidden className="size-3.5" />
          </span>
        ) : null}
        {isAlarm ? (
          <span className="absolute inset-s-1.5 top-1.5 rounded bg-panel p-1 text-warning">
            <TriangleAlert aria-hidden className="size-3.5" />
          </span>
        ) : null}
      </span>
      <span aria-hidden className="flex min-h-8 w-full items-center gap-2 px-2 text-xs text-muted">
        <span className="grow truncate text-start tabular-nums">
          {file.at === null ? t('noTime') : words.formats.time(Date.parse(file.at))}
        </span>
        <span className="truncate">{file.lens === null ? '' : words.lens(file.lens)}</span>
      </span>
    </button>
  )
}

const TILE =
  'relative block w-full overflow-hidden rounded-lg border border-line bg-panel hover:border-line-strong focus-visible:outline-2'
