'use client'

import { useTranslations } from 'next-intl'
import { type RefObject, useState } from 'react'
import type { ShareTarget } from '@/components/domain/share-actions'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import type { LiveStore } from '@/lib/client/live-types'
import { useLiveStore } from '@/lib/client/use-live'
import { MAX_SHARE_VEHICLES } from '@/lib/domain/share'
import { isFiltering, type MapFilter } from '../_hooks/map-address'
import type { CalmHandlers } from '../_hooks/use-calm'
import type { FleetList } from '../_hooks/use-fleet-view'
import { useSearchShortcut } from '../_hooks/use-list-keys'
import { CountAnnouncer } from './count-announcer'
import { ListSearch } from './list-search'
import { EmptyFleet, ListSkeleton, NoMatch } from './list-states'
import { ListToolbar } from './list-toolbar'
import { StatusChips } from './status-chips'
import { VehicleList } from './vehicle-list'

export type ListPanelProps = {
  list: FleetList
  filter: MapFilter
  onFilter: (part: Partial<MapFilter>) => void
  onClearFilter: () => void
  chosenId: string | null
  onChoose: (deviceId: string | null) => void
  onCollapse: () => void
  /** The phone's sheet grows when somebody starts to search. */
  onSearchFocus: () => void
  searchRef: RefObject<HTMLInputElement | null>
  listRef: RefObject<HTMLDivElement | null>
  calmHandlers: CalmHandlers
  className: string
}

/** Search, status switches and the rows, as one column. */
export function ListPanel(props: ListPanelProps) {
  const { list, filter, onFilter, chosenId, onChoose, listRef } = props
  const t = useTranslations('map')
  const store = useLiveStore()
  const [activeId, setActiveId] = useState<string | null>(null)
  useSearchShortcut(props.searchRef)

  const loading = store.epoch === 0
  const shown = list.order.length
  const summary = isFiltering(filter)
    ? t('shownOf', { shown, total: store.count })
    : t('shownCount', { count: store.count })
  const leave = () => (chosenId ? onChoose(null) : props.onClearFilter())
  const enterList = (choose: boolean) => {
    const [first] = list.order
    if (first === undefined) return
    const { id } = store.identity(first)
    setActiveId(id)
    listRef.current?.focus()
    if (choose) onChoose(id)
  }

  return (
    <div className={`flex min-h-0 grow flex-col ${props.className}`}>
      <div className="shrink-0 space-y-2 px-3 pb-2 md:pt-3">
        <ListSearch
          text={filter.text}
          onText={(text) => onFilter({ text })}
          inputRef={props.searchRef}
          onEnterList={enterList}
          onLeave={leave}
          onFocus={props.onSearchFocus}
          onCollapse={props.onCollapse}
        />
        <StatusChips
          chosen={filter.statuses}
          counts={loading ? null : list.statusCounts}
          onChange={(statuses) => onFilter({ statuses })}
        />
      </div>
      <ListToolbar
        summary={loading ? t('loading') : summary}
        sort={filter.sort}
        onSort={(sort) => onFilter({ sort })}
        staleCount={list.staleCount}
        stale={filter.stale}
        onStale={(stale) => onFilter({ stale })}
        shareable={isFiltering(filter) && shown <= MAX_SHARE_VEHICLES ? targetsOf(list.order, store) : []}
      />
      <ListBody loading={loading} empty={store.count === 0} none={shown === 0} onClear={props.onClearFilter}>
        <VehicleList
          order={list.order}
          question={filter}
          chosenId={chosenId}
          activeId={activeId}
          onActive={setActiveId}
          onChoose={onChoose}
          onLeave={leave}
          searchRef={props.searchRef}
          listRef={listRef}
          calmHandlers={props.calmHandlers}
        />
      </ListBody>
      <CountAnnouncer text={summary} cause={filter} />
    </div>
  )
}

function targetsOf(order: Int32Array, store: LiveStore): ShareTarget[] {
  return Array.from(order, (slot) => {
    const vehicle = store.identity(slot)
    return { id: vehicle.id, name: vehicleTitle(vehicle) }
  })
}

type ListBodyProps = {
  loading: boolean
  empty: boolean
  none: boolean
  onClear: () => void
  children: React.ReactNode
}

function ListBody({ loading, empty, none, onClear, children }: ListBodyProps) {
  if (loading) return <ListSkeleton />
  if (empty) return <EmptyFleet />
  return none ? <NoMatch onClear={onClear} /> : children
}
