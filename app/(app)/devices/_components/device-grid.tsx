'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react'
import { useNow } from '@/lib/client/clock'
import { useFormats } from '@/lib/client/format/use-formats'
import { useLiveStore } from '@/lib/client/use-live'
import type { DeviceRow } from '@/lib/domain/api/device-table'
import type { ColumnLayout, DeviceSort } from '@/lib/domain/device-table'
import { fieldOf } from '../_hooks/field-values'
import type { DeviceRows } from '../_hooks/use-device-rows'
import type { DeviceSelection } from '../_hooks/use-device-selection'
import type { Edits } from '../_hooks/use-edits'
import { useGridFocus } from '../_hooks/use-grid-focus'
import type { Moving } from '../_hooks/use-moving'
import { ACTIONS_PX, CHOICE_PX, type EditedCell, GridRow } from './grid-row'
import { HeadCell } from './head-cell'

export type DeviceGridProps = {
  rows: DeviceRows
  columns: readonly ColumnLayout[]
  onColumns: (columns: readonly ColumnLayout[]) => void
  sort: DeviceSort
  onSort: (sort: DeviceSort) => void
  selection: DeviceSelection
  /** Whether there is something to do with chosen rows. */
  canChoose: boolean
  canEdit: boolean
  edits: Edits
  edited: EditedCell | null
  onEdit: (cell: EditedCell | null) => void
  onDrawer: (row: DeviceRow) => void
  /** A new value is a new question: the table starts at its top again. */
  question: string
  /** While rows can be dragged to another account. */
  moving: Pick<Moving, 'drag' | 'onPointerDown'> | null
}

const ROW_PX = 40
/** A second click within this makes a double one. */
const DOUBLE_MS = 400

/** All rows in one grid of which only those in sight exist. A click opens a device, a double click changes a cell. */
export function DeviceGrid(props: DeviceGridProps) {
  const { rows, columns, sort, onSort, selection, canChoose, canEdit, edits, edited, onEdit, moving } = props
  const t = useTranslations('devices.table')
  const router = useRouter()
  const formats = useFormats()
  const nowMs = useNow(10_000) + useLiveStore().clockOffsetMs
  const areaRef = useRef<HTMLElement>(null)
  const click = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(click.current), [])
  const virtualizer = useVirtualizer({
    count: rows.total,
    getScrollElement: () => areaRef.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    scrollPaddingStart: ROW_PX,
  })
  const items = virtualizer.getVirtualItems()
  const from = items[0]?.index ?? 0
  const to = items.at(-1)?.index ?? 0
  const { show } = rows
  useEffect(() => show(from, to), [show, from, to])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another question goes back to the top.
  useEffect(() => virtualizer.scrollToOffset(0), [props.question])

  const grid = useGridFocus({
    areaRef,
    rows: rows.total,
    cells: columns.length + (canChoose ? 1 : 0) + (canEdit ? 1 : 0),
    rowsInSight: () => Math.max(1, Math.floor((areaRef.current?.clientHeight ?? 0) / ROW_PX) - 2),
    scrollTo: (row) => virtualizer.scrollToIndex(row),
  })
  const shift = canChoose ? 1 : 0
  const fieldAt = (cell: number) => {
    const column = canEdit ? columns[cell - shift] : undefined
    return column === undefined ? null : fieldOf(column.key)
  }
  const open = (row: DeviceRow) => router.push(`/devices/${encodeURIComponent(row.imei)}`)
  const edit = (row: DeviceRow, cell: number) => {
    const field = fieldAt(cell)
    if (field === null) return false
    onEdit({ id: row.id, field })
    return true
  }

  const onClick = (event: MouseEvent) => {
    const place = placeOf(event.target)
    const row = place === null ? null : rows.rowAt(place.row)
    if (place === null || row === null) return
    grid.setPlace(place)
    const isLink = event.target instanceof Element && event.target.closest('a') !== null
    const isPlain = !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0
    if (!isPlain || isControl(event.target)) return
    if (isLink) event.preventDefault()
    else if ((window.getSelection()?.toString() ?? '') !== '') return
    clearTimeout(click.current)
    if (event.detail > 1) return
    if (fieldAt(place.cell) === null) open(row)
    else click.current = setTimeout(() => open(row), DOUBLE_MS)
  }
  const onDoubleClick = (event: MouseEvent) => {
    clearTimeout(click.current)
    const place = placeOf(event.target)
    const row = place === null ? null : rows.rowAt(place.row)
    if (place === null || row === null || isControl(event.target)) return
    if (edit(row, place.cell)) window.getSelection()?.removeAllRanges()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const place = placeOf(event.target)
    const row = place === null ? null : rows.rowAt(place.row)
    if (place === null || grid.onKeyDown(event) || row === null) return
    const isBox = event.target instanceof HTMLInputElement
    if (event.key === ' ' && canChoose && !isBox && !isControl(event.target)) {
      event.preventDefault()
      selection.toggle(row.id)
    }
    if ((event.key !== 'Enter' && event.key !== 'F2') || isControl(event.target)) return
    event.preventDefault()
    if (!edit(row, place.cell) && event.key === 'Enter') open(row)
  }

  const keyOf = rowKeys()
  const besidePx = (canChoose ? CHOICE_PX : 0) + (canEdit ? ACTIONS_PX : 0)
  const widthPx = columns.reduce((sum, column) => sum + column.widthPx, besidePx)
  const draggedIds = new Set(moving?.drag?.ids)
  return (
    <section ref={areaRef} aria-label={t('label')} className={AREA} aria-busy={rows.isOld}>
      <p id="device-grid-keys" hidden>
        {t('keys')}
      </p>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are changed is a grid.
        role="grid"
        aria-label={t('label')}
        aria-describedby="device-grid-keys"
        aria-rowcount={rows.total + 1}
        aria-multiselectable={canChoose || undefined}
        onPointerDown={moving?.onPointerDown}
        // The browser would drag a link's address.
        onDragStart={(event) => moving !== null && event.preventDefault()}
        onClick={onClick}
        onDoubleClick={onDoubleClick}
        onKeyDown={onKeyDown}
        onFocus={({ target }) => {
          const place = placeOf(target)
          if (place !== null) grid.setPlace(place)
        }}
        className="table-fixed border-separate border-spacing-0 text-sm"
        style={{ width: widthPx, minWidth: '100%' }}
      >
        <colgroup>
          {canChoose ? <col style={{ width: CHOICE_PX }} /> : null}
          {columns.map(({ key, widthPx: columnPx }) => (
            <col key={key} style={{ width: columnPx }} />
          ))}
          {canEdit ? <col style={{ width: ACTIONS_PX }} /> : null}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {canChoose ? <ChooseAll rows={rows} selection={selection} /> : null}
            {columns.map((column, at) => (
              <HeadCell
                key={column.key}
                column={column}
                sort={sort}
                onSort={onSort}
                onWidth={(next) =>
                  props.onColumns(
                    columns.map((each) => (each.key === column.key ? { ...each, widthPx: next } : each)),
                  )
                }
                className={at === 0 ? `${HEAD} z-20!` : HEAD}
                stickyPx={at === 0 ? shift * CHOICE_PX : undefined}
              />
            ))}
            {canEdit ? (
              <th scope="col" className={`${HEAD} inset-e-0 z-20!`}>
                <span className="sr-only">{t('actions')}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody className={moving === null ? undefined : 'select-none'}>
          <Gap heightPx={items[0]?.start ?? 0} />
          {items.map(({ index }) => {
            const stored = rows.rowAt(index)
            const row = stored === null ? null : edits.shownRow(stored)
            return (
              <GridRow
                key={keyOf(row, index)}
                row={row}
                index={index}
                columns={columns}
                activeCell={grid.place.row === index ? grid.place.cell : null}
                isChosen={row !== null && selection.ids.has(row.id)}
                canChoose={canChoose}
                canEdit={canEdit}
                grab={row === null || moving === null ? null : draggedIds.has(row.id) ? 'dragged' : 'can'}
                edited={row !== null && edited?.id === row.id ? edited : null}
                edits={edits}
                formats={formats}
                nowMs={nowMs}
                onChoose={selection.toggle}
                onDrawer={props.onDrawer}
                onEditEnd={(how) => {
                  onEdit(null)
                  if (how === 'keys') grid.focus(grid.place)
                }}
              />
            )
          })}
          <Gap heightPx={virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)} />
        </tbody>
      </table>
    </section>
  )
}

