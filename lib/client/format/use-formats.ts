'use client'
// Numbers, ages and times in the reader's language, units and zone. Words come from messages, digits from Intl.

import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { fromKm, fromMetres } from '@/lib/domain/units'
import { ageOf } from './age'
import { useFormatPreferences } from './preferences'

/** Formatters that stay the same object until language or preferences change. Inputs are metric, durations in ms. */
export function useFormats() {
  const locale = regionalLocale(useLocale())
  const { units, timeZone } = useFormatPreferences()
  const tTime = useTranslations('time')
  const tUnits = useTranslations('units')
  return useMemo(() => {
    const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
    const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
    const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
    const dateTime = new Intl.DateTimeFormat(locale, { ...DATE_TIME, timeZone })
    const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone })
    const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone })
    const exact = new Intl.DateTimeFormat(locale, { ...DATE_TIME, ...WITH_ZONE, timeZone })
    const duration = (ms: number) => {
      const age = ageOf(ms)
      return tTime(age.unit, { count: age.count })
    }
    return {
      number: (value: number) => whole.format(value),
      /** "9,999", from ten thousand on "12.3K": for counts in tight places. */
      count: (value: number) => (value < 10_000 ? whole : compact).format(value),
      decimal: (value: number) => tenths.format(value),
      percent: (value: number) => tUnits('percent', { value: whole.format(value) }),
      /** "41 km/h" */
      speed: (kph: number) => tUnits(SPEED_WORDS[units], { value: whole.format(fromKm(kph, units)) }),
      /** "12,345 km" */
      distance: (km: number) => tUnits(DISTANCE_WORDS[units], { value: whole.format(fromKm(km, units)) }),
      /** "40 m" */
      length: (metres: number) =>
        tUnits(LENGTH_WORDS[units], { value: whole.format(fromMetres(metres, units)) }),
      /** "2 h" */
      duration,
      /** "2 h ago", or "now" within ten seconds. */
      ago: (ms: number) => (ms < 10_000 ? tTime('now') : tTime('ago', { age: duration(ms) })),
      /** "2 h", or "now" within the first minute: for lists, where ticking seconds would only flicker. */
      calmAge: (ms: number) => (ms < 60_000 ? tTime('now') : duration(ms)),
      /** "15 Jan, 12:04:31" */
      dateTime: (atMs: number) => dateTime.format(atMs),
      /** "15 Jan 2026" */
      date: (atMs: number) => date.format(atMs),
      /** "12:04" */
      time: (atMs: number) => time.format(atMs),
      /** "Thu, 15 Jan 2026, 12:04:31 CET": names its zone, for hovering. */
      exactTime: (atMs: number) => exact.format(atMs),
    }
  }, [locale, units, timeZone, tTime, tUnits])
}

export type Formats = ReturnType<typeof useFormats>

/** The browser's own variant of the page's language: an English page shows British dates to a British reader. */
function regionalLocale(language: string): string {
  const wanted = typeof navigator === 'undefined' ? [] : navigator.languages
  return wanted.find((locale) => locale.split('-')[0] === language.split('-')[0]) ?? language
}

const DATE_TIME = {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
} satisfies Intl.DateTimeFormatOptions

const WITH_ZONE = {
  weekday: 'short',
  year: 'numeric',
  timeZoneName: 'short',
} satisfies Intl.DateTimeFormatOptions

const SPEED_WORDS = { metric: 'kph', imperial: 'mph' } as const
const DISTANCE_WORDS = { metric: 'km', imperial: 'miles' } as const
const LENGTH_WORDS = { metric: 'metres', imperial: 'feet' } as const
