'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import type { Watched, WatchSession } from '@/lib/client/video/watch-session'
import type { VideoStart } from '@/lib/domain/api/video'
import { WARN_BEFORE_MS } from '@/lib/domain/video'
import { useVideoWords } from '../_hooks/use-video-words'
import { useCountdown } from '../_hooks/use-watching'
import { Stage, type StageWordsProps } from './stage'
import { StreamPlayer } from './stream-player'

/** One channel of a camera, with a state of its own. */
export function LiveTile({
  start,
  channel,
  watched,
  session,
  onWatch,
  onExtend,
}: {
  start: VideoStart
  channel: number
  watched: Watched | null
  session: WatchSession
  onWatch: () => void
  onExtend: (streamId: string) => void
}) {
  const t = useTranslations('video.live')
  const words = useVideoWords()
  const name = words.channel(start, channel)
  const leftS = useCountdown(watched?.endsAtMs ?? null)
  const stage = useStage(watched, { start, onWatch, onStop: () => session.stop([channel]) })
  const source = watched?.phase === 'watching' ? watched.stream?.source : null
  const streamId = watched?.stream?.id
  const isEnding = leftS !== null && leftS * 1000 <= WARN_BEFORE_MS
  return (
    <section aria-label={name} className="overflow-hidden rounded-lg border border-line bg-panel">
      <div className="flex min-h-10 items-center gap-2 px-3">
        <h2 className="min-w-0 grow truncate text-sm font-semibold">{name}</h2>
        {leftS === null || isEnding ? null : (
          <span className="shrink-0 text-sm text-muted tabular-nums">
            {t('left', { time: words.clock(leftS) })}
          </span>
        )}
        <span className="shrink-0 text-sm text-muted tabular-nums">{t('number', { number: channel })}</span>
      </div>
      {isEnding && streamId ? (
        <div role="alert" className="flex items-center gap-2 bg-warning-soft px-3 py-1.5 text-sm">
          <span className="min-w-0 grow">{t('ending')}</span>
          <span aria-hidden className="tabular-nums">
            {words.clock(leftS)}
          </span>
          <Button size="sm" onClick={() => onExtend(streamId)}>
            {t('extend')}
          </Button>
        </div>
      ) : null}
      {source && 'url' in source && watched ? (
        <StreamPlayer
          key={`${streamId} ${source.url}`}
          watched={watched}
          source={source}
          session={session}
          name={name}
          onRetry={() => {
            session.stop([channel])
            onWatch()
          }}
        />
      ) : (
        <Stage {...stage} />
      )}
    </section>
  )
}

type StageNeeds = { start: VideoStart; onWatch: () => void; onStop: () => void }

/** What stands in the tile as long as there is no stream to play. */
function useStage(watched: Watched | null, { start, onWatch, onStop }: StageNeeds): StageWordsProps {
  const t = useTranslations('video.live')
  const words = useVideoWords()
  const again = { word: t('again'), onAct: onWatch }
  if (watched === null) {
    const others = start.running.some(({ state }) => state === 'open')
    const watch = { word: t('watch'), onAct: onWatch, isPrimary: true }
    if (!start.isOnline)
      return { title: t('offline'), body: t('offlineBody'), action: { ...watch, word: t('tryAnyway') } }
    return { title: t('idle'), body: others ? t('idleRunning') : t('idleBody'), action: watch }
  }
  const { phase, stream, failure } = watched
  if (phase === 'paused') return { title: t('paused'), body: t('pausedBody'), action: again }
  if (phase === 'failed') {
    const body = stream?.problem
      ? words.problem(stream.problem)
      : failure
        ? words.failure(failure)
        : undefined
    return { title: t('refused'), body, action: again }
  }
  if (phase === 'ended') return { title: t(`ended.${stream?.endReason ?? 'lost'}`), action: again }
  const source = stream?.source ?? null
  if (source?.kind === 'blocked')
    return { title: t('blocked'), body: t('blockedBody', { host: source.host }) }
  if (source?.kind === 'unplayable')
    return { title: t('unplayable'), body: t('unplayableBody', { scheme: source.scheme }) }
  return {
    title: t('asking'),
    body: t('askingBody'),
    isBusy: true,
    action: { word: t('cancel'), onAct: onStop },
  }
}
