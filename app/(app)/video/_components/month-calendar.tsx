'use client'

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { useFormatPreferences, useTimeZone } from '@/lib/client/format/preferences'
import { dayKey } from '@/lib/domain/time'
import { addMonths, thisMonth, weekdaysFrom, weeksOf } from '../_hooks/months'

/** A month by days, each with how many there is of it; one day may be chosen. */
export function MonthCalendar({
  month,
  counts,
  chosen,
  onMonth,
  onDay,
}: {
  month: string
  /** By day; null as long as nobody knows. */
  counts: ReadonlyMap<string, number> | null
  chosen: string | null
  onMonth: (month: string) => void
  onDay: (day: string | null) => void
}) {
  const t = useTranslations('video.calendar')
  const zone = useTimeZone()
  const { weekStart } = useFormatPreferences()
  const names = useNames()
  const today = dayKey(new Date(), zone)
  const title = names.month.format(new Date(`${month}-01T00:00:00Z`))
  return (
    <section aria-label={t('label')} className="rounded-lg border border-line bg-panel p-3">
      <div className="flex items-center gap-1 pb-2">
        <h2 aria-live="polite" className="grow ps-1 text-base font-semibold">
          {title}
        </h2>
        <IconButton
          icon={ChevronLeft}
          label={t('previous')}
          onClick={() => onMonth(addMonths(month, -1))}
          className="rtl:-scale-x-100"
        />
        <IconButton
          icon={ChevronRight}
          label={t('next')}
          disabled={month >= thisMonth(zone)}
          onClick={() => onMonth(addMonths(month, 1))}
          className="rtl:-scale-x-100"
        />
      </div>
      <table className="w-full table-fixed border-separate border-spacing-0.5">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr>
            {weekdaysFrom(weekStart).map((day) => (
              <th key={day.getTime()} scope="col" className="h-6 text-xs font-medium text-muted">
                <abbr title={names.weekday.format(day)} className="no-underline">
                  {names.shortWeekday.format(day)}
                </abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month, weekStart).map((week) => (
            <tr key={week.find((day) => day !== null)}>
              {week.map((day, index) => (
                <td key={day ?? `empty ${String(index)}`} className="p-0">
                  {day === null ? null : (
                    <DayButton
                      day={day}
                      label={names.day.format(new Date(`${day}T00:00:00Z`))}
                      count={counts?.get(day) ?? 0}
                      isChosen={day === chosen}
                      isToday={day === today}
                      isAhead={day > today}
                      onChoose={() => onDay(day === chosen ? null : day)}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type DayProps = {
  day: string
  label: string
  count: number
  isChosen: boolean
  isToday: boolean
  isAhead: boolean
  onChoose: () => void
}

function DayButton({ day, label, count, isChosen, isToday, isAhead, onChoose }: DayProps) {
  const t = useTranslations('video.calendar')
  return (
    <button
      type="button"
      disabled={isAhead}
      aria-pressed={isChosen}
      onClick={onChoose}
      className={`relative ${DAY} ${isToday ? 'font-semibold text-accent' : 'text-ink'}`}
    >
      <span className="sr-only">{t('day', { day: label, count })}</span>
      <span aria-hidden>{Number(day.slice(8))}</span>
      <span aria-hidden className="h-3.5 text-xs leading-none font-medium text-muted tabular-nums">
        {count > 0 ? (count > 99 ? '99+' : count) : ''}
      </span>
    </button>
  )
}

const DAY =
  'flex h-11 w-full flex-col items-center justify-center gap-0.5 rounded border border-transparent text-sm tabular-nums ' +
  'hover:bg-sunken disabled:opacity-50 disabled:hover:bg-transparent aria-pressed:border-accent aria-pressed:bg-accent-soft'

/** Names of months and days. They stand for dates alone, so that no zone moves them. */
function useNames() {
  const locale = useLocale()
  return useMemo(
    () => ({
      month: new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
      day: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' }),
      weekday: new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }),
      shortWeekday: new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }),
    }),
    [locale],
  )
}
