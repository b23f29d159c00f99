// The Intl formatters of a language and time zone, made once: making one costs more than using it a thousand times.

export type IntlFormats = {
  whole: Intl.NumberFormat
  tenths: Intl.NumberFormat
  /** Always with its tenth, so that figures below each other can be compared: "8.0" */
  fixedTenths: Intl.NumberFormat
  compact: Intl.NumberFormat
  /** "15 Jan, 12:04:31" */
  dateTime: Intl.DateTimeFormat
  /** "15 Jan, 12:04:31 CET" */
  zoned: Intl.DateTimeFormat
  /** "15 Jan, 12:04" */
  dayTime: Intl.DateTimeFormat
  /** "12:04" */
  time: Intl.DateTimeFormat
  /** "15 Jan 2026" */
  date: Intl.DateTimeFormat
  /** "15 Jan 2026", by UTC whatever the zone. */
  utcDate: Intl.DateTimeFormat
  /** "Thu" */
  weekday: Intl.DateTimeFormat
  /** "Thu, 15 Jan 2026, 12:04:31 CET" */
  exact: Intl.DateTimeFormat
  /** "A, B, C" */
  list: Intl.ListFormat
}

/** The same object for the same arguments. `timeZone` undefined is the browser's own. */
export function intlFormats(locale: string, timeZone: string | undefined): IntlFormats {
  const key = `${locale} ${timeZone}`
  const known = cache.get(key) ?? createFormats(locale, timeZone)
  cache.set(key, known)
  return known
}

const cache = new Map<string, IntlFormats>()

function createFormats(locale: string, timeZone: string | undefined): IntlFormats {
  return {
    whole: new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }),
    tenths: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }),
    fixedTenths: new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    compact: new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }),
    dateTime: new Intl.DateTimeFormat(locale, { ...DATE_TIME, timeZone }),
    zoned: new Intl.DateTimeFormat(locale, { ...DATE_TIME, timeZoneName: 'short', timeZone }),
    dayTime: new Intl.DateTimeFormat(locale, { ...DAY_TIME, timeZone }),
    time: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone }),
    date: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }),
    utcDate: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }),
    weekday: new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone }),
    exact: new Intl.DateTimeFormat(locale, { ...DATE_TIME, ...WITH_ZONE, timeZone }),
    list: new Intl.ListFormat(locale, { type: 'conjunction', style: 'narrow' }),
  }
}

/**
 * "15 Jan, 12:04:31 – 13:10:02". Where clocks were changed within it both ends name their zone: told by the clock alone, an
 * hour that comes twice would seem to be none, or to run backwards.
 */
export function formatSpan({ dateTime, zoned }: IntlFormats, fromMs: number, toMs: number): string {
  const zoneAt = (atMs: number) =>
    zoned.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value
  if (zoneAt(fromMs) === zoneAt(toMs)) return dateTime.formatRange(fromMs, toMs)
  return `${zoned.format(fromMs)} – ${zoned.format(toMs)}`
}

const DAY_TIME = {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
} satisfies Intl.DateTimeFormatOptions

const DATE_TIME = { ...DAY_TIME, second: '2-digit' } satisfies Intl.DateTimeFormatOptions

const WITH_ZONE = {
  weekday: 'short',
  year: 'numeric',
  timeZoneName: 'short',
} satisfies Intl.DateTimeFormatOptions
