import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { distanceM, type TrackPoints, toPoints } from '@/lib/domain/track/points'
import { DEFAULT_TRIP_SETTINGS } from '@/lib/domain/track/settings'
import { type TrackStory, trackStory } from '@/lib/domain/track/story'
import { readRecording } from '@/lib/sandbox/world/tracks/read-folder'
import type { RecordedRow } from '@/lib/sandbox/world/tracks/recording'

/** Folder of recorded trips to check besides our hand-made one. */
const { MILEPOST_TRACKS } = process.env
if (!MILEPOST_TRACKS)
  process.stdout.write('Trips of real recordings are not checked: MILEPOST_TRACKS names no folder.\n')
const recorded = (name: string) => path.join(MILEPOST_TRACKS ?? '', name)

test('hand-made day: the bus that is out of order drives one trip, the one that is repeated none', async () => {
  const stories = await storiesOf(path.resolve('tests/fixtures/tracks/day'))
  // buses.csv: vehicle 7 goes 0.01 degrees of latitude in two minutes; 111,195 m are one degree of the mean sphere.
  expect(stories.get('7')?.trips).toMatchObject([{ distanceM: expect.closeTo(1111.95, 0), topSpeedKph: 45 }])
  // Vehicle 9: a row twice, then eleven minutes of nothing.
  expect(stories.get('9')).toMatchObject({ trips: [{ gapMs: 660_000, distanceM: 0 }], gaps: [{}] })
})

// The recorder's own distances lie beside the points. Nine tracks hold fewer points than their distance says, stand more
// than they drive, or jump; docs/trips.md goes through them.
test.skipIf(!MILEPOST_TRACKS)('Aracaju: our distances are those the recorder counted', async () => {
  const folder = recorded('gotrack-aracaju')
  const stories = await storiesOf(folder)
  const told = recorderDistances(path.join(folder, 'go_track_tracks.csv'))
  const real = [...told].filter(([, distance]) => distance > 200)
  const off = real.filter(([key, distance]) => {
    const story = stories.get(key)
    if (story === undefined) return true
    const ours = story.totals.distanceM + story.totals.gapDistanceM
    return Math.abs(ours - distance) > 0.05 * distance + 150
  })
  expect(real.length).toBeGreaterThan(100)
  expect(off.map(([key]) => key).toSorted()).toEqual([
    '11',
    '147',
    '150',
    '26',
    '27',
    '38003',
    '51',
    '58',
    '8',
  ])
})

test.skipIf(!MILEPOST_TRACKS).each(['capmetro-austin', 'gotrack-aracaju', 'envirocar-obd'])(
  '%s: times add up, and no standing of four minutes is left within a trip',
  async (name) => {
    for (const [key, story] of await storiesOf(recorded(name))) {
      const { totals, track, trips } = story
      const times = [...track.good].map((index) => track.points.atMs[index] ?? 0)
      const spanMs = times.length > 0 ? Math.max(...times) - Math.min(...times) : 0
      const sumMs = totals.movingMs + totals.idleMs + totals.parkedMs + totals.unknownMs
      expect(sumMs, `vehicle ${key}`).toBe(spanMs)
      for (const trip of trips) expect(longestStandMs(story, trip), `vehicle ${key}`).toBeLessThan(240_000)
    }
  },
)

async function storiesOf(folder: string): Promise<Map<string, TrackStory>> {
  const vehicles = await readRecording(folder)
  return new Map(vehicles.map(({ key, rows }) => [key, trackStory(pointsOf(rows), DEFAULT_TRIP_SETTINGS)]))
}

function pointsOf(rows: readonly RecordedRow[]): TrackPoints {
  return toPoints(
    rows.map((row) => ({ ...row, atMs: row.recordedAtMs, ignition: null, source: 'gps' as const })),
  )
}

/** By brute force: the longest time from one fix on in which all others told no speed and kept within 55 m of it. */
function longestStandMs({ track: { points, good } }: TrackStory, trip: { from: number; to: number }): number {
  const within = [...good].filter((index) => index > trip.from && index < trip.to)
  const at = (index: number | undefined) => (index === undefined ? 0 : (points.atMs[index] ?? 0))
  let longest = 0
  within.forEach((first, place) => {
    for (const index of within.slice(place)) {
      const apart = distanceM(
        points.lat[first] ?? 0,
        points.lng[first] ?? 0,
        points.lat[index] ?? 0,
        points.lng[index] ?? 0,
      )
      if ((points.speedKph[index] ?? 0) >= 1 || apart > 55) break
      longest = Math.max(longest, at(index) - at(first))
    }
  })
  return longest
}

/** Metres by track, of the recorder's own list. */
function recorderDistances(file: string): Map<string, number> {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n')
  return new Map(
    lines.map((line) => {
      const [id = '', , , , km = ''] = line.split(',')
      return [id, Number(km) * 1000]
    }),
  )
}
