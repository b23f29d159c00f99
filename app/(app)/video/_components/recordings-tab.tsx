'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ChoiceGroup } from '@/components/ui/choice-group'
import { useTimeZone } from '@/lib/client/format/preferences'
import { orderUpload, useVideoLists, VIDEO_QUERY_KEY } from '@/lib/client/queries/video'
import type { Recording, VideoFailure, VideoStart } from '@/lib/domain/api/video'
import { dayKey } from '@/lib/domain/time'
import { cameraOf, lensOfChannel } from '@/lib/domain/video'
import { daySpan } from '../_hooks/months'
import type { useVideoAddress } from '../_hooks/use-video-address'
import { useVideoWords } from '../_hooks/use-video-words'
import { useWatching } from '../_hooks/use-watching'
import { askListsAction, watchRecordingAction } from '../actions'
import { DayField } from './day-field'
import { ListProgress } from './list-progress'
import { OrderList } from './order-list'
import { PlaybackCard } from './playback-card'
import { RecordingList } from './recording-list'

const OTHER: VideoFailure = { kind: 'failed', why: 'other' }

/** What lies on the camera's card on one day: asked for, waited for, played, and sent up. */
export function RecordingsTab({
  start,
  addressed: { address, go },
}: {
  start: VideoStart
  addressed: ReturnType<typeof useVideoAddress>
}) {
  const t = useTranslations('video.recordings')
  const words = useVideoWords()
  const zone = useTimeZone()
  const queries = useQueryClient()
  const today = dayKey(new Date(), zone)
  const day = address.day !== null && address.day <= today ? address.day : today
  const channel = start.channels.find((known) => known === address.channel) ?? start.channels[0] ?? 0
  const key = `${day} ${channel}`
  const [asked, setAsked] = useState<{ key: string; ids: string[] } | null>(null)
  const [isAsking, setIsAsking] = useState(false)
  const [problem, setProblem] = useState<VideoFailure | null>(null)
  const [playing, setPlaying] = useState<Recording | null>(null)
  const { session, watched } = useWatching()
  const ids = asked?.key === key ? asked.ids : []
  const lists = useVideoLists(ids)
  const all = ids.length > 0 ? (lists.data?.lists ?? []).filter(({ id }) => ids.includes(id)) : []
  const { fromAt, toAt } = useMemo(() => daySpan(day, zone), [day, zone])
  const recordings = useMemo(
    () =>
      withinDay(
        all.flatMap((list) => list.recordings),
        { fromAt, toAt },
      ),
    [all, fromAt, toAt],
  )
  const isWaiting =
    isAsking || (ids.length > 0 && all.length === 0) || all.some(({ state }) => state === 'waiting')
  const isReady = !isWaiting && all.some(({ state }) => state === 'ready')

  const ask = async (anew: boolean) => {
    setIsAsking(true)
    const want = {
      deviceId: start.deviceId,
      channel,
      from: fromAt.toISOString(),
      to: toAt.toISOString(),
      anew,
    }
    const answer = await askListsAction(want).catch(() => OTHER)
    setIsAsking(false)
    setProblem(answer.kind === 'failed' ? answer : null)
    setAsked(answer.kind === 'asked' ? { key, ids: answer.ids } : null)
  }
  const play = (recording: Recording) => {
    session.stop()
    setPlaying(recording)
    const { beginAt, endAt, fileName } = recording
    void session.begin([channel], (_, viewerKey) =>
      watchRecordingAction({
        deviceId: start.deviceId,
        channel,
        viewerKey,
        recording: { beginAt, endAt, fileName },
      }),
    )
  }
  const upload = async ({ beginAt, fileName }: Recording) => {
    const answer = await orderUpload(start.deviceId, { channel, beginAt, fileName })
    setProblem(answer.kind === 'failed' ? answer : null)
    await queries.invalidateQueries({ queryKey: [...VIDEO_QUERY_KEY, 'orders', start.deviceId] })
  }
  const choose = (part: Parameters<typeof go>[0]) => {
    session.stop()
    setPlaying(null)
    setProblem(null)
    go(part)
  }
  const mayUpload = lensOfChannel(cameraOf(start.model), channel) !== null

  return (
    <>
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <ChoiceGroup
          label={t('channel')}
          value={String(channel)}
          options={start.channels.map((each) => ({ value: String(each), label: words.channel(start, each) }))}
          onChange={(value) => choose({ channel: Number(value) })}
        />
        <DayField day={day} today={today} onChoose={(chosen) => choose({ day: chosen })} />
        <Button
          variant="primary"
          className="h-9.5! pointer-coarse:h-touch!"
          disabled={isWaiting}
          onClick={() => void ask(isReady)}
        >
          {isReady ? t('askAgain') : t('ask')}
        </Button>
      </div>
      {start.isOnline ? null : <Banner tone="warning" title={t('offline')} className="rounded" />}
      {problem ? <Banner tone="danger" title={words.failure(problem)} className="rounded" /> : null}
      {playing ? (
        <PlaybackCard
          start={start}
          channel={channel}
          recording={playing}
          watched={watched[0] ?? null}
          session={session}
          onAgain={() => play(playing)}
          onClose={() => {
            session.stop()
            setPlaying(null)
          }}
        />
      ) : null}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Card title={t('title')}>
          {isWaiting ? <ListProgress lists={all} onCancel={() => setAsked(null)} /> : null}
          {lists.error && ids.length > 0 && !isWaiting ? <p className={WORDS}>{t('failed')}</p> : null}
          {isWaiting
            ? null
            : all.map((list) => {
                if (list.state === 'failed')
                  return (
                    <p key={list.id} role="alert" className={WORDS}>
                      {list.problem ? words.problem(list.problem) : t('failed')}
                    </p>
                  )
                return list.state === 'gave_up' ? (
                  <p key={list.id} role="alert" className={WORDS}>
                    {t('gaveUp')}
                  </p>
                ) : null
              })}
          {ids.length === 0 && !isWaiting ? <p className={WORDS}>{t('notAsked')}</p> : null}
          {isReady ? (
            <RecordingList
              recordings={recordings}
              span={{ fromAt, toAt }}
              playing={playing}
              onPlay={play}
              onUpload={mayUpload ? (recording) => void upload(recording) : null}
              uploadsFile={start.family === 'files'}
            />
          ) : null}
        </Card>
        <Card title={t('uploads')}>
          <OrderList start={start} kinds={UPLOADS} empty={t('noUploads')} label={t('uploads')} />
        </Card>
      </div>
    </>
  )
}

const UPLOADS = ['upload'] as const
const WORDS = 'border-t border-line px-4 py-6 text-center text-sm text-balance text-muted'

/** The recordings that touch a day, each once, oldest first. */
function withinDay(
  recordings: readonly Recording[],
  { fromAt, toAt }: { fromAt: Date; toAt: Date },
): Recording[] {
  const [from, to] = [fromAt.toISOString(), toAt.toISOString()]
  const byBegin = new Map<string, Recording>()
  for (const recording of recordings)
    if (recording.endAt > from && recording.beginAt < to) byBegin.set(recording.beginAt, recording)
  return [...byBegin.values()].sort((a, b) => a.beginAt.localeCompare(b.beginAt))
}
