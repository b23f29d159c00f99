'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { useFormats } from '@/lib/client/format/use-formats'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import type { LiveStore } from '@/lib/client/live-types'
import { useLiveStore } from '@/lib/client/use-live'
import type { FenceDraftState } from '../_hooks/use-fence-draft'
import { Field } from './field'

/** More than these are found by typing. */
const MAX_SHOWN = 60

type Named = { id: string; title: string; text: string }

/** All vehicles, or some chosen one by one. */
export function VehicleField({ draft, problem }: { draft: FenceDraftState; problem: string | null }) {
  const t = useTranslations('fences.form')
  const formats = useFormats()
  const { fields, change } = draft
  const { deviceIds } = fields
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1 text-sm font-medium">{t('vehicles')}</legend>
      {[true, false].map((isAll) => (
        <label key={String(isAll)} className="flex items-center gap-2 text-sm pointer-coarse:min-h-touch">
          <input
            type="radio"
            name="fence-vehicles"
            checked={(deviceIds === null) === isAll}
            onChange={() => change({ deviceIds: isAll ? null : [] })}
            className="size-6 accent-accent"
          />
          {isAll ? t('allVehicles') : t('chosenVehicles', { count: formats.number(deviceIds?.length ?? 0) })}
        </label>
      ))}
      {deviceIds === null ? null : (
        <Chooser chosen={deviceIds} problem={problem} onChange={(next) => change({ deviceIds: next })} />
      )}
    </fieldset>
  )
}

type ChooserProps = {
  chosen: readonly string[]
  problem: string | null
  onChange: (ids: readonly string[]) => void
}

function Chooser({ chosen, problem, onChange }: ChooserProps) {
  const t = useTranslations('fences.form')
  const store = useLiveStore()
  const [q, setQ] = useState('')
  // The roster changes while a form is open only by the hour.
  const vehicles = useMemo(() => vehiclesOf(store), [store])
  const wanted = q.trim().toLocaleLowerCase()
  const isChosen = new Set(chosen)
  const found = vehicles.filter(({ text }) => text.includes(wanted))
  const shown = found
    .toSorted((a, b) => Number(isChosen.has(b.id)) - Number(isChosen.has(a.id)))
    .slice(0, MAX_SHOWN)
  const toggle = (id: string) =>
    onChange(isChosen.has(id) ? chosen.filter((each) => each !== id) : [...chosen, id])
  return (
    <div className="space-y-2 ps-6">
      <Field
        label={t('findVehicle')}
        value={q}
        problem={problem}
        autoComplete="off"
        onChange={(event) => setQ(event.target.value)}
      />
      <ul className="max-h-52 divide-y divide-line overflow-y-auto rounded border border-line scrollbar-quiet">
        {shown.map(({ id, title }) => (
          <li key={id}>
            <label className="flex items-center gap-2 px-2 py-1.5 text-sm hover:bg-sunken pointer-coarse:min-h-touch">
              <input
                type="checkbox"
                checked={isChosen.has(id)}
                onChange={() => toggle(id)}
                className="size-4 shrink-0 accent-accent"
              />
              <bdi className="truncate">{title}</bdi>
            </label>
          </li>
        ))}
      </ul>
      {found.length > shown.length ? <p className="text-sm text-muted">{t('moreVehicles')}</p> : null}
      {found.length === 0 ? <p className="text-sm text-muted">{t('noVehicle')}</p> : null}
    </div>
  )
}

function vehiclesOf(store: LiveStore): Named[] {
  return Array.from({ length: store.count }, (_, slot) => {
    const vehicle = store.identity(slot)
    const { id, name, plate, imei } = vehicle
    const text = [name, plate, imei].join(' ').toLocaleLowerCase()
    return { id, text, title: vehicleTitle(vehicle) }
  }).toSorted((a, b) => a.title.localeCompare(b.title))
}