const AREA = 'scrollbar-quiet absolute inset-0 overflow-auto overscroll-contain bg-panel'
const HEAD =
  'sticky top-0 z-10 h-10 border-b border-line-strong bg-panel px-2.5 py-1 align-middle text-xs font-medium text-muted'

/** The room of rows that do not exist. */
function Gap({ heightPx }: { heightPx: number }) {
  return heightPx > 0 ? <tr aria-hidden style={{ height: heightPx }} /> : null
}

function ChooseAll({ rows, selection }: Pick<DeviceGridProps, 'rows' | 'selection'>) {
  const t = useTranslations('devices.table')
  const { loaded } = rows
  const chosen = loaded.filter(({ id }) => selection.ids.has(id)).length
  const isAll = loaded.length > 0 && chosen === loaded.length
  return (
    <th scope="col" className={`${HEAD} start-0 z-20! text-center`}>
      <input
        type="checkbox"
        aria-label={t('chooseAll')}
        checked={isAll}
        ref={(box) => {
          if (box !== null) box.indeterminate = chosen > 0 && !isAll
        }}
        onChange={() => (isAll ? selection.clear() : selection.choose(loaded.map(({ id }) => id)))}
        className="size-4 align-middle accent-accent"
      />
    </th>
  )
}

/** A row stays itself wherever a reload puts it. Pages that are read one after another may both name a device. */
function rowKeys(): (row: DeviceRow | null, index: number) => string {
  const known = new Set<string>()
  return (row, index) => {
    const key = row === null || known.has(row.id) ? `at ${index}` : row.id
    known.add(key)
    return key
  }
}

/** Which cell an event came from. */
function placeOf(target: EventTarget | null): { row: number; cell: number } | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null
  const [row, at] = (cell?.dataset.cell ?? '').split(':').map(Number)
  return row === undefined || at === undefined ? null : { row, cell: at }
}

/** Fields and buttons do what they do; a link is the row's own way. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, select, button, textarea') !== null
}
