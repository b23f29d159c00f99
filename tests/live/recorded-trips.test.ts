import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { SnapshotFrame } from '@/lib/domain/live-frame'
import { type Sandbox, startSandbox } from '@/lib/sandbox/server'
import { loadTrackWorld, type TrackWorld } from '@/lib/sandbox/world/tracks'
import { systemClock } from '@/lib/server/live/clock'
import { LiveService } from '@/lib/server/live/live'
import { describeOnEmbedded } from '../db/each-database'
import { openPage } from './page'
import { connectTenant, forgetVendor } from './vendor'

/** Folder of recorded trips to check besides our hand-made one. */
const { MILEPOST_TRACKS } = process.env
const recorded = (name: string) => path.join(MILEPOST_TRACKS ?? '', name)
if (!MILEPOST_TRACKS)
  process.stdout.write('Real recordings are not checked: MILEPOST_TRACKS names no folder.\n')

/** Where the recorded vehicles drive (south, north, west, east), and how many of them must be on the map at least. */
const RECORDINGS = [
  { name: 'hand-made', folder: path.resolve('tests/fixtures/tracks/day'), least: 2, box: [30, 31, -98, -97] },
  ...(MILEPOST_TRACKS
    ? [
        { name: 'Austin', folder: recorded('capmetro-austin'), least: 100, box: [30.0, 30.7, -98.1, -97.4] },
        {
          name: 'Aracaju',
          folder: recorded('gotrack-aracaju'),
          least: 100,
          box: [-11.2, -10.7, -37.3, -36.9],
        },
      ]
    : []),
] as const

/** A replayed position may be this far from the recorded one: what the wire's six decimals and five metres allow. */
const TOLERANCE_M = 5

let sandbox: Sandbox | null = null
let service: LiveService | null = null
afterEach(async () => {
  await service?.stop()
  await sandbox?.close()
})

describeOnEmbedded('recorded trips', () => {
  test.each(RECORDINGS)(
    '$name: what the browser is sent are the recorded positions',
    async (recording) => {
      forgetVendor()
      const world = await loadTrackWorld({ folder: recording.folder, startMs: Date.now() })
      sandbox = await startSandbox({
        port: 0,
        seed: 1,
        devices: 0,
        profile: 'pro',
        world,
        switches: { ratePerSecond: 0 },
      })
      const { ref } = await connectTenant({ sandbox }, 'northway', { password: 'northway-demo' })
      const live = new LiveService({ clock: systemClock, intervalMs: 1_000 })
      service = live
      const page = await openPage(live, ref)
      await live.maintain()
      const snapshotNow = async () => {
        live.hub.step()
        const fresh = await openPage(live, ref)
        fresh.leave()
        return fresh.snapshots.at(-1)
      }
      const [south, north, west, east] = recording.box
      const placed = (frame: SnapshotFrame | undefined) =>
        positionsOf(frame).filter(({ lat, lng }) => lat > south && lat < north && lng > west && lng < east)
      await expect
        .poll(async () => placed(await snapshotNow()).length, { timeout: 30_000 })
        .toBeGreaterThanOrEqual(recording.least)

      const positions = placed(await snapshotNow())
      page.leave()
      const rows = readRows(recording.folder)
      const strays = positions.filter((position) => metresOff(position, world, rows) > TOLERANCE_M)
      expect(strays).toEqual([])
    },
    60_000,
  )
})

type Position = { imei: string; lat: number; lng: number; fixAtMs: number }

function positionsOf(frame: SnapshotFrame | undefined): Position[] {
  if (!frame) return []
  return frame.roster.imei.flatMap((imei, slot) => {
    const { lat, lng, fixAt } = frame.state
    const [latE6, lngE6] = [lat[slot] ?? null, lng[slot] ?? null]
    if (latE6 === null || lngE6 === null) return []
    return [{ imei, lat: latE6 / 1e6, lng: lngE6 / 1e6, fixAtMs: (fixAt[slot] ?? 0) * 1000 }]
  })
}

/** Distance to the nearest row recorded at the very moment this fix replays. Infinite when there is none. */
function metresOff(position: Position, world: TrackWorld, rows: Map<number, [number, number][]>): number {
  const atMs = world.recordedTimeOf(position.imei, position.fixAtMs)
  const there = (atMs === null ? undefined : rows.get(atMs)) ?? []
  return Math.min(...there.map(([lat, lng]) => flatDistanceM(position, lat, lng)))
}

/** Good to millimetres over the few metres that matter here; 111,195 m is one degree of a sphere of 6,371 km. */
function flatDistanceM(from: { lat: number; lng: number }, lat: number, lng: number): number {
  const north = (lat - from.lat) * 111_195
  const east = (lng - from.lng) * 111_195 * Math.cos((lat * Math.PI) / 180)
  return Math.hypot(north, east)
}

/** Recorded positions by time, read here without the code under test. Times without a zone count as UTC. */
function readRows(folder: string): Map<number, [number, number][]> {
  const rows = new Map<number, [number, number][]>()
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.csv'))) {
    const [header = '', ...lines] = readFileSync(path.join(folder, name), 'utf8').trim().split('\n')
    const columns = header.trim().split(',')
    const [lat, lng] = [columns.indexOf('latitude'), columns.indexOf('longitude')]
    const time = Math.max(columns.indexOf('timestamp'), columns.indexOf('time'))
    if (lat < 0) continue
    for (const line of lines) {
      const cells = line.trim().split(',')
      const text = cells[time] ?? ''
      const atMs = Date.parse(text.includes('T') ? text : `${text.replace(' ', 'T')}Z`)
      rows.set(atMs, [...(rows.get(atMs) ?? []), [Number(cells[lat]), Number(cells[lng])]])
    }
  }
  return rows
}
