'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { IconButton } from '@/components/ui/icon-button'
import type { Watched, WatchSession } from '@/lib/client/video/watch-session'
import type { Recording, VideoStart } from '@/lib/domain/api/video'
import { useVideoWords } from '../_hooks/use-video-words'
import { Stage, type StageWordsProps } from './stage'
import { StreamPlayer } from './stream-player'

/** A recording that is played from the camera's card. */
export function PlaybackCard({
  start,
  channel,
  recording,
  watched,
  session,
  onAgain,
  onClose,
}: {
  start: VideoStart
  channel: number
  recording: Recording
  watched: Watched | null
  session: WatchSession
  onAgain: () => void
  onClose: () => void
}) {
  const t = useTranslations('video.recordings')
  const words = useVideoWords()
  const time = words.formats.dateTimeRange(Date.parse(recording.beginAt), Date.parse(recording.endAt))
  const name = `${words.channel(start, channel)} · ${time}`
  const stage = useStage(watched, onAgain)
  const source = watched?.phase === 'watching' ? watched.stream?.source : null
  return (
    <section
      aria-label={name}
      className="w-full max-w-3xl overflow-hidden rounded-lg border border-line bg-panel"
    >
      <div className="flex min-h-10 items-center gap-2 ps-3 pe-1">
        <h2 className="min-w-0 grow truncate text-sm font-semibold tabular-nums">{name}</h2>
        <IconButton icon={X} label={t('closePlayer')} onClick={onClose} />
      </div>
      {source && 'url' in source && watched ? (
        <StreamPlayer
          key={source.url}
          watched={watched}
          source={source}
          session={session}
          name={name}
          onRetry={onAgain}
        />
      ) : (
        <Stage {...stage} />
      )}
    </section>
  )
}

function useStage(watched: Watched | null, onAgain: () => void): StageWordsProps {
  const t = useTranslations('video.live')
  const words = useVideoWords()
  const again = { word: t('again'), onAct: onAgain }
  if (watched === null) return { title: t('ended.left'), action: again }
  const { phase, stream, failure } = watched
  if (phase === 'paused') return { title: t('paused'), body: t('pausedBody'), action: again }
  if (phase === 'ended') return { title: t(`ended.${stream?.endReason ?? 'lost'}`), action: again }
  if (phase === 'failed') {
    const body = stream?.problem
      ? words.problem(stream.problem)
      : failure
        ? words.failure(failure)
        : undefined
    return { title: t('refused'), body, action: again }
  }
  const source = stream?.source ?? null
  if (source?.kind === 'blocked')
    return { title: t('blocked'), body: t('blockedBody', { host: source.host }) }
  if (source?.kind === 'unplayable')
    return { title: t('unplayable'), body: t('unplayableBody', { scheme: source.scheme }) }
  return { title: t('asking'), body: t('askingBody'), isBusy: true }
}
