'use client'

import { ChevronLeft, ChevronRight, Download, X } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { IconButton } from '@/components/ui/icon-button'
import { isMixed } from '@/lib/client/video/player'
import type { VideoFile, VideoStart } from '@/lib/domain/api/video'
import { directionOf } from '@/lib/domain/bidi'
import { useVideoWords } from '../_hooks/use-video-words'
import { useFileName } from './file-grid'

/** One file large. Arrow keys go to the next, Escape closes. */
export function Lightbox({
  start,
  files,
  index,
  onMove,
  onClose,
}: {
  start: VideoStart
  files: readonly VideoFile[]
  index: number
  onMove: (index: number) => void
  onClose: () => void
}) {
  const t = useTranslations('video.lightbox')
  const words = useVideoWords()
  const nameOf = useFileName()
  const file = files[index]
  const isMirrored = directionOf(useLocale()) === 'rtl'
  const [back, forth] = isMirrored ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight']
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // In a clip's own controls the arrows wind.
      if (event.target instanceof HTMLVideoElement) return
      if (event.key === forth && index < files.length - 1) onMove(index + 1)
      if (event.key === back && index > 0) onMove(index - 1)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [index, files.length, onMove, forth, back])
  if (file === undefined) return null
  const name = nameOf(start, file)
  return (
    <Dialog title={name} onClose={onClose} className="w-[min(64rem,calc(100vw-2rem))]!">
      <Picture key={file.key} file={file} name={name} />
      <div className="flex flex-wrap items-center gap-2">
        <IconButton
          icon={ChevronLeft}
          label={t('previous')}
          shortcut={back}
          tooltip="top"
          className="rtl:-scale-x-100"
          disabled={index === 0}
          onClick={() => onMove(index - 1)}
        />
        <span className="text-sm text-muted tabular-nums">
          {t('of', { index: words.formats.number(index + 1), count: words.formats.number(files.length) })}
        </span>
        <IconButton
          icon={ChevronRight}
          label={t('next')}
          shortcut={forth}
          tooltip="top"
          className="rtl:-scale-x-100"
          disabled={index === files.length - 1}
          onClick={() => onMove(index + 1)}
        />
        <span className="grow text-sm text-muted">
          {file.sizeBytes === null ? null : words.size(file.sizeBytes)}
        </span>
        {file.url === null ? null : <DownloadButton url={file.url} />}
        <Button onClick={onClose}>
          <X aria-hidden className="size-4" />
          {t('close')}
        </Button>
      </div>
    </Dialog>
  )
}

function Picture({ file, name }: { file: VideoFile; name: string }) {
  const t = useTranslations('video.lightbox')
  const [isBroken, setIsBroken] = useState(false)
  const { url, blockedHost, media } = file
  if (url === null)
    return <p className={WORDS}>{blockedHost ? t('blocked', { host: blockedHost }) : t('noAddress')}</p>
  if (isMixed(url, window.location.protocol)) return <p className={WORDS}>{t('mixed')}</p>
  if (isBroken) return <p className={WORDS}>{t('broken')}</p>
  if (media === 'video')
    return (
      <video
        src={url}
        aria-label={name}
        controls
        autoPlay
        muted
        playsInline
        onError={() => setIsBroken(true)}
        className={PICTURE}
      />
    )
  return (
    // biome-ignore lint/performance/noImgElement: the vendor's pictures are fetched by the browser alone, never by our server.
    <img
      src={url}
      alt={name}
      referrerPolicy="no-referrer"
      onError={() => setIsBroken(true)}
      className={PICTURE}
    />
  )
}

const PICTURE = 'max-h-[70dvh] w-full rounded bg-sunken object-contain'
const WORDS =
  'flex aspect-video items-center justify-center rounded bg-sunken px-6 text-center text-sm text-muted'

/** Saves a file. Where its host lets pages read it, under its name; else it opens in a window of its own. */
function DownloadButton({ url }: { url: string }) {
  const t = useTranslations('video.lightbox')
  const [isBusy, setIsBusy] = useState(false)
  const save = async () => {
    setIsBusy(true)
    const blob = await fetch(url, { referrerPolicy: 'no-referrer' })
      .then((response) => (response.ok ? response.blob() : null))
      .catch(() => null)
    setIsBusy(false)
    if (blob === null) return void window.open(url, '_blank', 'noopener,noreferrer')
    const link = document.createElement('a')
    link.href = URL.createObjectURL(blob)
    link.download =
      new URL(url).searchParams.get('fileKey') ?? new URL(url).pathname.split('/').at(-1) ?? 'file'
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  }
  return (
    <Button disabled={isBusy} onClick={() => void save()}>
      <Download aria-hidden className="size-4" />
      {t('download')}
    </Button>
  )
}
