'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { useFormatPreferences } from '@/lib/client/format/preferences'
import { clockText, MAX_WEEK_SPANS, readClock, type WeekSpan } from '@/lib/domain/alarm-rules-hours'

export type HoursFieldProps = { spans: readonly WeekSpan[]; onChange: (spans: WeekSpan[]) => void }

/** A night of the week; what a new line begins with. */
export const NEW_SPAN: WeekSpan = { days: [1, 2, 3, 4, 5], fromMin: 22 * 60, toMin: 6 * 60 }

/** Hours of the week, a line for each stretch: on which days it begins, from when, until when. */
export function HoursField({ spans, onChange }: HoursFieldProps) {
  const t = useTranslations('notify.form')
  const change = (at: number, part: Partial<WeekSpan>) =>
    onChange(spans.map((span, index) => (index === at ? { ...span, ...part } : span)))
  return (
    <div className="space-y-3">
      {spans.map((span, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its place.
        <SpanLine key={index} place={index + 1} span={span} onChange={(part) => change(index, part)}>
          <IconButton
            icon={Trash2}
            label={t('removeHours', { place: index + 1 })}
            onClick={() => onChange(spans.filter((_, other) => other !== index))}
            tooltip="bottom-end"
          />
        </SpanLine>
      ))}
      <Button
        size="sm"
        disabled={spans.length >= MAX_WEEK_SPANS}
        onClick={() => onChange([...spans, NEW_SPAN])}
      >
        <Plus aria-hidden className="size-4" />
        {t('addHours')}
      </Button>
    </div>
  )
}

type SpanLineProps = {
  place: number
  span: WeekSpan
  onChange: (part: Partial<WeekSpan>) => void
  children: React.ReactNode
}

function SpanLine({ place, span, onChange, children }: SpanLineProps) {
  const t = useTranslations('notify.form')
  const days = useWeekDays()
  const toggle = (day: number, isOn: boolean) => {
    const next = isOn ? [...span.days, day] : span.days.filter((each) => each !== day)
    // A line without a day would mean nothing; the last one stays.
    if (next.length > 0) onChange({ days: next.toSorted() })
  }
  return (
    <fieldset className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-2">
      <legend className="sr-only">{t('hoursLine', { place })}</legend>
      <div className="flex flex-wrap gap-1">
        {days.map(({ day, short, long }) => (
          <label key={day} className={DAY}>
            <input
              type="checkbox"
              aria-label={long}
              checked={span.days.includes(day)}
              onChange={(event) => toggle(day, event.target.checked)}
              className="sr-only"
            />
            <span aria-hidden>{short}</span>
          </label>
        ))}
      </div>
      <div className="flex items-center gap-2 text-sm">
        <TimeInput label={t('from')} value={span.fromMin} onChange={(fromMin) => onChange({ fromMin })} />
        <TimeInput label={t('to')} value={span.toMin} onChange={(toMin) => onChange({ toMin })} />
        {children}
      </div>
    </fieldset>
  )
}

type TimeInputProps = { label: string; value: number; onChange: (minutes: number) => void }

function TimeInput({ label, value, onChange }: TimeInputProps) {
  return (
    <label className="flex items-center gap-1.5">
      <span className="text-muted">{label}</span>
      <input
        type="time"
        // What is half typed is the browser's until it is a time.
        defaultValue={clockText(value)}
        onChange={(event) => {
          const minutes = readClock(event.target.value)
          if (minutes !== null) onChange(minutes)
        }}
        className="h-9 rounded border border-line-strong bg-panel px-2 text-base tabular-nums hover:border-ink pointer-coarse:h-touch pointer-coarse:text-lg"
      />
    </label>
  )
}

const FIRST_DAY = { sun: 0, mon: 1, sat: 6 } as const

/** The days of the week in the reader's order, named in their language. */
function useWeekDays() {
  const format = useFormatter()
  const { weekStart } = useFormatPreferences()
  return Array.from({ length: 7 }, (_, index) => {
    const day = (FIRST_DAY[weekStart] + index) % 7
    // 2 August 2026 is a Sunday.
    const at = new Date(Date.UTC(2026, 7, 2 + day, 12))
    const name = (weekday: 'short' | 'long') => format.dateTime(at, { weekday, timeZone: 'UTC' })
    return { day, short: name('short'), long: name('long') }
  })
}

const DAY =
  'flex h-8 min-w-10 cursor-pointer items-center justify-center rounded border border-line-strong bg-panel px-1.5 text-sm ' +
  'text-muted hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft has-checked:font-medium ' +
  'has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus ' +
  'pointer-coarse:h-touch pointer-coarse:min-w-touch'
