'use client'

import { useTranslations } from 'next-intl'
import {
  IGNITION_COLOURS,
  SPEED_COLOURS,
  SPEED_STEPS_KPH,
  TRACK_COLOURINGS,
} from '@/components/map/replay/track-colours'
import { useFormatPreferences } from '@/lib/client/format/preferences'
import { fromKm } from '@/lib/domain/units'
import type { ReplayChoice } from '../_hooks/replay-address'
import type { ReplayTrack } from '../_hooks/use-replay-tracks'

/** What the colours on the map mean, and what else they could mean; whether bad fixes are shown. */
export function MapLegend({
  tracks,
  choice,
  onChange,
}: {
  tracks: readonly ReplayTrack[]
  choice: ReplayChoice
  onChange: (part: Partial<ReplayChoice>) => void
}) {
  const t = useTranslations('replay.legend')
  const badCount = tracks.reduce(
    (sum, { story }) => sum + story.track.points.atMs.length - story.track.good.length,
    0,
  )
  return (
    <div className="flex flex-col gap-1.5 rounded-lg bg-panel px-2.5 py-2 text-xs shadow-raised">
      <label className="flex items-center gap-1.5">
        <span className="text-muted">{t('colourBy')}</span>
        <select
          value={choice.colouring}
          onChange={(event) => {
            const colouring = TRACK_COLOURINGS.find((one) => one === event.target.value)
            if (colouring) onChange({ colouring })
          }}
          className="h-6 rounded bg-panel font-medium text-ink hover:bg-sunken pointer-coarse:h-touch pointer-coarse:text-lg"
        >
          {TRACK_COLOURINGS.map((one) => (
            <option key={one} value={one}>
              {t(`colourings.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <Keys tracks={tracks} choice={choice} />
      {badCount > 0 ? (
        <label className="flex min-h-6 cursor-pointer items-center gap-2 pointer-coarse:min-h-touch">
          <input
            type="checkbox"
            checked={choice.showBad}
            onChange={(event) => onChange({ showBad: event.target.checked })}
            className="size-4.5 shrink-0 accent-accent pointer-coarse:size-6"
          />
          {t('badFixes', { count: badCount })}
        </label>
      ) : null}
    </div>
  )
}

function Keys({ tracks, choice }: { tracks: readonly ReplayTrack[]; choice: ReplayChoice }) {
  const t = useTranslations('replay.legend')
  const tUnits = useTranslations('units')
  const { units } = useFormatPreferences()
  if (choice.colouring === 'trip') return null
  if (choice.colouring === 'speed') {
    const steps = SPEED_STEPS_KPH.map((kph) => Math.round(fromKm(kph, units)))
    return (
      <div>
        <div className="flex h-1.5 w-52 overflow-hidden rounded-full max-md:w-40">
          {SPEED_COLOURS.map((colour) => (
            <span key={colour} className="grow" style={{ backgroundColor: colour }} />
          ))}
        </div>
        <p className="relative mt-0.5 h-4 w-52 text-muted tabular-nums max-md:w-40">
          {steps.map((step, index) => (
            <span
              key={step}
              className="absolute -translate-x-1/2 rtl:translate-x-1/2"
              style={{ insetInlineStart: `${((index + 1) * 100) / SPEED_COLOURS.length}%` }}
            >
              {step}
            </span>
          ))}
        </p>
        <p className="sr-only">{tUnits(units === 'metric' ? 'kph' : 'mph', { value: steps.join(', ') })}</p>
      </div>
    )
  }
  const keys =
    choice.colouring === 'ignition'
      ? IGNITION_COLOURS.map((colour, index) => ({
          colour,
          word: t(IGNITION_WORDS[index] ?? 'ignitionUnknown'),
        }))
      : tracks.map(({ colour, name }) => ({ colour, word: name }))
  return (
    <ul className="flex flex-col gap-0.5 max-md:max-h-24 max-md:overflow-y-auto">
      {keys.map(({ colour, word }) => (
        <li key={colour} className="flex items-center gap-1.5">
          <span aria-hidden className="h-1.5 w-4 rounded-full" style={{ backgroundColor: colour }} />
          <bdi className="truncate">{word}</bdi>
        </li>
      ))}
    </ul>
  )
}

const IGNITION_WORDS = ['ignitionOn', 'ignitionOff', 'ignitionUnknown'] as const
