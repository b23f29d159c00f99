// Trips, stops, gaps and alarms of a track as one list in order of time.

import type { TrackAlarm } from '@/lib/domain/api/track'
import { valueAt } from '@/lib/domain/track/points'
import type { TrackStory } from '@/lib/domain/track/story'

export type Episode = {
  kind: 'trip' | 'parked' | 'idling' | 'gap' | 'alarm'
  /** Tells apart what began at the same moment. */
  key: string
  /** Trips and stops are counted from 1, each on their own; others are not. */
  number: number
  fromMs: number
  toMs: number
  /** Where it began; null for an alarm that says not where. */
  place: { lat: number; lng: number } | null
  /** Of an alarm, null for others. */
  alarmId: string | null
  /** Of an alarm. */
  name: string
  distanceM: number
  topSpeedKph: number
  idleMs: number
  isOpen: boolean
}

const NONE = { number: 0, alarmId: null, name: '', distanceM: 0, topSpeedKph: 0, idleMs: 0, isOpen: false }

/** Ascending. A gap or an alarm within a trip comes after its beginning. */
export function episodesOf(
  { track, trips, stops, gaps }: TrackStory,
  alarms: readonly TrackAlarm[],
): Episode[] {
  const placeOf = (index: number) => ({
    lat: valueAt(track.points.lat, index),
    lng: valueAt(track.points.lng, index),
  })
  const episodes: Episode[] = [
    ...trips.map((trip, index) => ({
      ...NONE,
      place: placeOf(trip.from),
      kind: 'trip' as const,
      key: `trip ${index}`,
      number: index + 1,
      fromMs: trip.startedMs,
      toMs: trip.endedMs,
      distanceM: trip.distanceM,
      topSpeedKph: trip.topSpeedKph,
    })),
    ...stops.map((stop, index) => ({
      ...NONE,
      kind: stop.kind,
      key: `stop ${index}`,
      number: index + 1,
      fromMs: stop.arrivedMs,
      toMs: stop.leftMs,
      place: { lat: stop.lat, lng: stop.lng },
      idleMs: stop.idleMs,
      isOpen: stop.isOpen,
    })),
    ...gaps.map((gap) => ({
      ...NONE,
      place: placeOf(gap.from),
      kind: 'gap' as const,
      key: `gap ${gap.fromMs}`,
      fromMs: gap.fromMs,
      toMs: gap.toMs,
      distanceM: gap.distanceM,
    })),
    ...alarms.map(({ id, name, startedMs, lat, lng }) => ({
      ...NONE,
      place: lat === null || lng === null ? null : { lat, lng },
      name,
      kind: 'alarm' as const,
      alarmId: id,
      key: id,
      fromMs: startedMs,
      toMs: startedMs,
    })),
  ]
  return episodes.sort((a, b) => a.fromMs - b.fromMs || b.toMs - a.toMs)
}
