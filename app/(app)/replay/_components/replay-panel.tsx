'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import { Route as RouteIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { ChosenAlarm, ChosenStop } from '@/components/map/replay/replay-map'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import type { Player } from '@/lib/client/replay/player'
import type { Tracks } from '@/lib/domain/api/track'
import type { ReplayChoice } from '../_hooks/replay-address'
import type { ReplayTrack } from '../_hooks/use-replay-tracks'
import type { useTrackFill } from '../_hooks/use-track-fill'
import { FillNotice } from './fill-notice'
import { RangeForm } from './range-form'
import { ReplayTotals } from './replay-totals'
import { StoryList } from './story-list'
import { VehicleChips } from './vehicle-chips'

export type ReplayPanelProps = {
  choice: ReplayChoice
  onChange: (part: Partial<ReplayChoice>) => void
  zone: string
  /** Stands above everything. */
  notice: ReactNode
  answer: UseQueryResult<Tracks>
  fill: ReturnType<typeof useTrackFill>
  tracks: readonly ReplayTrack[]
  focus: ReplayTrack | null
  player: Player
  chosenStop: ChosenStop | null
  onChooseStop: (stop: ChosenStop) => void
  onChooseAlarm: (alarm: ChosenAlarm) => void
  onGoTo: (place: { lat: number; lng: number }) => void
  /** Stands between totals and list. */
  children?: ReactNode
}

/** What is replayed, how much of it there is, and what happened on the way. */
export function ReplayPanel(props: ReplayPanelProps) {
  const { choice, onChange, zone, answer, fill, tracks, focus } = props
  return (
    <div className="scrollbar-quiet min-h-0 grow overflow-y-auto">
      {props.notice}
      <div className="flex flex-col gap-3 px-4 pt-3 pb-3 max-md:px-3">
        <VehicleChips choice={choice} onChange={onChange} tracks={tracks} />
        <RangeForm key={`${choice.fromMs} ${choice.toMs}`} choice={choice} onChange={onChange} zone={zone} />
      </div>
      <FillNotice fill={fill} tracks={tracks} />
      {choice.ids.length === 0 ? <NoVehicle /> : null}
      {choice.ids.length > 0 && answer.isError ? <ReadFailure answer={answer} /> : null}
      {choice.ids.length > 0 && answer.isPending ? <PanelSkeleton /> : null}
      {focus ? (
        <>
          <ReplayTotals tracks={tracks} focus={focus} choice={choice} />
          {props.children ? <div className="border-b border-line px-3 py-2">{props.children}</div> : null}
          <StoryList {...props} focus={focus} isFilling={fill.state.phase === 'filling'} />
        </>
      ) : null}
    </div>
  )
}

function NoVehicle() {
  const t = useTranslations('replay.empty')
  return (
    <div className="flex flex-col items-center gap-2 px-8 py-10 text-center">
      <RouteIcon aria-hidden className="size-8 text-faint" strokeWidth={1.5} />
      <h2 className="font-semibold">{t('title')}</h2>
      <p className="text-sm text-muted">{t('body')}</p>
    </div>
  )
}

function ReadFailure({ answer }: Pick<ReplayPanelProps, 'answer'>) {
  const t = useTranslations('replay.failure')
  const isMissing = answer.error !== null && 'status' in answer.error && answer.error.status === 404
  return (
    <Banner
      tone="danger"
      title={isMissing ? t('missingTitle') : t('title')}
      actions={
        isMissing ? undefined : (
          <Button size="sm" onClick={() => void answer.refetch()}>
            {t('again')}
          </Button>
        )
      }
    >
      {isMissing ? t('missingBody') : t('body')}
    </Banner>
  )
}

function PanelSkeleton() {
  const t = useTranslations('replay')
  return (
    <div role="status" className="space-y-3 px-4 py-3">
      <span className="sr-only">{t('loading')}</span>
      <Skeleton className="h-20 w-full rounded" />
      <Skeleton className="h-12 w-full rounded" />
      <Skeleton className="h-12 w-full rounded" />
      <Skeleton className="h-12 w-full rounded" />
    </div>
  )
}
