'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { useFormatPreferences } from '@/lib/client/format/preferences'
import type { DeviceRow } from '@/lib/domain/api/device-table'
import { type DeviceEdit, type EditField, ICON_NAMES } from '@/lib/domain/device-edit'
import { editOf, typedOf } from '../_hooks/field-values'
import { type FailedCell, useProblemWords } from '../_hooks/use-edits'

export type CellEditorProps = {
  row: DeviceRow
  field: EditField
  label: string
  /** What was typed before and refused, with the reason. */
  failed: FailedCell | null
  /** Told what becomes of what was typed. After keys the focus goes back to the cell. */
  onEnd: (end: CellEnd, how: CellLeft) => void
}

/** By a key, by going elsewhere, or because its row left the page: a row out of sight does not exist. */
export type CellLeft = 'keys' | 'away' | 'gone'

/** A change to be made, one that cannot be sent, or none. */
export type CellEnd = { edit: DeviceEdit; typed: string } | FailedCell | null

/** A cell while it is changed: Enter or leaving it keeps what was typed, Escape does not. */
export function CellEditor({ row, field, label, failed, onEnd }: CellEditorProps) {
  const { units } = useFormatPreferences()
  const t = useTranslations('devices.edit')
  const tellProblem = useProblemWords()
  // As it was when it was opened: what a reload brings meanwhile is nothing that was typed here.
  const [before] = useState(() => typedOf(row, field, units))
  const [typed, setTyped] = useState(failed?.typed ?? before)
  const [problem, setProblem] = useState<string | null>(failed?.problem ?? null)
  const isOver = useRef(false)
  const problemId = useId()
  const ref = useRef<HTMLInputElement & HTMLSelectElement>(null)
  useEffect(() => {
    ref.current?.focus()
    if (ref.current instanceof HTMLInputElement) ref.current.select()
  }, [])

  const end = (what: CellEnd, how: 'keys' | 'away') => {
    isOver.current = true
    onEnd(what, how)
  }
  const keep = (value: string, how: 'keys' | 'away') => {
    if (isOver.current) return
    if (value === before) return end(null, how)
    const read = editOf(field, value, units)
    if (!('problem' in read)) return end({ edit: read.edit, typed: value }, how)
    const words = tellProblem(field, read.problem)
    setProblem(words)
    // Who left does something else meanwhile; what was typed waits with the cell.
    if (how === 'away') end({ typed: value, problem: words }, how)
  }
  useKeptDraft(() => {
    if (!isOver.current && typed !== before) onEnd({ typed, problem: problem ?? t('unsent') }, 'gone')
  })
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') {
      event.preventDefault()
      end(null, 'keys')
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      keep(typed, 'keys')
    }
  }
  const shared = {
    ref,
    'aria-label': label,
    'aria-invalid': problem !== null,
    'aria-describedby': problem === null ? undefined : problemId,
    value: typed,
    onKeyDown,
    onBlur: () => keep(typed, 'away'),
    className: classNames(
      'h-8 w-full min-w-0 rounded border bg-panel px-1.5 text-sm text-ink pointer-coarse:text-lg',
      problem === null ? 'border-line-strong' : 'border-danger',
    ),
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: clicks into the field are not clicks on its row.
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above.
    <span className="relative block" onClick={(event) => event.stopPropagation()}>
      {field === 'icon' || field === 'enabled' ? (
        <select
          {...shared}
          onChange={({ target }) => {
            setTyped(target.value)
            setProblem(null)
          }}
        >
          <FieldOptions field={field} />
        </select>
      ) : (
        <input
          {...shared}
          inputMode={field === 'odometerKm' ? 'decimal' : field === 'driverPhone' ? 'tel' : 'text'}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => {
            setTyped(target.value)
            setProblem(null)
          }}
        />
      )}
      {problem === null ? null : (
        <span
          id={problemId}
          role="alert"
          className="absolute inset-s-0 top-full z-20 mt-1 w-max max-w-72 rounded border border-danger bg-panel px-2 py-1 text-xs whitespace-normal text-danger shadow-overlay"
        >
          {problem}
        </span>
      )}
    </span>
  )
}

/** Calls the newest `keep` when the component leaves the page, of which no `blur` tells. */
function useKeptDraft(keep: () => void): void {
  const newest = useRef(keep)
  useLayoutEffect(() => {
    newest.current = keep
  })
  useLayoutEffect(() => () => newest.current(), [])
}

/** What a field that is chosen offers. */
export function FieldOptions({ field }: { field: 'icon' | 'enabled' }) {
  const tWords = useTranslations('devices.words')
  if (field === 'enabled')
    return (
      <>
        <option value="yes">{tWords('enabled')}</option>
        <option value="no">{tWords('disabled')}</option>
      </>
    )
  return (
    <>
      <option value="" disabled hidden />
      {ICON_NAMES.map((icon) => (
        <option key={icon} value={icon}>
          {tWords(icon)}
        </option>
      ))}
    </>
  )
}
