import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { distanceM } from './geo'
import { loadTrackWorld, type TrackOptions, type TrackWorld } from './tracks'

const FIXTURES = path.join(import.meta.dirname, '../../../tests/fixtures/tracks')
const START_MS = Date.UTC(2026, 4, 4, 6, 0, 0)
const MINUTE_MS = 60_000

async function load(folder: string, options: Partial<TrackOptions> = {}): Promise<TrackWorld> {
  return loadTrackWorld({
    folder: path.join(FIXTURES, folder),
    startMs: START_MS,
    extraDevices: 0,
    beginAt: 'start',
    ...options,
  })
}

function imeiNamed(world: TrackWorld, name: string): string {
  const device = world.devices.find(({ deviceName }) => deviceName === name)
  if (!device) throw new Error(`no vehicle ${name}`)
  return device.imei
}

describe('one recorded day', () => {
  test('rows are sent in file order with their exact positions, disorder and duplicates kept', async () => {
    const world = await load('day')
    const fixes = world.fixesBetween(imeiNamed(world, 'Bus 7'), START_MS, START_MS + 70 * MINUTE_MS)
    expect(fixes.map(({ atMs, lat }) => [(atMs - START_MS) / MINUTE_MS, lat])).toEqual([
      [0, 30.25],
      [2, 30.26],
      [1, 30.255],
    ])
    expect(world.fixesBetween(imeiNamed(world, 'Bus 9'), START_MS, START_MS + 72 * MINUTE_MS)).toHaveLength(3)
  })

  test('the state is the last row in time order, whatever the order in the file', async () => {
    const world = await load('day')
    const imei = imeiNamed(world, 'Bus 7')
    expect(world.stateAt(imei, START_MS + 1.5 * MINUTE_MS).fix).toMatchObject({ lat: 30.255, ignition: true })
    expect(world.stateAt(imei, START_MS + 3 * MINUTE_MS).fix).toMatchObject({ lat: 30.26, speedKph: 0 })
  })

  test('speeds in metres per second become km/h and headings are derived', async () => {
    const world = await load('day')
    const { fix } = world.stateAt(imeiNamed(world, 'Bus 7'), START_MS + MINUTE_MS)
    // 12.5 m/s = 45 km/h; the bus drives due north.
    expect(fix).toMatchObject({ speedKph: 45, headingDeg: 0 })
  })

  test('the loop lasts the recording rounded up to a quarter hour and has been running before the start', async () => {
    const world = await load('day')
    const imei = imeiNamed(world, 'Bus 7')
    // 08:00:00 to 09:11:00 are 71 minutes.
    const periodMs = 75 * MINUTE_MS
    const now = world.stateAt(imei, START_MS + MINUTE_MS).fix
    for (const rounds of [-100, -1, 1, 3]) {
      const then = world.stateAt(imei, START_MS + MINUTE_MS + rounds * periodMs).fix
      expect(then).toEqual({ ...now, atMs: START_MS + MINUTE_MS + rounds * periodMs })
    }
    expect(world.stateAt(imeiNamed(world, 'Bus 9'), START_MS).fix).toMatchObject({ lat: 30.31 })
  })

  test('a vehicle is online for ten minutes after its last row', async () => {
    const world = await load('day')
    const imei = imeiNamed(world, 'Bus 7')
    expect(world.stateAt(imei, START_MS + 11 * MINUTE_MS).online).toBe(true)
    expect(world.stateAt(imei, START_MS + 13 * MINUTE_MS).online).toBe(false)
  })

  test('moments map back to the recorded clock', async () => {
    const world = await load('day')
    const imei = imeiNamed(world, 'Bus 9')
    expect(world.recordedTimeOf(imei, START_MS + 71 * MINUTE_MS)).toBe(
      Date.parse('2020-03-02T09:11:00-06:00'),
    )
    expect(world.recordedTimeOf('none', START_MS)).toBeNull()
  })

  test('the replay begins where it is told, by default in the busiest hour', async () => {
    // Both buses report between 08:00 and 09:00 plus; the hour from 08:00 sees bus 7 only, the one from 08:15 bus 9 only.
    const late = await load('day', { beginAt: 60 * MINUTE_MS })
    expect(late.stateAt(imeiNamed(late, 'Bus 9'), START_MS).fix).toMatchObject({ atMs: START_MS, lat: 30.3 })
    const busiest = await load('day', { beginAt: 'busiest' })
    expect(busiest.recordedTimeOf(imeiNamed(busiest, 'Bus 7'), START_MS)).toBe(
      Date.parse('2020-03-02T08:00:00-06:00'),
    )
  })

  test('routes name vehicles and group them into accounts below the first root', async () => {
    const world = await load('day')
    const [first] = world.devices
    expect(first).toMatchObject({
      deviceName: 'Bus 7',
      vehicleName: 'Route 1',
      remark: 'Downtown, north',
      icon: 'bus',
    })
    const parentOf = (login: string | undefined) =>
      world.accounts.find((account) => account.login === login)?.parent
    expect(parentOf(parentOf(first?.account) ?? '')).toBe(world.accounts[0]?.login)
  })

  test('trips and the odometer add up to the driven distance', async () => {
    const world = await load('day')
    const imei = imeiNamed(world, 'Bus 7')
    const [trip, ...more] = world.tripsBetween(imei, START_MS, START_MS + 10 * MINUTE_MS)
    expect(more).toEqual([])
    // 0.01 degrees of latitude are 1112 m.
    expect(trip).toMatchObject({
      startMs: START_MS,
      endMs: START_MS + 2 * MINUTE_MS,
      distanceM: 1112,
      maxSpeedKph: 45,
    })
    const grown =
      world.stateAt(imei, START_MS + 150 * MINUTE_MS - 1).odometerKm -
      world.stateAt(imei, START_MS - 1).odometerKm
    expect(grown).toBeCloseTo(2 * 1.112, 0)
  })
})

