'use client'

import { useTranslations } from 'next-intl'
import { useId, useMemo, useState } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { ALL_VEHICLES, MAX_NAMED_VEHICLES } from '@/lib/client/reports/report-address'
import { foldText, naturalSortKey } from '@/lib/client/search-text'
import { useLiveStore, useLiveVersion } from '@/lib/client/use-live'
import type { ReportChoices, ReportVehicles } from '@/lib/domain/api/reports'
import { PickList, type PickOption } from './pick-list'
import { useVehicleWords } from './vehicle-field'

type Some = Extract<ReportVehicles, { choose: 'some' }>
type List = 'deviceIds' | 'accountIds' | 'groups'
const TABS = { devices: 'deviceIds', accounts: 'accountIds', groups: 'groups' } as const satisfies Record<
  string,
  List
>
type Tab = keyof typeof TABS
const NOBODY: Some = { choose: 'some', deviceIds: [], accountIds: [], groups: [] }

export type VehicleDialogProps = {
  value: ReportVehicles
  choices: ReportChoices | undefined
  hasFailed: boolean
  onChoose: (value: ReportVehicles) => void
  onClose: () => void
}

/** All vehicles, or single ones, accounts and groups together. */
export function VehicleDialog({ value, choices, hasFailed, onChoose, onClose }: VehicleDialogProps) {
  const t = useTranslations('reports.vehicles')
  const wordsOf = useVehicleWords(choices)
  const [isAll, setAll] = useState(value.choose === 'all')
  const [some, setSome] = useState<Some>(value.choose === 'some' ? value : NOBODY)
  const [tab, setTab] = useState<Tab>('devices')
  const [isTried, setTried] = useState(false)
  const options = useOptions(choices)
  const name = useId()
  const isEmpty = some.deviceIds.length + some.accountIds.length + some.groups.length === 0
  const done = () => {
    setTried(true)
    if (isAll) onChoose(ALL_VEHICLES)
    else if (!isEmpty) onChoose(some)
  }
  const radio = (all: boolean, label: string) => (
    <label className="flex min-h-8 cursor-pointer items-center gap-2 text-sm font-medium pointer-coarse:min-h-touch">
      <input
        type="radio"
        name={name}
        checked={isAll === all}
        onChange={() => setAll(all)}
        className="size-4 accent-accent"
      />
      {label}
    </label>
  )
  return (
    <Dialog title={t('title')} onClose={onClose} className="w-[min(30rem,calc(100vw-2rem))]!">
      <div>
        {radio(true, t('allOption'))}
        {radio(false, t('someOption'))}
      </div>
      {isAll ? null : (
        <>
          <fieldset className="flex flex-wrap gap-1">
            <legend className="sr-only">{t('tabs.label')}</legend>
            {(['devices', 'accounts', 'groups'] as const).map((key) => {
              const count = some[TABS[key]].length
              return (
                <Button key={key} size="sm" aria-pressed={tab === key} onClick={() => setTab(key)}>
                  {t(`tabs.${key}`)}
                  {count > 0 ? <span className="tabular-nums">({count})</span> : null}
                </Button>
              )
            })}
          </fieldset>
          {hasFailed && tab !== 'devices' ? (
            <Banner tone="warning" title={t('failed')} className="rounded" />
          ) : null}
          <PickList
            key={tab}
            searchLabel={t(`search.${tab}`)}
            options={options[tab]}
            chosen={some[TABS[tab]]}
            most={tab === 'devices' ? MAX_NAMED_VEHICLES : 100}
            onChange={(chosen) => setSome({ ...some, [TABS[tab]]: chosen })}
          />
          <p role="status" className={isTried && isEmpty ? 'text-sm text-danger' : 'text-sm text-muted'}>
            {isEmpty ? t('noneChosen') : t('chosen', { parts: wordsOf(some) })}
          </p>
          {tab === 'accounts' ? <p className="text-sm text-muted">{t('accountNote')}</p> : null}
        </>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button variant="primary" onClick={done}>
          {t('done')}
        </Button>
      </div>
    </Dialog>
  )
}

function useOptions(choices: ReportChoices | undefined): Record<Tab, readonly PickOption[]> {
  const t = useTranslations('reports.vehicles')
  const store = useLiveStore()
  useLiveVersion(5_000)
  const { epoch } = store
  // biome-ignore lint/correctness/useExhaustiveDependencies: the roster changes with the epoch alone.
  const devices = useMemo(() => {
    const all = Array.from({ length: store.count }, (_, slot) => store.identity(slot)).map((vehicle) => ({
      id: vehicle.id,
      name: vehicleTitle(vehicle),
      detail: vehicle.plate?.trim() || vehicle.imei.slice(-6),
      search: foldText([vehicle.name, vehicle.plate, vehicle.imei, vehicle.driver].join(' ')),
      key: naturalSortKey(vehicleTitle(vehicle)),
    }))
    return all.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
  }, [store, epoch])
  return useMemo(() => {
    const depths = new Map<string, number>()
    const accounts = (choices?.accounts ?? []).map(({ id, name, parentId, vehicleCount }) => {
      const depth = parentId === null ? 0 : (depths.get(parentId) ?? -1) + 1
      depths.set(id, depth)
      return { id, name, depth, detail: t('count', { count: vehicleCount }) }
    })
    const groups = (choices?.groups ?? []).map(({ name, vehicleCount }) => ({
      ...{ id: name, name, detail: t('count', { count: vehicleCount }) },
    }))
    return { devices, accounts, groups }
  }, [devices, choices, t])
}
