'use client'

import { Maximize, Square, Volume2, VolumeX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { isMixed, type Playing, playStream } from '@/lib/client/video/player'
import type { Watched, WatchSession } from '@/lib/client/video/watch-session'
import type { StreamSource } from '@/lib/domain/api/video'
import { useVideoWords } from '../_hooks/use-video-words'
import { StageWords } from './stage'

/** How the picture itself fares, once there is an address. */
export type PictureState =
  | 'connecting'
  | 'playing'
  | 'no_signal'
  | 'broken'
  | 'ended'
  | 'mixed'
  | 'unsupported'

/** A picture that stands still for so long is none. */
const NO_SIGNAL_AFTER_MS = 10_000

type Playable = Extract<StreamSource, { url: string }>

/** A stream that is open, as a picture with its controls. */
export function StreamPlayer({
  watched,
  source,
  session,
  name,
  onRetry,
}: {
  watched: Watched
  source: Playable
  session: WatchSession
  name: string
  onRetry: () => void
}) {
  const t = useTranslations('video.live')
  const words = useVideoWords()
  const videoRef = useRef<HTMLVideoElement>(null)
  const [isMuted, setIsMuted] = useState(true)
  const isLive = watched.stream?.kind !== 'playback'
  const state = usePicture(videoRef, { source, isLive, session, channel: watched.channel })
  const { stream } = watched
  return (
    <>
      <div className="relative aspect-video bg-sunken">
        <video
          ref={videoRef}
          aria-label={name}
          data-state={state}
          muted={isMuted}
          autoPlay
          playsInline
          className="absolute inset-0 size-full object-contain"
        />
        {state === 'playing' ? null : (
          <StageWords
            title={t(`picture.${state}`)}
            body={state === 'connecting' ? undefined : t(`pictureBody.${state}`)}
            isBusy={state === 'connecting'}
            action={
              state === 'broken' || state === 'ended' ? { word: t('again'), onAct: onRetry } : undefined
            }
          />
        )}
      </div>
      <div className="flex min-h-10 items-center gap-1 ps-3 pe-1">
        <p className="min-w-0 grow truncate text-sm text-muted tabular-nums">
          {stream ? (
            <>
              {t(stream.isMeasured ? 'data' : 'dataAbout', { size: words.size(stream.bytes) })}
              {stream.viewers.length > 1 ? ` · ${t('watching', { count: stream.viewers.length })}` : ''}
            </>
          ) : null}
        </p>
        <IconButton
          icon={isMuted ? VolumeX : Volume2}
          label={isMuted ? t('unmute') : t('mute')}
          tooltip="top"
          onClick={() => setIsMuted(!isMuted)}
        />
        <IconButton
          icon={Maximize}
          label={t('fullScreen')}
          tooltip="top"
          onClick={() => void videoRef.current?.requestFullscreen?.().catch(() => undefined)}
        />
        <IconButton
          icon={Square}
          label={t('stop')}
          tooltip="top"
          onClick={() => session.stop([watched.channel])}
        />
      </div>
    </>
  )
}

type Stage = { source: Playable; isLive: boolean; session: WatchSession; channel: number }

function usePicture(
  videoRef: React.RefObject<HTMLVideoElement | null>,
  { source, isLive, session, channel }: Stage,
): PictureState {
  const [state, setState] = useState<PictureState>('connecting')
  const { kind, url } = source
  useEffect(() => {
    const video = videoRef.current
    if (video === null) return
    if (isMixed(url, window.location.protocol)) return setState('mixed')
    setState('connecting')
    let playing: Playing | null = null
    const leaving = new AbortController()
    const { signal } = leaving
    const events = {
      onEnded: () => setState('ended'),
      onProblem: (problem: string) => setState(problem === 'unsupported' ? 'unsupported' : 'broken'),
    }
    playStream(video, { kind, url }, { events, isLive, signal })
      .then((started) => {
        if (signal.aborted) return started.stop()
        playing = started
        session.measure(channel, started.meter)
      })
      .catch(() => signal.aborted || setState('broken'))
    const stopWatching = watchMotion(video, setState)
    return () => {
      leaving.abort()
      stopWatching()
      session.measure(channel, null)
      playing?.stop()
    }
  }, [videoRef, kind, url, isLive, session, channel])
  return state
}

/** Whether pictures come: the clock of the element moves as long as they do. */
function watchMotion(
  video: HTMLVideoElement,
  setState: (change: (state: PictureState) => PictureState) => void,
): () => void {
  let seen = video.currentTime
  let seenAtMs = performance.now()
  const timer = setInterval(() => {
    const nowMs = performance.now()
    if (video.currentTime !== seen) {
      seen = video.currentTime
      seenAtMs = nowMs
      setState((state) => (state === 'connecting' || state === 'no_signal' ? 'playing' : state))
    } else if (nowMs - seenAtMs > NO_SIGNAL_AFTER_MS && !video.ended) {
      setState((state) => (state === 'connecting' || state === 'playing' ? 'no_signal' : state))
    }
  }, 250)
  return () => clearInterval(timer)
}
