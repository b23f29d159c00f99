'use client'
// Numbers, ages and times in the reader's language, units and zone. Words come from messages, digits from Intl.

import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { fromCelsius, fromKm, fromLitres, fromMetres } from '@/lib/domain/units'
import { AGE_UNITS, ageOf } from './age'
import { formatSpan, intlFormats } from './intl-formats'
import { useFormatPreferences } from './preferences'

/**
 * Formatters that stay the same object until language or preferences change. Inputs are metric (km, m, km/h, L, °C),
 * durations in ms.
 * A list calls this once and hands it to its rows.
 */
export function useFormats() {
  const locale = regionalLocale(useLocale())
  const { units, volumeUnit, temperatureUnit, timeZone } = useFormatPreferences()
  const tTime = useTranslations('time')
  const tUnits = useTranslations('units')
  return useMemo(() => {
    const intl = intlFormats(locale, timeZone)
    // Few values, said over and over: a list of thousands scrolls through some hundred different words.
    const wholeSpeed = remember((value) => tUnits(SPEED_WORDS[units], { value: intl.whole.format(value) }))
    const words = AGE_UNITS.map((unit) => remember((count) => tTime(unit, { count })))
    const duration = (ms: number) => {
      const age = ageOf(ms)
      return words[AGE_UNITS.indexOf(age.unit)]?.(age.count) ?? ''
    }
    return {
      number: (value: number) => intl.whole.format(value),
      /** "9,999", from ten thousand on "12.3K": for counts in tight places. */
      count: (value: number) => (value < 10_000 ? intl.whole : intl.compact).format(value),
      decimal: (value: number) => intl.tenths.format(value),
      /** "8.0": for columns of figures. */
      tenth: (value: number) => intl.fixedTenths.format(value),
      percent: (value: number) => tUnits('percent', { value: intl.whole.format(value) }),
      /** "41 km/h" */
      speed: (kph: number) => wholeSpeed(Math.round(fromKm(kph, units))),
      /** "12,345 km" */
      distance: (km: number) =>
        tUnits(DISTANCE_WORDS[units], { value: intl.whole.format(fromKm(km, units)) }),
      /** "40 m" */
      length: (metres: number) =>
        tUnits(LENGTH_WORDS[units], { value: intl.whole.format(fromMetres(metres, units)) }),
      /** "42.5 L" */
      volume: (litres: number) =>
        tUnits(VOLUME_WORDS[volumeUnit], { value: intl.tenths.format(fromLitres(litres, volumeUnit)) }),
      /** "21.5 °C" */
      temperature: (celsius: number) =>
        tUnits(temperatureUnit, { value: intl.tenths.format(fromCelsius(celsius, temperatureUnit)) }),
      /** "2 h" */
      duration,
      /** "2 h ago", or "now" within ten seconds. */
      ago: (ms: number) => (ms < 10_000 ? tTime('now') : tTime('ago', { age: duration(ms) })),
      /** "2 h", or "now" within the first minute: for lists, where ticking seconds would only flicker. */
      calmAge: (ms: number) => (ms < 60_000 ? tTime('now') : duration(ms)),
      /** "15 Jan, 12:04:31" */
      dateTime: (atMs: number) => intl.dateTime.format(atMs),
      /** "15 Jan, 12:04" */
      dayTime: (atMs: number) => intl.dayTime.format(atMs),
      /** "15 Jan, 12:04:31 – 13:10:02", with zones where clocks were changed within it. */
      dateTimeRange: (fromMs: number, toMs: number) => formatSpan(intl, fromMs, toMs),
      /** "15 Jan 2026" */
      date: (atMs: number) => intl.date.format(atMs),
      /** "15 Jan 2026" in UTC: for terms, which end with a day of UTC and are that day to every reader. */
      utcDate: (atMs: number) => intl.utcDate.format(atMs),
      /** "Thu" */
      weekday: (atMs: number) => intl.weekday.format(atMs),
      /** "12:04" */
      time: (atMs: number) => intl.time.format(atMs),
      /** "Thu, 15 Jan 2026, 12:04:31 CET": names its zone, for hovering. */
      exactTime: (atMs: number) => intl.exact.format(atMs),
      /** "A, B, C" */
      list: (items: readonly string[]) => intl.list.format(items),
    }
  }, [locale, units, volumeUnit, temperatureUnit, timeZone, tTime, tUnits])
}

export type Formats = ReturnType<typeof useFormats>

/** The browser's own variant of the page's language: an English page shows British dates to a British reader. */
function regionalLocale(language: string): string {
  const wanted = typeof navigator === 'undefined' ? [] : navigator.languages
  const [base = language, extension] = language.split('-u-')
  const regional = wanted.find((locale) => locale.split('-')[0] === base.split('-')[0]) ?? base
  return extension === undefined ? regional : `${regional.split('-u-')[0]}-u-${extension}`
}

/** For functions of small whole numbers. */
function remember(say: (value: number) => string): (value: number) => string {
  const said = new Map<number, string>()
  return (value) => {
    const text = said.get(value) ?? say(value)
    said.set(value, text)
    return text
  }
}

const SPEED_WORDS = { metric: 'kph', imperial: 'mph' } as const
const DISTANCE_WORDS = { metric: 'km', imperial: 'miles' } as const
const LENGTH_WORDS = { metric: 'metres', imperial: 'feet' } as const
const VOLUME_WORDS = { litre: 'litres', us_gallon: 'gallons' } as const
