'use client'

import { useTranslations } from 'next-intl'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { SearchField } from '@/components/ui/search-field'
import { useAlarmNames } from '@/lib/client/alarm-names'
import { useFormats } from '@/lib/client/format/use-formats'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { useAlarmGroups } from '@/lib/client/queries/alarms'
import { useLiveStore } from '@/lib/client/use-live'
import { type AlarmGrouping, MAX_FILTER_VALUES } from '@/lib/domain/alarm-inbox-limits'

export type GroupPickerProps = {
  by: AlarmGrouping
  asOf: string
  chosen: readonly string[]
  onChoose: (keys: string[]) => void
  onClose: () => void
}

type Entry = { key: string; name: string; detail: string; search: string }

const MAX_SHOWN = 60

/** Vehicles of the fleet, or kinds that there are alarms of, found by typing. */
export function GroupPicker({ by, asOf, chosen, onChoose, onClose }: GroupPickerProps) {
  const t = useTranslations('alarmInbox')
  const [keys, setKeys] = useState<readonly string[]>(chosen)
  const [text, setText] = useState('')
  const searchRef = useRef<HTMLInputElement>(null)
  const kinds = useKinds(by === 'kind' ? asOf : null)
  const vehicles = useVehicles()
  const entries = by === 'vehicle' ? vehicles : kinds.entries
  const { rows, more } = useMatches(entries, useDeferredValue(text), chosen)
  return (
    <Dialog
      title={t(by === 'vehicle' ? 'chooseVehicles' : 'chooseKinds')}
      onClose={onClose}
      className="w-[min(28rem,calc(100vw-2rem))]!"
    >
      <SearchField
        label={t('pickSearch')}
        placeholder={t('pickSearch')}
        clearLabel={t('clearSearch')}
        value={text}
        onChange={setText}
        inputRef={searchRef}
      />
      <ul className="scrollbar-quiet -mx-2 h-80 overflow-y-auto">
        {rows.map(({ key, name, detail }) => (
          <li key={key}>
            <label className={ROW}>
              <input
                type="checkbox"
                checked={keys.includes(key)}
                disabled={keys.length >= MAX_FILTER_VALUES && !keys.includes(key)}
                onChange={() =>
                  setKeys(keys.includes(key) ? keys.filter((other) => other !== key) : [...keys, key])
                }
                className="size-4 shrink-0 accent-accent"
              />
              <bdi className="min-w-0 grow truncate">{name}</bdi>
              <bdi className="shrink-0 text-muted tabular-nums">{detail}</bdi>
            </label>
          </li>
        ))}
        {rows.length === 0 ? (
          <li className="px-2 py-6 text-center text-sm text-muted">
            {kinds.isFailed ? t('pickFailed') : kinds.isPending ? t('pickLoading') : t('pickNothing')}
          </li>
        ) : null}
      </ul>
      <p role="status" className="min-h-5 text-sm text-muted">
        {more > 0 ? t('pickMore', { count: more }) : null}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={() => setKeys([])} disabled={keys.length === 0}>
          {t('bulk.clear')}
        </Button>
        <Button variant="primary" onClick={() => onChoose([...keys])}>
          {t('pickDone')}
        </Button>
      </div>
    </Dialog>
  )
}

const ROW =
  'flex h-9 cursor-pointer items-center gap-2.5 rounded px-2 text-sm hover:bg-sunken has-disabled:cursor-default ' +
  'has-disabled:opacity-60 pointer-coarse:h-touch'

function useKinds(asOf: string | null) {
  const formats = useFormats()
  const alarmName = useAlarmNames()
  const query = useAlarmGroups({ box: 'all', asOf: asOf ?? undefined }, asOf === null ? null : 'kind')
  const entries = useMemo(
    () =>
      (query.data?.groups ?? [])
        .map(({ key, name: sent, count }): Entry => {
          const name = alarmName(sent)
          return { key, name, detail: formats.count(count), search: `${name} ${key}`.toLowerCase() }
        })
        .sort((a, b) => a.name.localeCompare(b.name)),
    [query.data, formats, alarmName],
  )
  return { entries, isFailed: query.isError, isPending: asOf !== null && query.isPending }
}

/** The roster as it is when the window opens. */
function useVehicles(): readonly Entry[] {
  const store = useLiveStore()
  const { epoch } = store
  // biome-ignore lint/correctness/useExhaustiveDependencies: the roster changes with the epoch alone.
  return useMemo(() => {
    const entries = Array.from({ length: store.count }, (_, slot): Entry => {
      const vehicle = store.identity(slot)
      const name = vehicleTitle(vehicle)
      const search = `${name} ${vehicle.plate ?? ''} ${vehicle.imei}`.toLowerCase()
      return { key: vehicle.id, name, detail: vehicle.plate?.trim() || vehicle.imei, search }
    })
    return entries.sort((a, b) => a.name.localeCompare(b.name))
  }, [store, epoch])
}

/** Those chosen when it opened come first. */
function useMatches(entries: readonly Entry[], text: string, chosen: readonly string[]) {
  return useMemo(() => {
    const terms = text.toLowerCase().split(/\s+/)
    const first = new Set(chosen)
    const found = entries.filter(({ search }) => terms.every((term) => search.includes(term)))
    const rows = [...found.filter(({ key }) => first.has(key)), ...found.filter(({ key }) => !first.has(key))]
    return { rows: rows.slice(0, MAX_SHOWN), more: Math.max(0, rows.length - MAX_SHOWN) }
  }, [entries, text, chosen])
}
