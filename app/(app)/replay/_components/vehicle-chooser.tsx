'use client'

import { useTranslations } from 'next-intl'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { SearchField } from '@/components/ui/search-field'
import { buildFleetIndex, matchTerms } from '@/lib/client/fleet-index'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { searchTerms } from '@/lib/client/search-text'
import { useLiveStore, useLiveVersion } from '@/lib/client/use-live'
import { MAX_TRACK_VEHICLES } from '@/lib/domain/track/limits'

/** More nobody reads; who does not find theirs types on. */
const MAX_SHOWN = 60

/** Up to ten vehicles of the roster, found by name, plate, driver or IMEI. */
export function VehicleChooser({
  chosen,
  onChoose,
  onClose,
}: {
  chosen: readonly string[]
  onChoose: (ids: string[]) => void
  onClose: () => void
}) {
  const t = useTranslations('replay.chooser')
  const [ids, setIds] = useState<readonly string[]>(chosen)
  const [text, setText] = useState('')
  const { rows, count } = useMatches(useDeferredValue(text), chosen)
  const searchRef = useRef<HTMLInputElement>(null)
  const isFull = ids.length >= MAX_TRACK_VEHICLES
  return (
    <Dialog title={t('title')} onClose={onClose} className="w-[min(28rem,calc(100vw-2rem))]!">
      <SearchField
        label={t('search')}
        placeholder={t('search')}
        clearLabel={t('clear')}
        value={text}
        onChange={setText}
        inputRef={searchRef}
      />
      <ul className="scrollbar-quiet -mx-2 h-80 overflow-y-auto">
        {rows.map(({ id, name, detail }) => {
          const isChosen = ids.includes(id)
          return (
            <li key={id}>
              <label className={ROW}>
                <input
                  type="checkbox"
                  checked={isChosen}
                  disabled={isFull && !isChosen}
                  onChange={() => setIds(isChosen ? ids.filter((other) => other !== id) : [...ids, id])}
                  className="size-4 shrink-0 accent-accent"
                />
                <bdi className="min-w-0 grow truncate">{name}</bdi>
                <span className="shrink-0 text-muted tabular-nums">{detail}</span>
              </label>
            </li>
          )
        })}
        {rows.length === 0 ? <li className="px-2 py-6 text-center text-muted">{t('nothing')}</li> : null}
      </ul>
      <p role="status" className="text-sm text-muted">
        {isFull ? t('full', { most: MAX_TRACK_VEHICLES }) : t('chosen', { count: ids.length })}
        {count > rows.length ? ` ${t('more', { count: count - rows.length })}` : ''}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button variant="primary" onClick={() => onChoose([...ids])}>
          {t('done')}
        </Button>
      </div>
    </Dialog>
  )
}

const ROW =
  'flex h-9 cursor-pointer items-center gap-2.5 rounded px-2 text-sm hover:bg-sunken has-disabled:cursor-default ' +
  'has-disabled:opacity-60 pointer-coarse:h-touch'

/** Chosen ones first, then by name. */
function useMatches(text: string, chosen: readonly string[]) {
  const store = useLiveStore()
  useLiveVersion(5_000)
  const { epoch } = store
  // biome-ignore lint/correctness/useExhaustiveDependencies: the roster changes with the epoch alone.
  const index = useMemo(() => buildFleetIndex(store), [store, epoch])
  return useMemo(() => {
    const matches = matchTerms(index, searchTerms(text))
    const slots = [...index.slotOfRank].filter((slot) => matches[slot] === 1)
    const all = slots.map((slot) => store.identity(slot))
    const isFirst = new Set(text.trim() === '' ? chosen : [])
    const sorted = [...all.filter(({ id }) => isFirst.has(id)), ...all.filter(({ id }) => !isFirst.has(id))]
    const rows = sorted.slice(0, MAX_SHOWN).map((vehicle) => ({
      id: vehicle.id,
      name: vehicleTitle(vehicle),
      detail: vehicle.plate ?? vehicle.imei.slice(-6),
    }))
    return { rows, count: all.length }
  }, [index, store, text, chosen])
}
