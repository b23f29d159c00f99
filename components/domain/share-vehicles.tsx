'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useMemo, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { SearchField } from '@/components/ui/search-field'
import { matchTerms } from '@/lib/client/fleet-index'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { searchTerms } from '@/lib/client/search-text'
import { useFleetIndex } from '@/lib/client/use-fleet-index'
import { useLiveStore } from '@/lib/client/use-live'
import { MAX_SHARE_VEHICLES } from '@/lib/domain/share'
import type { ShareTarget } from './share-actions'
import type { ShareForm } from './share-draft'
import { ShareInput } from './share-inputs'

const FOUND_AT_MOST = 8

type Props = { vehicles: ShareForm['vehicles']; onChange: (vehicles: ShareForm['vehicles']) => void }

/** The vehicles of a link, what each is called on it, and a search for more. */
export function ShareVehicles({ vehicles, onChange }: Props) {
  const t = useTranslations('share.form')
  return (
    <>
      <ul className="flex flex-col gap-2">
        {vehicles.map(({ id, name, alias }) => (
          <li key={id} className="flex items-end gap-2">
            <span className="min-w-0 grow basis-1/2 truncate self-center text-sm font-medium">
              <bdi>{name}</bdi>
            </span>
            <ShareInput
              label={t('aliasOf', { name })}
              isLabelHidden
              placeholder={t('alias')}
              maxLength={60}
              value={alias}
              className="basis-1/2"
              onChange={(event) =>
                onChange(vehicles.map((one) => (one.id === id ? { ...one, alias: event.target.value } : one)))
              }
            />
            <Button
              size="icon"
              variant="quiet"
              aria-label={t('removeVehicle', { name })}
              onClick={() => onChange(vehicles.filter((one) => one.id !== id))}
            >
              <X aria-hidden className="size-4" />
            </Button>
          </li>
        ))}
      </ul>
      {vehicles.length < MAX_SHARE_VEHICLES ? (
        <FindVehicle
          chosen={vehicles}
          onFound={(vehicle) => onChange([...vehicles, { ...vehicle, alias: '' }])}
        />
      ) : (
        <p className="text-xs text-muted">{t('vehiclesFull', { most: MAX_SHARE_VEHICLES })}</p>
      )}
    </>
  )
}

function FindVehicle({
  chosen,
  onFound,
}: {
  chosen: readonly ShareTarget[]
  onFound: (vehicle: ShareTarget) => void
}) {
  const t = useTranslations('share.form')
  const [typed, setTyped] = useState('')
  const inputRef = useRef<HTMLInputElement>(null)
  const found = useFound(typed, chosen)
  return (
    <div className="flex flex-col gap-1">
      <SearchField
        label={t('addVehicle')}
        placeholder={t('addVehicle')}
        clearLabel={t('clearSearch')}
        value={typed}
        onChange={setTyped}
        inputRef={inputRef}
      />
      {typed.trim() === '' ? null : (
        <ul className="rounded border border-line">
          {found.map((vehicle) => (
            <li key={vehicle.id}>
              <button
                type="button"
                className="flex min-h-8 w-full items-center px-2.5 text-start text-sm hover:bg-sunken pointer-coarse:min-h-touch"
                onClick={() => {
                  onFound(vehicle)
                  setTyped('')
                }}
              >
                <bdi className="truncate">{vehicle.name}</bdi>
              </button>
            </li>
          ))}
          {found.length === 0 ? <li className="px-2.5 py-1.5 text-sm text-muted">{t('noneFound')}</li> : null}
        </ul>
      )}
    </div>
  )
}

function useFound(typed: string, chosen: readonly ShareTarget[]): ShareTarget[] {
  const store = useLiveStore()
  const index = useFleetIndex()
  return useMemo(() => {
    const terms = searchTerms(typed)
    if (terms.length === 0) return []
    const matches = matchTerms(index, terms)
    const taken = new Set(chosen.map(({ id }) => id))
    const found: ShareTarget[] = []
    for (const slot of index.slotOfRank) {
      if (!matches[slot]) continue
      const vehicle = store.identity(slot)
      if (taken.has(vehicle.id)) continue
      found.push({ id: vehicle.id, name: vehicleTitle(vehicle) })
      if (found.length === FOUND_AT_MOST) break
    }
    return found
  }, [index, typed, chosen, store])
}
