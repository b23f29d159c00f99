'use client'

import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { VEHICLE_COLOURS } from '@/components/map/replay/track-colours'
import { buttonClasses } from '@/components/ui/button'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { useLiveStore, useLiveVersion } from '@/lib/client/use-live'
import { MAX_TRACK_VEHICLES } from '@/lib/domain/track/limits'
import type { ReplayChoice } from '../_hooks/replay-address'
import type { ReplayTrack } from '../_hooks/use-replay-tracks'
import { VehicleChooser } from './vehicle-chooser'

/** The chosen vehicles, each in its colour; the pressed one is what list and chart are about. */
export function VehicleChips({
  choice,
  onChange,
  tracks,
}: {
  choice: ReplayChoice
  onChange: (part: Partial<ReplayChoice>) => void
  tracks: readonly ReplayTrack[]
}) {
  const t = useTranslations('replay.vehicles')
  const nameOf = useNames(tracks)
  const [isChoosing, setIsChoosing] = useState(false)
  return (
    <div className="flex flex-col gap-1.5">
      <h2 className="text-xs font-medium text-muted">
        {t('title', { count: choice.ids.length, most: MAX_TRACK_VEHICLES })}
      </h2>
      <ul className="flex flex-wrap gap-1.5">
        {choice.ids.map((id, place) => (
          <li key={id} className={CHIP} data-focused={id === choice.focusId}>
            <button
              type="button"
              aria-pressed={id === choice.focusId}
              onClick={() => onChange({ focusId: id })}
              className="flex min-w-0 items-center gap-1.5 rounded-full py-1 ps-2 pe-1 pointer-coarse:min-h-touch"
            >
              <span
                aria-hidden
                className="size-2.5 shrink-0 rounded-full"
                style={{ backgroundColor: VEHICLE_COLOURS[place % VEHICLE_COLOURS.length] }}
              />
              {/* Room for most names, which are known later than the page. */}
              <bdi className="min-w-28 truncate text-start">{nameOf(id)}</bdi>
            </button>
            <button
              type="button"
              aria-label={t('remove', { name: nameOf(id) })}
              onClick={() => onChange({ ids: choice.ids.filter((other) => other !== id) })}
              className="grid size-6 shrink-0 place-items-center rounded-full text-muted hover:text-ink pointer-coarse:size-touch"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </li>
        ))}
        <li>
          <button
            type="button"
            onClick={() => setIsChoosing(true)}
            className={buttonClasses({
              size: 'sm',
              variant: choice.ids.length === 0 ? 'primary' : 'secondary',
            })}
          >
            <Plus aria-hidden className="size-4" />
            {choice.ids.length === 0 ? t('choose') : t('change')}
          </button>
        </li>
      </ul>
      {isChoosing ? (
        <VehicleChooser
          chosen={choice.ids}
          onChoose={(ids) => {
            setIsChoosing(false)
            if (ids.join() !== choice.ids.join()) onChange({ ids })
          }}
          onClose={() => setIsChoosing(false)}
        />
      ) : null}
    </div>
  )
}

const CHIP =
  'flex max-w-full items-center rounded-full border border-line text-sm data-[focused=true]:border-accent ' +
  'data-[focused=true]:bg-accent-soft data-[focused=true]:font-medium'

/** From the answer, or from the live roster before it has come. */
function useNames(tracks: readonly ReplayTrack[]): (id: string) => string {
  const t = useTranslations('replay.vehicles')
  const store = useLiveStore()
  useLiveVersion(5_000)
  return (id) => {
    const track = tracks.find((one) => one.id === id)
    if (track) return track.name
    const slot = store.slotOf(id)
    return slot === undefined ? t('unknown') : vehicleTitle(store.identity(slot))
  }
}
