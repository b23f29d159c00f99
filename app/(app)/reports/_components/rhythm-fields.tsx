'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useFormatPreferences } from '@/lib/client/format/preferences'
import { SCHEDULE_RANGES } from '@/lib/domain/api/report-book'
import { REPORT_FORMATS } from '@/lib/domain/api/reports'
import type { WeekStart } from '@/lib/domain/time'
import type { ScheduleFields } from '../_hooks/schedule-draft'
import { SelectInput, TextInput } from './field'

export type RhythmFieldsProps = {
  fields: ScheduleFields
  onChange: (part: Partial<ScheduleFields>) => void
  isTimeWrong: boolean
}

const FIRST_WEEKDAY: Record<WeekStart, number> = { mon: 1, sun: 0, sat: 6 }

/** How often, when, of what span and as what. */
export function RhythmFields({ fields, onChange, isTimeWrong }: RhythmFieldsProps) {
  const t = useTranslations('reports.schedules')
  const tExport = useTranslations('reports.export')
  const { weekStart } = useFormatPreferences()
  const weekdays = useWeekdays()
  const order = weekdays.map((_, index) => (FIRST_WEEKDAY[weekStart] + index) % 7)
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <SelectInput
        label={t('every')}
        value={fields.every}
        onChange={(event) => {
          const every = (['day', 'week', 'month'] as const).find((known) => known === event.target.value)
          if (every) onChange({ every, range: RANGE_OF[every] })
        }}
      >
        <option value="day">{t('everyOptions.day')}</option>
        <option value="week">{t('everyOptions.week')}</option>
        <option value="month">{t('everyOptions.month')}</option>
      </SelectInput>
      <div data-field="time">
        <TextInput
          type="time"
          label={t('time')}
          value={fields.time}
          problem={isTimeWrong ? t('problems.time') : null}
          onChange={(event) => onChange({ time: event.target.value })}
        />
      </div>
      {fields.every === 'week' ? (
        <SelectInput
          label={t('weekday')}
          value={fields.weekday}
          onChange={(event) => onChange({ weekday: Number(event.target.value) })}
        >
          {order.map((weekday) => (
            <option key={weekday} value={weekday}>
              {weekdays[weekday]}
            </option>
          ))}
        </SelectInput>
      ) : null}
      {fields.every === 'month' ? (
        <SelectInput
          label={t('day')}
          hint={fields.day > 28 ? t('dayHint') : undefined}
          value={fields.day}
          onChange={(event) => onChange({ day: Number(event.target.value) })}
        >
          {Array.from({ length: 31 }, (_, index) => index + 1).map((day) => (
            <option key={day}>{day}</option>
          ))}
        </SelectInput>
      ) : null}
      <SelectInput
        label={t('range')}
        value={fields.range}
        onChange={(event) => {
          const range = SCHEDULE_RANGES.find((known) => known === event.target.value)
          if (range) onChange({ range })
        }}
      >
        {SCHEDULE_RANGES.map((range) => (
          <option key={range} value={range}>
            {t(`ranges.${range}`)}
          </option>
        ))}
      </SelectInput>
      <SelectInput
        label={t('format')}
        value={fields.format}
        onChange={(event) => {
          const format = REPORT_FORMATS.find((known) => known === event.target.value)
          if (format) onChange({ format })
        }}
      >
        {REPORT_FORMATS.map((format) => (
          <option key={format} value={format}>
            {tExport(format)}
          </option>
        ))}
      </SelectInput>
    </div>
  )
}

/** What people mostly want of each rhythm. */
const RANGE_OF = { day: 'yesterday', week: 'last_week', month: 'last_month' } as const

/** Names of the days of the week, Sunday first. */
export function useWeekdays(): string[] {
  const format = new Intl.DateTimeFormat(useLocale(), { weekday: 'long', timeZone: 'UTC' })
  // 1 March 2026 was a Sunday.
  return Array.from({ length: 7 }, (_, index) => format.format(Date.UTC(2026, 2, 1 + index)))
}