describe('trips from many dates', () => {
  test('fold into one loop per vehicle, five minutes apart, never overlapping', async () => {
    const world = await load('dates')
    const fixes = world.fixesBetween(imeiNamed(world, 'Bus 4'), START_MS, START_MS + 14 * MINUTE_MS)
    expect(fixes.map(({ atMs }) => (atMs - START_MS) / 1000)).toEqual([0, 10, 20, 320, 330])
    expect(fixes.map(({ lat }) => lat)).toEqual([-10.9, -10.901, -10.902, -10.95, -10.951])
  })

  test('names come from the table beside the points, speed and heading from the points', async () => {
    const world = await load('dates')
    const imei = imeiNamed(world, 'Car 5')
    // 0.001 degrees of longitude at 10.8 degrees south are 109 m, driven in 5 s: 78.6 km/h to the west.
    expect(world.stateAt(imei, START_MS + 5000).fix).toMatchObject({ speedKph: 78.6, headingDeg: 270 })
    expect(world.devices.find(({ deviceName }) => deviceName === 'Bus 4')?.vehicleName).toBe(
      'Route 040 Centro',
    )
  })

  test('a jump to a trip of another date is no driven distance', async () => {
    const world = await load('dates')
    const imei = imeiNamed(world, 'Bus 4')
    const grown =
      world.stateAt(imei, START_MS + 6 * MINUTE_MS).odometerKm - world.stateAt(imei, START_MS).odometerKm
    // Three steps of 111 m.
    expect(grown).toBeGreaterThan(0.2)
    expect(grown).toBeLessThan(0.5)
  })
})

describe('other forms', () => {
  test('GPX tracks replay with names, speeds and courses; points without a time are left out', async () => {
    const world = await load('gpx')
    const fixes = world.fixesBetween(imeiNamed(world, 'Tom & "Jerry"'), START_MS, START_MS + MINUTE_MS)
    expect(fixes.map(({ lat, lng }) => [lat, lng])).toEqual([
      [41.15, -8.61],
      [41.151, -8.61],
      [41.153, -8.61],
    ])
    expect(fixes[1]).toMatchObject({ speedKph: 39.6, headingDeg: 2 })
  })

  test('GeoJSON lines with times and timed points replay', async () => {
    const world = await load('geojson')
    expect(world.devices.map(({ deviceName }) => deviceName)).toEqual(['Van line', 't1'])
    const line = world.fixesBetween(imeiNamed(world, 'Van line'), START_MS, START_MS + 2 * MINUTE_MS)
    expect(line.map(({ lng }) => lng)).toEqual([6.48, 6.49, 6.5])
    const points = world.fixesBetween(imeiNamed(world, 't1'), START_MS, START_MS + 2 * MINUTE_MS)
    expect(points.map(({ lng, speedKph }) => [lng, speedKph])).toEqual([
      [6.4, 0],
      [6.401, 48.5],
    ])
  })

  test('a folder without trips, or no folder, is refused with the forms that would do', async () => {
    await expect(load('empty')).rejects.toThrow(
      /holds no recorded trips.*vehicle_id.*track_id.*GPX.*GeoJSON/s,
    )
    await expect(load('nowhere')).rejects.toThrow(/cannot be read.*GPX/s)
  })

  test('the second customer keeps a generated fleet', async () => {
    const world = await load('day', { extraDevices: 20 })
    expect(world.devices).toHaveLength(22)
    const generated = world.devices.slice(2)
    expect(generated.every(({ account }) => world.accounts.some(({ login }) => login === account))).toBe(true)
    expect(
      generated.some(({ imei }) => world.fixesBetween(imei, START_MS, START_MS + 60 * MINUTE_MS).length > 0),
    ).toBe(true)
  })
})

