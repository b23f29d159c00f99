'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormatPreferences } from '@/lib/client/format/preferences'
import { useReportWords } from '@/lib/client/reports/report-words'
import { MAX_REPORT_DAYS, RELATIVE_RANGES, type ReportRange } from '@/lib/domain/api/reports'
import { relativeDays } from '@/lib/domain/reports/periods'
import { dayKey } from '@/lib/domain/time'
import { type DayProblem, readDays } from '../_hooks/read-days'
import { SelectInput, TextInput } from './field'

export type RangeFieldProps = { value: ReportRange; zone: string; onChange: (value: ReportRange) => void }

/** A span of days by name, or from one day to another, in the reader's zone and weeks. */
export function RangeField({ value, zone, onChange }: RangeFieldProps) {
  const t = useTranslations('reports.range')
  const words = useReportWords()
  const { weekStart } = useFormatPreferences()
  const isCustom = value.by === 'days'
  const choose = (chosen: string) => {
    const span = RELATIVE_RANGES.find((known) => known === chosen)
    if (span !== undefined) return onChange({ by: 'relative', span })
    if (value.by === 'relative')
      onChange({ by: 'days', ...relativeDays(value.span, { zone, weekStart, nowMs: Date.now() }) })
  }
  return (
    <>
      <SelectInput
        className="w-44 max-sm:w-full"
        label={t('label')}
        value={value.by === 'relative' ? value.span : value.by}
        onChange={(event) => choose(event.target.value)}
      >
        {RELATIVE_RANGES.map((span) => (
          <option key={span} value={span}>
            {t(`spans.${span}`)}
          </option>
        ))}
        <option value="days">{t('custom')}</option>
        {value.by === 'instants' ? (
          <option value="instants">
            {t('instants', {
              from: words.moment(Date.parse(value.from)),
              to: words.moment(Date.parse(value.to)),
            })}
          </option>
        ) : null}
      </SelectInput>
      {isCustom ? <DayFields value={value} zone={zone} onChange={onChange} /> : null}
    </>
  )
}

type Days = Extract<ReportRange, { by: 'days' }>

/** What is typed stays; the report keeps the last right range. */
function DayFields({
  value,
  zone,
  onChange,
}: {
  value: Days
  zone: string
  onChange: (value: ReportRange) => void
}) {
  const t = useTranslations('reports.range')
  const [texts, setTexts] = useState({ from: value.from, to: value.to })
  const [seen, setSeen] = useState(value)
  if (value.from !== seen.from || value.to !== seen.to) {
    setSeen(value)
    setTexts({ from: value.from, to: value.to })
  }
  const read = readDays(texts, dayKey(new Date(), zone))
  const type = (part: Partial<typeof texts>) => {
    const next = { ...texts, ...part }
    setTexts(next)
    const days = readDays(next, dayKey(new Date(), zone))
    if ('problem' in days) return
    setSeen({ by: 'days', ...days })
    onChange({ by: 'days', ...days })
  }
  const problemOf = (field: 'from' | 'to') =>
    'problem' in read && read.field === field ? wordsOf(read.problem) : null
  const wordsOf = (problem: DayProblem) => t(`problems.${problem}`, { most: MAX_REPORT_DAYS })
  return (
    <>
      <TextInput
        className="w-40"
        type="date"
        label={t('from')}
        value={texts.from}
        problem={problemOf('from')}
        onChange={(event) => type({ from: event.target.value })}
      />
      <TextInput
        className="w-40"
        type="date"
        label={t('to')}
        value={texts.to}
        problem={problemOf('to')}
        onChange={(event) => type({ to: event.target.value })}
      />
    </>
  )
}
