'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { useFormatPreferences } from '@/lib/client/format/preferences'
import { fromLocal, isDayKey, zonedParts } from '@/lib/domain/time'

export type SpanFieldsProps = {
  from: string | null
  to: string | null
  onChange: (part: { from?: string | null; to?: string | null; span: null }) => void
}

/** A span of one's own, in the reader's zone. */
export function SpanFields({ from, to, onChange }: SpanFieldsProps) {
  const t = useTranslations('alarms.inbox')
  return (
    <>
      <TimeField label={t('from')} value={from} onChange={(at) => onChange({ from: at, span: null })} />
      <TimeField label={t('to')} value={to} onChange={(at) => onChange({ to: at, span: null })} />
    </>
  )
}

type TimeFieldProps = { label: string; value: string | null; onChange: (at: string | null) => void }

function TimeField({ label, value, onChange }: TimeFieldProps) {
  const { timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone } = useFormatPreferences()
  const id = useId()
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-xs font-medium text-muted">
        {label}
      </label>
      <input
        id={id}
        type="datetime-local"
        defaultValue={value === null ? '' : localText(Date.parse(value), timeZone)}
        onChange={({ target }) => onChange(momentOf(target.value, timeZone))}
        className="h-9 w-full min-w-0 rounded border border-line-strong bg-panel px-2 text-sm text-ink pointer-coarse:h-touch pointer-coarse:text-lg"
      />
    </div>
  )
}

function localText(atMs: number, zone: string): string {
  const { year, month, day, hour, minute } = zonedParts(new Date(atMs), zone)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`
}

function momentOf(text: string, zone: string): string | null {
  const [, date = '', time = ''] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d)?$/.exec(text) ?? []
  return isDayKey(date) && time < '24' ? fromLocal({ date, time }, zone).toISOString() : null
}
