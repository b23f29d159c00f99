'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { classNames } from '@/components/ui/class-names'
import { type ColumnLayout, type DeviceSort, MAX_COLUMN_PX, MIN_COLUMN_PX } from '@/lib/domain/device-table'
import { isAtEnd } from './cell-content'

export type HeadCellProps = {
  column: ColumnLayout
  sort: DeviceSort
  onSort: (sort: DeviceSort) => void
  onWidth: (widthPx: number) => void
  className?: string
  stickyPx?: number
}

const STEP_PX = 16

/** The head of a column: sorts the table, and at its end the column is made wider or narrower. */
export function HeadCell({ column, sort, onSort, onWidth, className, stickyPx }: HeadCellProps) {
  const t = useTranslations('devices')
  const { key, widthPx } = column
  const isSorted = sort.key === key
  const direction = isSorted ? (sort.isDescending ? 'descending' : 'ascending') : 'none'
  const Arrow = direction === 'descending' ? ArrowDown : ArrowUp
  return (
    <th
      scope="col"
      aria-sort={direction}
      style={stickyPx === undefined ? undefined : { insetInlineStart: stickyPx }}
      className={classNames(className, isAtEnd(key) ? 'text-end' : 'text-start')}
    >
      <button
        type="button"
        onClick={() => onSort({ key, isDescending: isSorted ? !sort.isDescending : false })}
        className={classNames(
          'group/sort inline-flex min-h-6 max-w-full items-center gap-1 rounded-sm font-medium hover:text-ink',
          isAtEnd(key) && 'flex-row-reverse',
          isSorted && 'text-ink',
        )}
      >
        <span className="truncate">{t(`columns.${key}`)}</span>
        <Arrow
          aria-hidden
          className={classNames('size-3 shrink-0', isSorted ? '' : 'opacity-0 group-hover/sort:opacity-50')}
        />
      </button>
      <WidthHandle
        label={t('table.resize', { column: t(`columns.${key}`) })}
        widthPx={widthPx}
        onWidth={onWidth}
      />
    </th>
  )
}

type WidthHandleProps = { label: string; widthPx: number; onWidth: (widthPx: number) => void }

function WidthHandle({ label, widthPx, onWidth }: WidthHandleProps) {
  const start = useRef<{ x: number; widthPx: number; sign: number } | null>(null)
  const set = (next: number) => onWidth(Math.min(MAX_COLUMN_PX, Math.max(MIN_COLUMN_PX, Math.round(next))))
  const signOf = (element: Element) => (getComputedStyle(element).direction === 'rtl' ? -1 : 1)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? STEP_PX : event.key === 'ArrowLeft' ? -STEP_PX : 0
    if (step === 0) return
    event.preventDefault()
    event.stopPropagation()
    set(widthPx + step * signOf(event.currentTarget))
  }
  const onPointerDown = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { x: event.clientX, widthPx, sign: signOf(event.currentTarget) }
  }
  const onPointerMove = ({ clientX }: PointerEvent) => {
    const from = start.current
    if (from !== null) set(from.widthPx + (clientX - from.x) * from.sign)
  }
  const end = () => {
    start.current = null
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that moves is the window-splitter pattern; hr is not that.
    <span
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuemin={MIN_COLUMN_PX}
      aria-valuemax={MAX_COLUMN_PX}
      aria-valuenow={widthPx}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
      className="absolute inset-e-0 inset-y-0 w-2 cursor-col-resize touch-none border-e border-transparent hover:border-line-strong focus-visible:border-focus"
    />
  )
}
