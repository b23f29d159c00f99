import { memo } from 'react'
import type { TrackStory } from '@/lib/domain/track/story'
import type { ReplayTrack } from '../_hooks/use-replay-tracks'

type Part = { kind: 'trip' | 'parked' | 'idling' | 'gap'; fromMs: number; toMs: number }

const WIDTH = 1000
const COLOURS: Record<Part['kind'], string> = {
  trip: 'var(--accent)',
  idling: 'var(--status-idling)',
  parked: 'var(--line-strong)',
  gap: 'var(--line)',
}

/** What the vehicle did when, as a strip: only for sight, the list says the same. */
export const TimelineStrip = memo(function TimelineStrip(props: {
  track: ReplayTrack | null
  fromMs: number
  toMs: number
}) {
  const { track, fromMs, toMs } = props
  const x = (ms: number) => (WIDTH * (Math.min(toMs, Math.max(fromMs, ms)) - fromMs)) / (toMs - fromMs)
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${WIDTH} 12`}
      preserveAspectRatio="none"
      className="absolute inset-x-0 top-2 h-3 w-full overflow-hidden rounded-full bg-sunken"
    >
      <title />
      {(track ? partsOf(track.story) : []).map((part) => (
        <rect
          key={`${part.kind} ${part.fromMs}`}
          x={x(part.fromMs)}
          width={Math.max(0.8, x(part.toMs) - x(part.fromMs))}
          y={part.kind === 'gap' ? 5 : part.kind === 'parked' ? 3 : 0}
          height={part.kind === 'gap' ? 2 : part.kind === 'parked' ? 6 : 12}
          fill={COLOURS[part.kind]}
          opacity={part.kind === 'parked' ? 0.55 : 1}
        />
      ))}
      {track?.alarms.map(({ id, startedMs }) => (
        <rect key={id} x={x(startedMs) - 1} width={2} y={0} height={12} fill="var(--danger)" />
      ))}
    </svg>
  )
})

function partsOf({ trips, stops, gaps }: TrackStory): Part[] {
  return [
    ...trips.map(({ startedMs, endedMs }) => ({ kind: 'trip' as const, fromMs: startedMs, toMs: endedMs })),
    ...stops.map(({ kind, arrivedMs, leftMs }) => ({ kind, fromMs: arrivedMs, toMs: leftMs })),
    ...gaps.map((gap) => ({ kind: 'gap' as const, fromMs: gap.fromMs, toMs: gap.toMs })),
  ]
}
