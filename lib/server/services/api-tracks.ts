// Tracks and trips as the API answers them, from what is stored: a program that asks again and again must not use up what the
// vendor allows.

import { z } from 'zod'
import type { FixAnswer, TripAnswer } from '@/lib/domain/api-v1/answers'
import { MAX_SPAN_MS } from '@/lib/domain/api-v1/query'
import type { TrackPoints } from '@/lib/domain/track/points'
import { type Trip, trackStory } from '@/lib/domain/track/story'
import type { Viewer } from '../access'
import { pageOfFixes } from '../data/api-reads'
import { getTripSettings, listTrackPoints } from '../data/tracks'
import { InvalidInputError } from '../errors'
import { pageOf, readCursor } from './page-cursors'

const FIXES_PAGE = 1000
/** Fixes that one answer about trips is reckoned from: 31 days of one every 27 s. */
const MAX_TRIP_FIXES = 100_000

type Span = { from: string; to: string }

const fixCursor = z.tuple([z.int().min(-1e14).max(1e14), z.string().max(20)])

/** A page of the fixes of a device. @throws NotFoundError, InvalidInputError */
export async function trackFor(
  viewer: Viewer,
  deviceId: string,
  { cursor, limit = FIXES_PAGE, ...span }: Span & { cursor?: string | undefined; limit?: number | undefined },
): Promise<{ fixes: FixAnswer[]; next: string | null }> {
  const range = rangeOf(span)
  const place = readCursor(fixCursor, cursor)
  const after = place && { atMs: place[0], source: place[1].replaceAll('\0', '') }
  const rows = await pageOfFixes(viewer, deviceId, { ...range, after, limit: limit + 1 })
  const { shown, next } = pageOf(rows, limit, ({ at, source }) => [at.getTime(), source])
  return { fixes: shown.map((fix) => ({ ...fix, at: fix.at.toISOString() })), next }
}

/** The trips of a device. @throws NotFoundError, InvalidInputError */
export async function tripsFor(
  viewer: Viewer,
  deviceId: string,
  span: Span,
): Promise<{ trips: TripAnswer[]; completeUntil: string }> {
  const range = rangeOf(span)
  const [{ points, cutAtMs }, settings] = await Promise.all([
    listTrackPoints(viewer, deviceId, { ...range, limit: MAX_TRIP_FIXES }),
    getTripSettings(viewer),
  ])
  const { trips, track } = trackStory(points, settings)
  return {
    trips: trips.map((trip) => toTrip(trip, track.points)),
    completeUntil: (cutAtMs === null ? range.toAt : new Date(cutAtMs)).toISOString(),
  }
}

function rangeOf({ from, to }: Span): { fromAt: Date; toAt: Date } {
  const [fromAt, toAt] = [new Date(from), new Date(to)]
  const lengthMs = toAt.getTime() - fromAt.getTime()
  if (!(lengthMs > 0) || lengthMs > MAX_SPAN_MS)
    throw new InvalidInputError('"from" must be before "to", by 31 days at most.')
  return { fromAt, toAt }
}

function toTrip(trip: Trip, points: TrackPoints): TripAnswer {
  const placeAt = (index: number, atMs: number) => ({
    at: new Date(atMs).toISOString(),
    lat: points.lat[index] ?? 0,
    lng: points.lng[index] ?? 0,
  })
  return {
    start: placeAt(trip.from, trip.startedMs),
    end: placeAt(trip.to, trip.endedMs),
    durationS: Math.round((trip.endedMs - trip.startedMs) / 1000),
    distanceM: Math.round(trip.distanceM),
    topSpeedKph: rounded(trip.topSpeedKph),
    meanSpeedKph: rounded(trip.meanSpeedKph),
    unknownS: Math.round(trip.gapMs / 1000),
  }
}

/** To a tenth, which is as fine as devices tell it; 0 where nothing told it. */
function rounded(kph: number): number {
  return Number.isFinite(kph) ? Math.round(kph * 10) / 10 : 0
}
