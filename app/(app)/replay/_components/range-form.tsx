'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { addDays, endOfDay, startOfDay } from '@/lib/domain/time'
import { localText, type RangeProblem, type ReplayChoice, readRange } from '../_hooks/replay-address'

const DAYS = ['today', 'yesterday', 'week'] as const

/** From when to when, in the reader's zone. What is wrong is said at its field, and nothing typed is lost. */
export function RangeForm({
  choice,
  onChange,
  zone,
}: {
  choice: ReplayChoice
  onChange: (part: Partial<ReplayChoice>) => void
  zone: string
}) {
  const t = useTranslations('replay.range')
  const [from, setFrom] = useState(() => localText(choice.fromMs, zone))
  const [to, setTo] = useState(() => localText(choice.toMs, zone))
  const [wrong, setWrong] = useState<{ field: 'from' | 'to'; problem: RangeProblem } | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const range = readRange({ from, to }, { nowMs: Date.now(), zone })
    if ('problem' in range) return setWrong(range)
    setWrong(null)
    onChange(range)
  }
  const isChanged = from !== localText(choice.fromMs, zone) || to !== localText(choice.toMs, zone)
  const problemOf = (field: 'from' | 'to') => (wrong?.field === field ? t(`problems.${wrong.problem}`) : null)
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-1">
        {DAYS.map((day) => {
          const range = rangeOf(day, zone)
          const isShown = range.fromMs === choice.fromMs && range.toMs === choice.toMs
          return (
            <Button key={day} size="sm" aria-pressed={isShown} onClick={() => onChange(range)}>
              {t(day)}
            </Button>
          )
        })}
      </div>
      <div className="flex flex-col gap-1.5">
        <TimeField label={t('from')} value={from} onChange={setFrom} problem={problemOf('from')} />
        <TimeField label={t('to')} value={to} onChange={setTo} problem={problemOf('to')} />
      </div>
      <div className="flex items-center justify-between gap-2 text-xs text-muted">
        <span className="truncate">{t('zone', { zone: zone.replaceAll('_', ' ') })}</span>
        <Button type="submit" size="sm" variant={isChanged ? 'primary' : 'secondary'}>
          {t('show')}
        </Button>
      </div>
    </form>
  )
}

function TimeField(props: {
  label: string
  value: string
  onChange: (text: string) => void
  problem: string | null
}) {
  const id = useId()
  const { label, value, onChange, problem } = props
  return (
    <div className="grid min-w-0 grid-cols-[3rem_1fr] items-center gap-1">
      <label htmlFor={id} className="text-xs font-medium text-muted">
        {label}
      </label>
      <input
        id={id}
        type="datetime-local"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        className={classNames(FIELD, problem === null ? 'border-line-strong' : 'border-danger')}
      />
      {problem === null ? null : (
        <p id={`${id}-problem`} role="alert" className="col-start-2 text-xs text-danger">
          {problem}
        </p>
      )}
    </div>
  )
}

// 16 px on touch screens, or phones zoom into the field.
const FIELD =
  'h-8 w-full min-w-0 rounded border bg-panel px-2 text-sm text-ink tabular-nums hover:border-ink pointer-coarse:h-touch pointer-coarse:text-lg'

function rangeOf(day: (typeof DAYS)[number], zone: string): { fromMs: number; toMs: number } {
  const now = new Date()
  const today = startOfDay(now, zone)
  const [from, to] = {
    today: [today, endOfDay(now, zone)],
    yesterday: [startOfDay(addDays(today, -1, zone), zone), today],
    week: [startOfDay(addDays(today, -6, zone), zone), endOfDay(now, zone)],
  }[day]
  return { fromMs: (from ?? today).getTime(), toMs: (to ?? now).getTime() }
}
