'use client'

import { CircleAlert, Pencil } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { classNames } from '@/components/ui/class-names'
import { Skeleton } from '@/components/ui/skeleton'
import type { Formats } from '@/lib/client/format/use-formats'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import type { DeviceRow } from '@/lib/domain/api/device-table'
import type { EditField } from '@/lib/domain/device-edit'
import type { ColumnLayout } from '@/lib/domain/device-table'
import { fieldOf } from '../_hooks/field-values'
import type { Edits } from '../_hooks/use-edits'
import { CellContent, isAtEnd } from './cell-content'
import { CellEditor, type CellLeft } from './cell-editor'

export type EditedCell = { id: string; field: EditField }

export type GridRowProps = {
  row: DeviceRow | null
  index: number
  columns: readonly ColumnLayout[]
  /** The cell of this row that the Tab key reaches; null when it is in another row. */
  activeCell: number | null
  isChosen: boolean
  canChoose: boolean
  canEdit: boolean
  /** Whether it can be dragged, or is. */
  grab: 'can' | 'dragged' | null
  edited: EditedCell | null
  edits: Edits
  formats: Formats
  nowMs: number
  onChoose: (id: string) => void
  onDrawer: (row: DeviceRow) => void
  onEditEnd: (how: CellLeft) => void
}

export const CHOICE_PX = 44
export const ACTIONS_PX = 52

/** A row of the grid: its box to choose it, its columns, and the way to its drawer. */
export function GridRow(props: GridRowProps) {
  const { row, index, columns, activeCell, isChosen, canChoose, canEdit, grab } = props
  const t = useTranslations('devices.table')
  const tabIndexOf = (cell: number) => (activeCell === cell ? 0 : -1)
  const first = canChoose ? 1 : 0
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={canChoose ? isChosen : undefined}
      aria-busy={row !== null && props.edits.isSaving(row.id)}
      data-row={index}
      data-grab={grab ?? undefined}
      className="group/row h-10 cursor-pointer hover:bg-sunken aria-busy:text-muted data-[grab=can]:cursor-grab data-[grab=dragged]:opacity-50"
    >
      {canChoose ? (
        <td className={classNames(CELL, STICKY, 'start-0 text-center', isChosen && CHOSEN)}>
          {row === null ? null : (
            <input
              type="checkbox"
              data-cell={`${index}:0`}
              tabIndex={tabIndexOf(0)}
              aria-label={t('choose', { name: vehicleTitle(row) })}
              checked={isChosen}
              onChange={() => props.onChoose(row.id)}
              className="size-4 align-middle accent-accent"
            />
          )}
        </td>
      ) : null}
      {columns.map((column, at) => (
        <GridCell key={column.key} {...props} column={column} at={at} tabIndex={tabIndexOf(at + first)} />
      ))}
      {canEdit ? (
        <td className={classNames(CELL, STICKY, 'inset-e-0 text-end', isChosen && CHOSEN)}>
          {row === null ? null : (
            <button
              type="button"
              data-cell={`${index}:${columns.length + first}`}
              tabIndex={tabIndexOf(columns.length + first)}
              aria-label={t('edit', { name: vehicleTitle(row) })}
              title={t('edit', { name: vehicleTitle(row) })}
              onClick={(event) => {
                event.stopPropagation()
                props.onDrawer(row)
              }}
              className="inline-flex size-8 items-center justify-center rounded text-muted hover:bg-panel hover:text-ink"
            >
              <Pencil aria-hidden className="size-4" />
            </button>
          )}
        </td>
      ) : null}
    </tr>
  )
}

type GridCellProps = GridRowProps & { column: ColumnLayout; at: number; tabIndex: number }

function GridCell({ row, index, column, at, tabIndex, ...props }: GridCellProps) {
  const t = useTranslations('devices')
  const { canChoose, canEdit, edited, edits, formats, nowMs } = props
  const field = canEdit ? fieldOf(column.key) : null
  const failed = row === null || field === null ? null : edits.failedCell(row.id, field)
  const isEdited = row !== null && field !== null && edited?.id === row.id && edited.field === field
  const isFirst = at === 0
  return (
    <td
      data-cell={`${index}:${canChoose ? at + 1 : at}`}
      data-column={column.key}
      tabIndex={tabIndex}
      aria-invalid={failed !== null || undefined}
      style={isFirst ? { insetInlineStart: canChoose ? CHOICE_PX : 0 } : undefined}
      className={classNames(
        CELL,
        isAtEnd(column.key) ? 'text-end' : 'text-start',
        isFirst && STICKY,
        isEdited ? 'z-20 overflow-visible! px-1!' : undefined,
        props.isChosen && CHOSEN,
      )}
    >
      {row === null ? (
        <Skeleton className="h-3.5 w-3/4 rounded" />
      ) : isEdited ? (
        <CellEditor
          row={row}
          field={field}
          label={t(`columns.${column.key}`)}
          failed={failed}
          onEnd={(end, how) => {
            if (end === null) edits.forget(row.id, field)
            else if ('problem' in end) edits.fail(row.id, field, end)
            else void edits.change(row, field, end)
            props.onEditEnd(how)
          }}
        />
      ) : failed === null ? (
        <CellContent row={row} column={column.key} formats={formats} nowMs={nowMs} />
      ) : (
        <span className="flex items-center gap-1 text-danger" title={failed.problem}>
          <CircleAlert aria-hidden className="size-4 shrink-0" />
          <span className="min-w-0 grow">
            <CellContent row={row} column={column.key} formats={formats} nowMs={nowMs} />
          </span>
          <span className="sr-only">{failed.problem}</span>
        </span>
      )}
    </td>
  )
}

const CELL =
  'truncate border-b border-line px-2.5 py-0 focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus'
const STICKY = 'sticky z-10 bg-panel group-hover/row:bg-sunken'
const CHOSEN = 'bg-accent-soft!'