/** Real recordings are not part of the project: MILEPOST_TRACKS names the folder that holds them. */
const recordings = process.env.MILEPOST_TRACKS
const NO_RECORDINGS = 'MILEPOST_TRACKS does not name a folder of recorded trips'

type RawRow = { vehicle: string; recordedAtMs: number; lat: number; lng: number }

describe('real recordings', () => {
  test('Austin: at least 100 buses in the city, every fix within 5 m of the recorded row of its time', async ({
    skip,
  }) => {
    if (!recordings) return skip(NO_RECORDINGS)
    const folder = path.join(recordings, 'capmetro-austin')
    const world = await loadTrackWorld({ folder, startMs: START_MS })
    const rows = await rawRows(path.join(folder, '2016-02-07.csv'), ([vehicle, time, , , , lat, lng]) => ({
      vehicle: `Bus ${vehicle}`,
      recordedAtMs: Date.parse(time ?? ''),
      lat: Number(lat),
      lng: Number(lng),
    }))
    const inAustin = world.devices.filter(({ imei }) => {
      const { fix } = world.stateAt(imei, START_MS)
      return fix && fix.lat > 30.1 && fix.lat < 30.6 && fix.lng > -98 && fix.lng < -97.5
    })
    expect(inAustin.length).toBeGreaterThanOrEqual(100)
    // 00:00:28 to 17:41:20 rounded up to a quarter hour.
    expectExactReplay(world, rows, 17.75 * 60 * MINUTE_MS)
    expect(rows.length).toBe(49_081)
  })

  test('Aracaju: 163 trips, every fix within 5 m of the recorded point of its time', async ({ skip }) => {
    if (!recordings) return skip(NO_RECORDINGS)
    const folder = path.join(recordings, 'gotrack-aracaju')
    const world = await loadTrackWorld({ folder, startMs: START_MS, extraDevices: 0 })
    expect(world.devices).toHaveLength(163)
    const rows = await rawRows(path.join(folder, 'go_track_trackspoints.csv'), ([lat, lng, track, time]) => ({
      vehicle: track ?? '',
      recordedAtMs: Date.parse(`${time?.replace(' ', 'T')}Z`),
      lat: Number(lat),
      lng: Number(lng),
    }))
    const named = rows.map((row) => {
      const name = world.devices.find(({ deviceName }) => deviceName.endsWith(` ${row.vehicle}`))?.deviceName
      return { ...row, vehicle: name ?? '' }
    })
    expectExactReplay(world, named, 24 * 60 * MINUTE_MS)
  })
})

async function rawRows(file: string, read: (cells: string[]) => RawRow): Promise<RawRow[]> {
  const [, ...lines] = (await readFile(file, 'utf8')).trim().split(/\r?\n/)
  return lines.map((line) => read(line.split(',')))
}

/** Every fix of a span has a raw row of its vehicle and recorded moment within 5 m, and every raw row is sent. */
function expectExactReplay(world: TrackWorld, rows: readonly RawRow[], spanMs: number): void {
  const byMoment = new Map<string, RawRow[]>()
  for (const row of rows) {
    const key = `${row.vehicle}@${row.recordedAtMs}`
    byMoment.set(key, [...(byMoment.get(key) ?? []), row])
  }
  const sent = new Set<string>()
  let worstM = 0
  for (const { imei, deviceName } of world.devices) {
    for (const fix of world.fixesBetween(imei, START_MS, START_MS + spanMs - 1)) {
      const recordedAtMs = world.recordedTimeOf(imei, fix.atMs)
      if (recordedAtMs === null) continue
      const candidates = byMoment.get(`${deviceName}@${recordedAtMs}`) ?? []
      worstM = Math.max(worstM, Math.min(...candidates.map((row) => distanceM(row, fix))))
      sent.add(`${deviceName}@${recordedAtMs}`)
      const { fix: current } = world.stateAt(imei, fix.atMs)
      worstM = Math.max(
        worstM,
        Math.min(...candidates.map((row) => (current ? distanceM(row, current) : 1e9))),
      )
    }
  }
  expect(worstM).toBeLessThan(5)
  expect(sent.size).toBe(byMoment.size)
}
