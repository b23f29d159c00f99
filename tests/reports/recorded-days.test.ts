// Periods of recorded vehicles: however a track is parted, nothing of it is lost or counted twice.

import path from 'node:path'
import { expect, test } from 'vitest'
import { Activity } from '@/lib/domain/reports/activity'
import { periodsOf } from '@/lib/domain/reports/periods'
import { joinTallies } from '@/lib/domain/reports/tallies'
import { toPoints } from '@/lib/domain/track/points'
import { DEFAULT_TRIP_SETTINGS } from '@/lib/domain/track/settings'
import { trackStory } from '@/lib/domain/track/story'
import { readRecording } from '@/lib/sandbox/world/tracks/read-folder'

/** Folder of recorded trips to check besides our hand-made one. */
const { MILEPOST_TRACKS } = process.env
if (!MILEPOST_TRACKS)
  process.stdout.write('Days of real recordings are not checked: MILEPOST_TRACKS names no folder.\n')
const FOLDERS = [
  path.resolve('tests/fixtures/tracks/day'),
  ...(MILEPOST_TRACKS
    ? ['capmetro-austin', 'gotrack-aracaju', 'envirocar-obd'].map((name) => path.join(MILEPOST_TRACKS, name))
    : []),
]

const HOUR_MS = 3_600_000

test.each(FOLDERS)('%s: periods of any zone add up to the story', async (folder) => {
  const vehicles = await readRecording(folder)
  for (const { key, rows } of vehicles) {
    const points = toPoints(
      rows.map((row) => ({ ...row, atMs: row.recordedAtMs, ignition: null, source: 'gps' as const })),
    )
    const story = trackStory(points, DEFAULT_TRIP_SETTINGS)
    const activity = new Activity(story, DEFAULT_TRIP_SETTINGS)
    const times = rows.map(({ recordedAtMs }) => recordedAtMs)
    const span = { fromMs: Math.min(...times) - HOUR_MS, toMs: Math.max(...times) + HOUR_MS }
    for (const zone of ['America/Chicago', 'Asia/Kathmandu']) {
      const days = periodsOf(span, { granularity: 'day', zone, weekStart: 'mon' })
      const sum = joinTallies(activity.tallies(days))
      const { totals, trips, stops } = story
      expect(sum.distanceM, key).toBeCloseTo(totals.distanceM, 3)
      expect(sum.gapDistanceM, key).toBeCloseTo(totals.gapDistanceM, 3)
      expect([sum.trips, sum.stops, sum.topSpeedKph], key).toEqual([
        trips.length,
        stops.filter(({ arrivedMs, leftMs }) => leftMs > arrivedMs).length,
        totals.topSpeedKph,
      ])
      expect(Math.abs(sum.movingMs - totals.movingMs), key).toBeLessThan(1)
      expect(Math.abs(sum.parkedMs - totals.parkedMs), key).toBeLessThan(1)
      const all = sum.movingMs + sum.idleMs + sum.parkedMs + sum.unknownMs
      expect(Math.abs(all - (span.toMs - span.fromMs)), key).toBeLessThan(1)
    }
  }
})
