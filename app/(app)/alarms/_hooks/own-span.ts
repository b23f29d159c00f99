import { fromLocal, isDayKey, zonedParts } from '@/lib/domain/time'

export type SpanProblem = 'noTime' | 'backwards'

/** A span as two date and time fields have it: what is typed, and whether the browser could make nothing of it. */
export type TypedSpan = { from: string; to: string; isFromBad?: boolean; isToBad?: boolean }

/** What two date and time fields mean in the reader's zone, or what is wrong with which of them; an empty one is no bound. */
export function readSpan(
  { from, to, isFromBad = false, isToBad = false }: TypedSpan,
  zone: string,
): { from: string | null; to: string | null } | { field: 'from' | 'to'; problem: SpanProblem } {
  const fromAt = isFromBad ? undefined : momentOf(from, zone)
  const toAt = isToBad ? undefined : momentOf(to, zone)
  if (fromAt === undefined) return { field: 'from', problem: 'noTime' }
  if (toAt === undefined) return { field: 'to', problem: 'noTime' }
  if (fromAt !== null && toAt !== null && toAt <= fromAt) return { field: 'to', problem: 'backwards' }
  return { from: fromAt?.toISOString() ?? null, to: toAt?.toISOString() ?? null }
}

/** The text of a date and time field for a moment (ISO 8601) in the reader's zone; empty for none. */
export function localText(at: string | null, zone: string): string {
  if (at === null) return ''
  const { year, month, day, hour, minute } = zonedParts(new Date(at), zone)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`
}

/** Null for an empty field, undefined for what is no moment. */
function momentOf(text: string, zone: string): Date | null | undefined {
  if (text === '') return null
  const [, date = '', time = ''] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d)?$/.exec(text) ?? []
  return isDayKey(date) && time < '24' ? fromLocal({ date, time }, zone) : undefined
}
