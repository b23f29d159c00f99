import { TRACK_COLOURINGS, type TrackColouring } from '@/components/map/replay/track-colours'
import { endOfDay, fromLocal, isDayKey, startOfDay, zonedParts } from '@/lib/domain/time'
import { MAX_TRACK_SPAN_MS, MAX_TRACK_VEHICLES } from '@/lib/domain/track/limits'

/** What a replay shows; all of it is in the address, so that a colleague who is sent it sees the same moment. */
export type ReplayChoice = {
  ids: readonly string[]
  fromMs: number
  toMs: number
  /** Which of the vehicles the list and the chart are about. */
  focusId: string | null
  colouring: TrackColouring
  showBad: boolean
  /** Where the cursor was left; null for the beginning. */
  cursorMs: number | null
}

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * Reads a choice from an address; what is no answer becomes the usual: today in the reader's zone. What was no answer is put
 * into words by ./replay-address-faults.ts.
 */
export function parseReplay(
  params: Pick<URLSearchParams, 'get'>,
  { nowMs, zone }: { nowMs: number; zone: string },
): ReplayChoice {
  const ids = namedIn(params).filter((id) => UUID.test(id))
  const shown = ids.slice(0, MAX_TRACK_VEHICLES)
  const focusId = params.get('focus')
  const cursorMs = timeOf(params.get('at'))
  const range = rangeOf(params) ?? {
    fromMs: startOfDay(new Date(nowMs), zone).getTime(),
    toMs: endOfDay(new Date(nowMs), zone).getTime(),
  }
  return {
    ids: shown,
    ...range,
    focusId: shown.find((id) => id === focusId) ?? shown[0] ?? null,
    colouring: TRACK_COLOURINGS.find((one) => one === params.get('colour')) ?? usualColouring(shown),
    showBad: params.get('bad') !== '0',
    cursorMs: cursorMs !== null && cursorMs >= range.fromMs && cursorMs <= range.toMs ? cursorMs : null,
  }
}

/** Everything an address names as a vehicle, each once. */
export function namedIn(params: Pick<URLSearchParams, 'get'>): string[] {
  return [...new Set((params.get('v') ?? '').split(','))].filter(Boolean)
}

/** One vehicle tells most by its speed; several must be told apart first. */
export function usualColouring(ids: readonly string[]): TrackColouring {
  return ids.length > 1 ? 'vehicle' : 'speed'
}

/** The query string of a choice. */
export function replaySearch(choice: ReplayChoice): string {
  const { ids, fromMs, toMs, focusId, colouring, showBad, cursorMs } = choice
  const params = new URLSearchParams()
  if (ids.length > 0) params.set('v', ids.join(','))
  params.set('from', isoMinute(fromMs))
  params.set('to', isoMinute(toMs))
  if (focusId !== null && focusId !== ids[0]) params.set('focus', focusId)
  if (colouring !== usualColouring(ids)) params.set('colour', colouring)
  if (!showBad) params.set('bad', '0')
  if (cursorMs !== null && cursorMs > fromMs) params.set('at', isoSecond(cursorMs))
  return `?${params.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')}`
}

/** The text of a date and time field for a moment, in the reader's zone. */
export function localText(atMs: number, zone: string): string {
  const { year, month, day, hour, minute } = zonedParts(new Date(atMs), zone)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`
}

export type RangeProblem = 'noTime' | 'backwards' | 'tooLong' | 'future'

/** What two date and time fields mean in the reader's zone, or what is wrong with which of them. */
export function readRange(
  { from, to }: { from: string; to: string },
  { nowMs, zone }: { nowMs: number; zone: string },
): { fromMs: number; toMs: number } | { field: 'from' | 'to'; problem: RangeProblem } {
  const fromMs = momentOf(from, zone)
  const toMs = momentOf(to, zone)
  if (fromMs === null) return { field: 'from', problem: 'noTime' }
  if (toMs === null) return { field: 'to', problem: 'noTime' }
  if (fromMs > nowMs) return { field: 'from', problem: 'future' }
  if (toMs <= fromMs) return { field: 'to', problem: 'backwards' }
  if (toMs - fromMs > MAX_TRACK_SPAN_MS) return { field: 'to', problem: 'tooLong' }
  return { fromMs, toMs }
}

function momentOf(text: string, zone: string): number | null {
  const [, date = '', time = ''] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d)?$/.exec(text) ?? []
  return isDayKey(date) && time < '24' ? fromLocal({ date, time }, zone).getTime() : null
}

/** The range of an address; null for none, and for one that no replay takes. */
export function rangeOf(params: Pick<URLSearchParams, 'get'>): { fromMs: number; toMs: number } | null {
  const [fromMs, toMs] = [timeOf(params.get('from')), timeOf(params.get('to'))]
  if (fromMs === null || toMs === null || toMs <= fromMs || toMs - fromMs > MAX_TRACK_SPAN_MS) return null
  return { fromMs, toMs }
}

/** Milliseconds of a time in an address; null for what is none. */
export function timeOf(text: string | null): number | null {
  if (text === null || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/.test(text)) return null
  const atMs = Date.parse(text)
  return Number.isNaN(atMs) ? null : atMs
}

function isoMinute(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16)}Z`
}

function isoSecond(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`
}
