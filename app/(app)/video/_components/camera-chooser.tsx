'use client'

import { Video } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { StatusIcon } from '@/components/domain/status-icon'
import { SearchField } from '@/components/ui/search-field'
import { buildFleetIndex, matchTerms } from '@/lib/client/fleet-index'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { searchTerms } from '@/lib/client/search-text'
import { useLiveStore, useLiveVersion } from '@/lib/client/use-live'
import { VEHICLE_STATUSES, type VehicleStatus } from '@/lib/domain/vehicle'

/** More nobody reads; who does not find theirs types on. */
const MAX_SHOWN = 60

type Row = { id: string; name: string; detail: string; status: VehicleStatus; isCamera: boolean }

/** The vehicles with cameras. Typing finds all others too, since a camera's model may not be known to us. */
export function CameraChooser({
  chosenId = null,
  isNarrow = false,
  onChoose,
}: {
  chosenId?: string | null
  isNarrow?: boolean
  onChoose: (deviceId: string) => void
}) {
  const t = useTranslations('video.chooser')
  const tStatus = useTranslations('status')
  const [text, setText] = useState('')
  const searchRef = useRef<HTMLInputElement>(null)
  const { rows, more, cameras } = useRows(useDeferredValue(text))
  return (
    <div className="flex flex-col gap-3">
      <SearchField
        label={t('search')}
        placeholder={t('search')}
        clearLabel={t('clear')}
        value={text}
        onChange={setText}
        inputRef={searchRef}
        className="max-w-md"
      />
      <p role="status" className="text-sm text-muted">
        {t('count', { count: cameras })} {more > 0 ? t('more', { count: more }) : null}
      </p>
      <ul
        aria-label={t('list')}
        className={isNarrow ? 'grid gap-2 sm:grid-cols-2' : 'grid gap-2 sm:grid-cols-2 lg:grid-cols-3'}
      >
        {rows.map(({ id, name, detail, status, isCamera }) => (
          <li key={id} className="min-w-0">
            <button
              type="button"
              aria-current={id === chosenId ? 'true' : undefined}
              onClick={() => onChoose(id)}
              className={ROW}
            >
              <StatusIcon status={status} />
              <span className="min-w-0 grow">
                <span className="block truncate font-medium">
                  <bdi>{name}</bdi>
                </span>
                <span className="block truncate text-sm text-muted">
                  {tStatus(status)} · <bdi className="tabular-nums">{detail}</bdi>
                  {isCamera ? null : ` · ${t('noCamera')}`}
                </span>
              </span>
              {isCamera ? <Video aria-hidden className="size-4 shrink-0 text-muted" /> : null}
            </button>
          </li>
        ))}
      </ul>
      {rows.length === 0 ? (
        <p className="rounded-lg border border-line bg-panel px-4 py-8 text-center text-sm text-muted">
          {text.trim() === '' ? t('none') : t('nothing')}
        </p>
      ) : null}
    </div>
  )
}

const ROW =
  'flex min-h-14 w-full items-center gap-3 rounded-lg border border-line bg-panel px-3 py-2 text-start hover:border-line-strong ' +
  'hover:bg-sunken aria-[current]:border-accent aria-[current]:bg-accent-soft'

function useRows(text: string): { rows: Row[]; more: number; cameras: number } {
  const store = useLiveStore()
  const version = useLiveVersion(5_000)
  const { epoch } = store
  // biome-ignore lint/correctness/useExhaustiveDependencies: the roster changes with the epoch alone.
  const index = useMemo(() => buildFleetIndex(store), [store, epoch])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the status of a vehicle changes with the version.
  return useMemo(() => {
    const isSearch = text.trim() !== ''
    const matches = matchTerms(index, searchTerms(text))
    const found = [...index.slotOfRank].flatMap((slot): Row[] => {
      const vehicle = store.identity(slot)
      const isCamera = vehicle.kind === 'dashcam'
      if (matches[slot] !== 1 || !(isCamera || isSearch)) return []
      const status = VEHICLE_STATUSES[store.columns.status[slot] ?? 0] ?? 'offline'
      const detail = vehicle.plate?.trim() || vehicle.imei
      return [{ id: vehicle.id, name: vehicleTitle(vehicle), detail, status, isCamera }]
    })
    const sorted = [...found.filter(({ isCamera }) => isCamera), ...found.filter(({ isCamera }) => !isCamera)]
    return {
      rows: sorted.slice(0, MAX_SHOWN),
      more: Math.max(0, sorted.length - MAX_SHOWN),
      cameras: sorted.filter(({ isCamera }) => isCamera).length,
    }
  }, [index, store, text, version])
}
