'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import {
  COLUMN_PX,
  type ColumnLayout,
  DEVICE_COLUMNS,
  type DeviceColumn,
  USUAL_COLUMNS,
} from '@/lib/domain/device-table'

export type ColumnsDialogProps = {
  columns: readonly ColumnLayout[]
  onChange: (columns: readonly ColumnLayout[]) => void
  hasFailed: boolean
  onClose: () => void
}

/** Which columns the table has, and in which order. */
export function ColumnsDialog({ columns, onChange, hasFailed, onClose }: ColumnsDialogProps) {
  const t = useTranslations('devices.layout')
  const tColumns = useTranslations('devices.columns')
  const hidden = DEVICE_COLUMNS.filter((key) => !columns.some((column) => column.key === key))
  const toggle = (key: DeviceColumn, isOn: boolean) =>
    onChange(
      isOn ? [...columns, { key, widthPx: COLUMN_PX[key] }] : columns.filter((column) => column.key !== key),
    )
  const move = (at: number, by: number) => {
    const next = [...columns]
    const [moved] = next.splice(at, 1)
    if (moved !== undefined) next.splice(at + by, 0, moved)
    onChange(next)
  }
  return (
    <Dialog title={t('title')} onClose={onClose} className="max-w-md">
      <p className="text-sm text-muted">{t('about')}</p>
      <ol className="divide-y divide-line rounded border border-line">
        {columns.map(({ key }, at) => (
          <li key={key} className="flex items-center gap-1 ps-3">
            <ColumnBox
              label={tColumns(key)}
              isOn
              isLast={columns.length === 1}
              onToggle={(isOn) => toggle(key, isOn)}
            />
            <Button
              size="icon"
              variant="quiet"
              aria-label={t('up', { column: tColumns(key) })}
              disabled={at === 0}
              onClick={() => move(at, -1)}
            >
              <ArrowUp aria-hidden className="size-4" />
            </Button>
            <Button
              size="icon"
              variant="quiet"
              aria-label={t('down', { column: tColumns(key) })}
              disabled={at === columns.length - 1}
              onClick={() => move(at, 1)}
            >
              <ArrowDown aria-hidden className="size-4" />
            </Button>
          </li>
        ))}
      </ol>
      <ul className="grid grid-cols-2 gap-x-3 px-3">
        {hidden.map((key) => (
          <li key={key} className="flex">
            <ColumnBox
              label={tColumns(key)}
              isOn={false}
              isLast={false}
              onToggle={(isOn) => toggle(key, isOn)}
            />
          </li>
        ))}
      </ul>
      <p role="status" className="text-sm text-danger empty:hidden">
        {hasFailed ? t('failed') : null}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={() => onChange(USUAL_COLUMNS)}>{t('reset')}</Button>
        <Button variant="primary" onClick={onClose}>
          {t('done')}
        </Button>
      </div>
    </Dialog>
  )
}

type ColumnBoxProps = { label: string; isOn: boolean; isLast: boolean; onToggle: (isOn: boolean) => void }

function ColumnBox({ label, isOn, isLast, onToggle }: ColumnBoxProps) {
  return (
    <label className="flex min-h-9 min-w-0 grow items-center gap-2 text-sm pointer-coarse:min-h-touch">
      <input
        type="checkbox"
        checked={isOn}
        disabled={isLast}
        onChange={({ target }) => onToggle(target.checked)}
        className="size-4 shrink-0 accent-accent"
      />
      <span className="truncate">{label}</span>
    </label>
  )
}
