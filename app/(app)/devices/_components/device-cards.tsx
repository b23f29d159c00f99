'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { Pencil } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Plate } from '@/components/domain/plate'
import { classNames } from '@/components/ui/class-names'
import { Skeleton } from '@/components/ui/skeleton'
import { useNow } from '@/lib/client/clock'
import { type Formats, useFormats } from '@/lib/client/format/use-formats'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { useLiveStore } from '@/lib/client/use-live'
import type { DeviceRow } from '@/lib/domain/api/device-table'
import type { ColumnLayout, DeviceColumn } from '@/lib/domain/device-table'
import { CellContent } from './cell-content'
import type { DeviceGridProps } from './device-grid'

export type DeviceCardsProps = Pick<
  DeviceGridProps,
  'rows' | 'columns' | 'selection' | 'canChoose' | 'canEdit' | 'edits' | 'onDrawer' | 'question'
>

const FACTS = 4
const CARD_PX = 172
const IN_HEAD: readonly DeviceColumn[] = ['name', 'plate', 'status']

/** The table on a phone: a card for each device, with the first few of the chosen columns. */
export function DeviceCards({
  rows,
  columns,
  selection,
  canChoose,
  canEdit,
  edits,
  onDrawer,
  question,
}: DeviceCardsProps) {
  const t = useTranslations('devices.table')
  const formats = useFormats()
  const nowMs = useNow(10_000) + useLiveStore().clockOffsetMs
  const areaRef = useRef<HTMLElement>(null)
  const virtualizer = useVirtualizer({
    count: rows.total,
    getScrollElement: () => areaRef.current,
    estimateSize: () => CARD_PX,
    overscan: 4,
  })
  const items = virtualizer.getVirtualItems()
  const from = items[0]?.index ?? 0
  const to = items.at(-1)?.index ?? 0
  const { show } = rows
  useEffect(() => show(from, to), [show, from, to])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another question goes back to the top.
  useEffect(() => virtualizer.scrollToOffset(0), [question])
  return (
    <section
      ref={areaRef}
      aria-label={t('label')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keys.
      tabIndex={0}
      aria-busy={rows.isOld}
      className="scrollbar-quiet absolute inset-0 overflow-y-auto overscroll-contain bg-panel"
    >
      <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const stored = rows.rowAt(index)
          return (
            <li
              key={index}
              aria-posinset={index + 1}
              aria-setsize={rows.total}
              style={{ height: CARD_PX, transform: `translateY(${start}px)` }}
              className="absolute inset-x-0 top-0 border-b border-line px-4 py-2"
            >
              {stored === null ? (
                <Skeleton className="h-full w-full rounded" />
              ) : (
                <DeviceCard
                  row={edits.shownRow(stored)}
                  columns={columns}
                  formats={formats}
                  nowMs={nowMs}
                  isChosen={selection.ids.has(stored.id)}
                  canChoose={canChoose}
                  canEdit={canEdit}
                  onChoose={() => selection.toggle(stored.id)}
                  onDrawer={() => onDrawer(stored)}
                />
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

type DeviceCardProps = {
  row: DeviceRow
  columns: readonly ColumnLayout[]
  formats: Formats
  nowMs: number
  isChosen: boolean
  canChoose: boolean
  canEdit: boolean
  onChoose: () => void
  onDrawer: () => void
}

function DeviceCard({
  row,
  columns,
  formats,
  nowMs,
  isChosen,
  canChoose,
  canEdit,
  onChoose,
  onDrawer,
}: DeviceCardProps) {
  const t = useTranslations('devices')
  const facts = columns.filter(({ key }) => !IN_HEAD.includes(key)).slice(0, FACTS)
  const name = vehicleTitle(row)
  return (
    <div className={classNames('flex h-full gap-2', isChosen && 'bg-accent-soft')}>
      {canChoose ? (
        <label className="flex size-11 shrink-0 items-center justify-center">
          <input
            type="checkbox"
            aria-label={t('table.choose', { name })}
            checked={isChosen}
            onChange={onChoose}
            className="size-5 accent-accent"
          />
        </label>
      ) : null}
      <div className="min-w-0 grow">
        <Link
          href={`/devices/${encodeURIComponent(row.imei)}`}
          prefetch={false}
          className="flex min-h-11 items-center gap-2 font-medium text-ink"
        >
          <bdi className="truncate">{name}</bdi>
          {row.plate === null ? null : <Plate text={row.plate} />}
        </Link>
        <span className="text-sm">
          <CellContent row={row} column="status" formats={formats} nowMs={nowMs} />
        </span>
        <dl className="mt-1 grid grid-cols-2 gap-x-3 gap-y-1 text-sm">
          {facts.map(({ key }) => (
            <div key={key} className="min-w-0">
              <dt className="truncate text-xs text-muted">{t(`columns.${key}`)}</dt>
              <dd className="min-w-0 truncate">
                <CellContent row={row} column={key} formats={formats} nowMs={nowMs} />
              </dd>
            </div>
          ))}
        </dl>
      </div>
      {canEdit ? (
        <button
          type="button"
          aria-label={t('table.edit', { name })}
          onClick={onDrawer}
          className="flex size-11 shrink-0 items-center justify-center rounded text-muted"
        >
          <Pencil aria-hidden className="size-5" />
        </button>
      ) : null}
    </div>
  )
}
