'use client'

import { useEffect, useRef, useState } from 'react'
import { useDeviceSummary, useDeviceViews } from '@/lib/client/queries/device-table'
import { useHydrated } from '@/lib/client/use-hydrated'
import { useIsPhone } from '@/lib/client/use-is-phone'
import type { DeviceRow, DeviceView, DeviceViewSpec, DeviceViews } from '@/lib/domain/api/device-table'
import { deviceQuery } from '@/lib/domain/device-table'
import { useDeviceAddress } from '../_hooks/use-device-address'
import { useDeviceRows } from '../_hooks/use-device-rows'
import { useDeviceSelection } from '../_hooks/use-device-selection'
import { useEdits } from '../_hooks/use-edits'
import { useLayout } from '../_hooks/use-layout'
import { useMoving } from '../_hooks/use-moving'
import { BulkBar } from './bulk-bar'
import { DeviceCards } from './device-cards'
import { DeviceGrid } from './device-grid'
import { DevicesFrame } from './devices-frame'
import { DevicesHead } from './devices-head'
import { EditDrawer } from './edit-drawer'
import { ExpiryCards } from './expiry-cards'
import { FilterBar } from './filter-bar'
import type { EditedCell } from './grid-row'
import { MoveBeside } from './move/move-beside'
import { TableStates } from './table-states'

/** Ages and zones are the browser's: the server delivers the frame. */
export function DevicesScreen() {
  const isHydrated = useHydrated()
  const views = useDeviceViews()
  if (!isHydrated || views.isPending) return <DevicesFrame />
  // Without views and columns of one's own the table is as good as new.
  return <LiveDevicesScreen kept={views.data ?? { views: [], columns: null }} />
}

function LiveDevicesScreen({ kept }: { kept: DeviceViews }) {
  const { address, change } = useDeviceAddress()
  const layout = useLayout(kept.columns)
  const { filter, sort, viewId } = address
  const query = deviceQuery(filter, sort).toString()
  const isReady = useDefaultView(kept.views, (view) => openView(view))
  const rows = useDeviceRows(query, isReady)
  const summary = useDeviceSummary(deviceQuery(filter).toString(), isReady)
  const selection = useDeviceSelection(deviceQuery(filter).toString())
  const [edited, setEdited] = useState<EditedCell | null>(null)
  const [drawer, setDrawer] = useState<DeviceRow | null>(null)
  const edits = useEdits({
    onRefused: (id, field) => {
      if (isAtTable()) setEdited((current) => current ?? { id, field })
    },
  })
  const isPhone = useIsPhone()
  const open = kept.views.find(({ id }) => id === viewId) ?? null
  const spec = specOf(filter, { sort, columns: layout.columns })
  const openView = (view: DeviceView) => {
    change({ filter: view.spec.filter, sort: view.spec.sort, viewId: view.id })
    layout.change(view.spec.columns)
  }
  const canEdit = summary.data?.canEdit ?? false
  const canChoose = canEdit || (summary.data?.canShare ?? false)
  const moving = useMoving({
    loaded: rows.loaded,
    rowAt: rows.rowAt,
    chosenIds: selection.ids,
    hasTree: canEdit && (summary.data?.seesAccounts ?? false),
  })
  const shared = {
    rows,
    columns: layout.columns,
    selection,
    canChoose,
    canEdit,
    edits,
    onDrawer: setDrawer,
    question: query,
  }
  return (
    <div className="flex h-full flex-col bg-canvas">
      <div className="shrink-0 space-y-3 px-4 py-3 md:px-6">
        <DevicesHead
          total={rows.isFirst ? null : rows.total}
          summary={summary.data}
          views={{ views: kept.views, open, spec, onOpen: openView }}
          onViewId={(id) => change({ viewId: id })}
          layout={layout}
          moving={moving}
          accountId={filter.accountId}
          onGroup={(accountId, group) => change({ filter: { accountId, groups: [group] } })}
        />
        <ExpiryCards
          summary={summary.data}
          chosen={filter.expiring}
          onChoose={(expiring) => change({ filter: { expiring } })}
        />
        <FilterBar
          filter={filter}
          onChange={(part) => change({ filter: part })}
          sort={sort}
          onSort={(next) => change({ sort: next })}
        />
      </div>
      {canChoose && selection.ids.size > 0 ? (
        <BulkBar
          selection={selection}
          loaded={rows.loaded}
          total={rows.total}
          query={query}
          canEdit={canEdit}
          canShare={summary.data?.canShare ?? false}
          onMove={moving.begin}
        />
      ) : null}
      <div className="flex min-h-0 grow">
        <div className="flex min-h-0 min-w-0 grow flex-col">
          <TableStates rows={rows} all={summary.data?.all ?? null}>
            {isPhone ? (
              <DeviceCards {...shared} />
            ) : (
              <DeviceGrid
                {...shared}
                onColumns={layout.change}
                sort={sort}
                onSort={(next) => change({ sort: next })}
                edited={edited}
                onEdit={setEdited}
                moving={moving.isShown ? moving : null}
              />
            )}
          </TableStates>
        </div>
        <MoveBeside moving={moving} selection={selection} />
      </div>
      <p role="status" className="sr-only">
        {edits.notice}
      </p>
      {drawer === null ? null : (
        <EditDrawer key={drawer.id} row={drawer} edits={edits} onClose={() => setDrawer(null)} />
      )}
    </div>
  )
}

/** Whether nobody is typing elsewhere, whose focus would be taken. */
function isAtTable(): boolean {
  const active = document.activeElement
  return active === null || active === document.body || active.closest('[role="grid"]') !== null
}

/** Opens the person's default view where the address says nothing. True once nothing more will be opened by itself. */
function useDefaultView(views: readonly DeviceView[], onOpen: (view: DeviceView) => void): boolean {
  const [isReady, setReady] = useState(false)
  const first = useRef({ views, onOpen })
  useEffect(() => {
    const view = first.current.views.find(({ isDefault }) => isDefault)
    if (view !== undefined && window.location.search === '') first.current.onOpen(view)
    setReady(true)
  }, [])
  return isReady
}

function specOf(
  filter: DeviceViewSpec['filter'] | Readonly<ReturnType<typeof useDeviceAddress>['address']['filter']>,
  { sort, columns }: { sort: DeviceViewSpec['sort']; columns: ReturnType<typeof useLayout>['columns'] },
): DeviceViewSpec {
  const { groups, statuses, models, kinds, ...rest } = filter
  const lists = { groups: [...groups], statuses: [...statuses], models: [...models], kinds: [...kinds] }
  return { filter: { ...rest, ...lists }, sort, columns: [...columns] }
}
