'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/lib/client/format/use-formats'
import type { VideoFailure, VideoStart } from '@/lib/domain/api/video'
import { useVideoWords } from '../_hooks/use-video-words'
import { useWatching } from '../_hooks/use-watching'
import { extendAction, watchLiveAction } from '../actions'
import { CaptureCard } from './capture-card'
import { DataCard } from './data-card'
import { LiveTile } from './live-tile'
import { VendorPageCard } from './vendor-page-card'
import { Notice } from './video-frame'

/** All channels of a camera, live. On phones one at a time. */
export function LiveTab({ start, onChanged }: { start: VideoStart; onChanged: () => void }) {
  const t = useTranslations('video.live')
  const formats = useFormats()
  const words = useVideoWords()
  const { session, watched } = useWatching()
  const [shown, setShown] = useState(start.channels[0] ?? 0)
  const [problem, setProblem] = useState<VideoFailure | null>(null)
  const running = watched.filter(({ phase }) => phase === 'asking' || phase === 'watching')
  const watch = (channels: number[]) =>
    void session.begin(channels, (wanted, viewerKey) =>
      watchLiveAction({ deviceId: start.deviceId, channels: wanted, viewerKey }),
    )
  // Where one channel is shown at a time, the others would cost data unseen.
  const show = (channel: number) => {
    const wasRunning = running.some((one) => one.channel === shown)
    if (channel !== shown && wasRunning) {
      session.stop([shown])
      watch([channel])
    }
    setShown(channel)
  }
  const extend = async (streamId: string) => {
    const answer = await extendAction({ streamId }).catch(
      (): VideoFailure => ({ kind: 'failed', why: 'other' }),
    )
    setProblem(answer.kind === 'failed' ? answer : null)
    session.refresh()
  }
  const heardMs = start.heardAt === null ? null : Date.parse(start.heardAt)
  return (
    <>
      {start.isOnline || heardMs === null ? null : (
        <Banner tone="warning" title={t('offline')} className="rounded">
          {t('lastHeard', { age: formats.ago(Date.now() - heardMs) })}
        </Banner>
      )}
      {problem ? <Banner tone="danger" title={words.failure(problem)} className="rounded" /> : null}
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_21rem]">
        {start.hasStreams ? (
          <div className="grid min-w-0 gap-3">
            <div className="flex flex-wrap items-center gap-2">
              <Button
                variant="primary"
                className="max-md:hidden"
                disabled={running.length === start.channels.length}
                onClick={() => watch(start.channels)}
              >
                {t('watchAll')}
              </Button>
              <Button
                className="max-md:hidden"
                disabled={running.length === 0}
                onClick={() => session.stop()}
              >
                {t('stopAll')}
              </Button>
              <Others start={start} mine={new Set(watched.flatMap(({ stream }) => stream?.id ?? []))} />
            </div>
            <ChannelTabs start={start} shown={shown} onShow={show} />
            <div className={start.channels.length > 1 ? 'grid gap-4 md:grid-cols-2' : 'grid max-w-3xl gap-4'}>
              {start.channels.map((channel) => (
                <div key={channel} className={channel === shown ? 'min-w-0' : 'min-w-0 max-md:hidden'}>
                  <LiveTile
                    start={start}
                    channel={channel}
                    watched={watched.find((one) => one.channel === channel) ?? null}
                    session={session}
                    onWatch={() => watch([channel])}
                    onExtend={(id) => void extend(id)}
                  />
                </div>
              ))}
            </div>
          </div>
        ) : (
          <Notice title={t('noStreams')} body={t('noStreamsBody')} />
        )}
        <div className="grid min-w-0 gap-4 md:max-xl:grid-cols-2 md:max-xl:items-start">
          {start.hasStreams ? <CaptureCard start={start} /> : null}
          <DataCard start={start} onChanged={onChanged} />
          <VendorPageCard start={start} />
        </div>
      </div>
    </>
  )
}

/** Who watches this camera elsewhere. */
function Others({ start, mine }: { start: VideoStart; mine: ReadonlySet<string> }) {
  const t = useTranslations('video.live')
  const names = start.running
    .filter(({ id }) => !mine.has(id))
    .flatMap(({ viewers }) => viewers.map(({ name, isYou }) => (isYou ? t('you') : name)))
  const unique = [...new Set(names)]
  if (unique.length === 0) return null
  return (
    <p className="text-sm text-muted">
      {t('others', { names: unique.slice(0, 3).join(', '), count: unique.length })}
    </p>
  )
}

/** The way between channels where one is shown at a time. */
function ChannelTabs({
  start,
  shown,
  onShow,
}: {
  start: VideoStart
  shown: number
  onShow: (channel: number) => void
}) {
  const t = useTranslations('video.live')
  const words = useVideoWords()
  return (
    <fieldset className="flex gap-1 overflow-x-auto md:hidden">
      <legend className="sr-only">{t('channels')}</legend>
      {start.channels.map((channel) => (
        <Button key={channel} aria-pressed={channel === shown} onClick={() => onShow(channel)}>
          {words.channel(start, channel)}
        </Button>
      ))}
    </fieldset>
  )
}
