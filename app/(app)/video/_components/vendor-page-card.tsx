'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { isMixed } from '@/lib/client/video/player'
import type { VideoFailure, VideoStart } from '@/lib/domain/api/video'
import { useVideoWords } from '../_hooks/use-video-words'
import { livePageAction } from '../actions'

type Answer = Awaited<ReturnType<typeof livePageAction>>

/** The vendor's own live page, in a frame that may run its player and nothing else. */
export function VendorPageCard({ start }: { start: VideoStart }) {
  const t = useTranslations('video.page')
  const words = useVideoWords()
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const open = async () => {
    setIsBusy(true)
    const failed: VideoFailure = { kind: 'failed', why: 'other' }
    setAnswer(await livePageAction({ deviceId: start.deviceId }).catch(() => failed))
    setIsBusy(false)
  }
  const page = answer?.kind === 'page' ? answer.page : null
  const isOpen = page !== null && page.url !== null
  return (
    <Card
      title={t('title')}
      aside={
        <Button disabled={isBusy} onClick={() => (isOpen ? setAnswer(null) : void open())}>
          {isOpen ? t('close') : t('open')}
        </Button>
      }
    >
      <div className="border-t border-line px-4 py-3 text-sm">
        {isOpen ? <PageFrame url={page.url} title={t('frame', { name: start.name })} /> : null}
        {page?.url === null ? <p role="alert">{t('blocked', { host: page.host })}</p> : null}
        {answer?.kind === 'failed' ? (
          <p role="alert" className="text-danger">
            {words.failure(answer)}
          </p>
        ) : null}
        {answer === null ? <p className="text-muted">{t('about')}</p> : null}
      </div>
    </Card>
  )
}

function PageFrame({ url, title }: { url: string; title: string }) {
  const t = useTranslations('video.page')
  // A page of our own origin could step out of its box; the server refuses those it knows of.
  if (new URL(url).origin === window.location.origin) return <p role="alert">{t('own')}</p>
  if (isMixed(url, window.location.protocol)) return <p role="alert">{t('mixed')}</p>
  return (
    <iframe
      src={url}
      title={title}
      // Its player needs scripts, and its own origin to reach its own service. No forms, windows, downloads or the way up.
      sandbox="allow-scripts allow-same-origin"
      allow="autoplay; fullscreen"
      referrerPolicy="no-referrer"
      loading="lazy"
      className="aspect-video w-full rounded border border-line bg-sunken"
    />
  )
}
