'use client'

import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { useTimeZone } from '@/lib/client/format/preferences'
import { localText, readSpan, type TypedSpan } from '../_hooks/own-span'

export type SpanFieldsProps = {
  from: string | null
  to: string | null
  onChange: (part: { from: string | null; to: string | null; span: null }) => void
}

/** A span of one's own, in the reader's zone. What is typed stays; the list keeps the last right span. */
export function SpanFields({ from, to, onChange }: SpanFieldsProps) {
  const t = useTranslations('alarmInbox')
  const zone = useTimeZone()
  const [typed, setTyped] = useState<TypedSpan>(() => textsOf({ from, to }, zone))
  const [seen, setSeen] = useState({ from, to })
  if (from !== seen.from || to !== seen.to) {
    setSeen({ from, to })
    setTyped(textsOf({ from, to }, zone))
  }
  const read = readSpan(typed, zone)
  const type = (part: Partial<TypedSpan>) => {
    const next = { ...typed, ...part }
    setTyped(next)
    const span = readSpan(next, zone)
    if ('problem' in span || (span.from === seen.from && span.to === seen.to)) return
    setSeen(span)
    onChange({ ...span, span: null })
  }
  const problemOf = (field: 'from' | 'to') =>
    'problem' in read && read.field === field ? t(`spanProblems.${read.problem}`) : null
  return (
    <>
      <TimeField
        label={t('from')}
        value={typed.from}
        isBad={typed.isFromBad === true}
        problem={problemOf('from')}
        onType={(text, isBad) => type({ from: text, isFromBad: isBad })}
      />
      <TimeField
        label={t('to')}
        value={typed.to}
        isBad={typed.isToBad === true}
        problem={problemOf('to')}
        onType={(text, isBad) => type({ to: text, isToBad: isBad })}
      />
    </>
  )
}

function textsOf({ from, to }: { from: string | null; to: string | null }, zone: string): TypedSpan {
  return { from: localText(from, zone), to: localText(to, zone) }
}

type TimeFieldProps = {
  label: string
  value: string
  /** Something stands in the field, but it is no date and time; its text is empty then. */
  isBad: boolean
  problem: string | null
  onType: (text: string, isBad: boolean) => void
}

function TimeField({ label, value, isBad, problem, onType }: TimeFieldProps) {
  const id = useId()
  const tell = ({ target }: { target: HTMLInputElement }) => onType(target.value, target.validity.badInput)
  return (
    // Beside each other date, time and the calendar's button find no room on a phone.
    <div className="min-w-0 max-sm:col-span-2">
      <label htmlFor={id} className="mb-1 block text-xs font-medium text-muted">
        {label}
      </label>
      <input
        id={id}
        type="datetime-local"
        value={value}
        onChange={tell}
        // A text that stays empty tells of no change.
        onBlur={(event) => event.target.validity.badInput !== isBad && tell(event)}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        className={classNames(FIELD, problem === null ? 'border-line-strong' : 'border-danger')}
      />
      {problem === null ? null : (
        <p id={`${id}-problem`} role="alert" className="mt-1 text-xs text-danger">
          {problem}
        </p>
      )}
    </div>
  )
}

// 16 px on touch screens, or phones zoom into the field.
const FIELD =
  'h-9 w-full min-w-0 rounded border bg-panel px-2 text-sm text-ink pointer-coarse:h-touch pointer-coarse:text-lg'
