import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type TrackFillEvent, tracksSchema } from '@/lib/domain/api/track'
import { decodeTrack } from '@/lib/domain/track/wire'
import { startSandbox } from '@/lib/sandbox/server'
import { loadTrackWorld } from '@/lib/sandbox/world/tracks'
import type { Viewer } from '@/lib/server/access'
import { insertPositions } from '@/lib/server/data/system/positions'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import { NotFoundError } from '@/lib/server/errors'
import { fillTracks } from '@/lib/server/services/track-fill'
import { tracksOf } from '@/lib/server/services/tracks'
import { describeOnEachDatabase, describeOnEmbedded } from '../db/each-database'
import { account, device } from '../db/fixtures'
import { prepareLiveSetting, TRACK } from '../live/live-setting'
import { connectTenant, forgetVendor } from '../live/vendor'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const setting = prepareLiveSetting()

/** Nobody leaves in the middle. */
const staying = () => new AbortController().signal

async function filled(
  viewer: Viewer,
  question: Parameters<typeof fillTracks>[1],
  signal = staying(),
): Promise<TrackFillEvent[]> {
  const events: TrackFillEvent[] = []
  await fillTracks(viewer, question, { signal, onEvent: (event) => events.push(event) })
  return events
}

describeOnEachDatabase('tracks', () => {
  const prepare = async () => {
    const on = setting()
    const customer = await on.knownTenant()
    const [imei = '', other = ''] = on.vendor.world.imeisOf('acme')
    const idOf = async (of: string) =>
      (await db().device.findFirstOrThrow({ where: { imei: of, tenantId: customer.ref.tenantId } })).id
    const nowMs = Math.floor(Date.now() / 1000) * 1000
    return { on, ...customer, imei, id: await idOf(imei), otherId: await idOf(other), nowMs }
  }

  test('what is missing is asked of the vendor in its pieces, stored once, and not asked for again', async () => {
    const { on, owner, imei, id, nowMs } = await prepare()
    const span = { fromMs: nowMs - 10 * DAY_MS, toMs: nowMs - 12 * HOUR_MS }
    const places = [9, 5, 1].map((days) => ({ lat: 41 + days / 10, lng: -8.6, atMs: nowMs - days * DAY_MS }))
    for (const place of places) on.vendor.world.place(imei, place)
    const question = { ids: [id], span }
    const before = tracksSchema.parse(await tracksOf(owner, question))
    expect(before.vehicles).toMatchObject([{ id, imei, missing: [[span.fromMs, span.toMs]], cutAtMs: null }])

    // Nine and a half days in pieces of seven (profile pro).
    const events = await filled(owner, question)
    expect(events.at(0)).toEqual({ type: 'progress', done: 0, total: 2, stored: 0 })
    expect(events.at(-1)).toEqual({ type: 'end', stored: 3, failed: 0 })
    expect(await on.callsOf(TRACK)).toBe(2)

    const [vehicle] = tracksSchema.parse(await tracksOf(owner, question)).vehicles
    expect(vehicle?.missing).toEqual([])
    const points = vehicle && decodeTrack(vehicle.fixes)
    expect([...(points?.atMs ?? [])]).toEqual(places.map(({ atMs }) => atMs))
    expect([...(points?.lat ?? [])]).toEqual(places.map(({ lat }) => lat))
    expect((await filled(owner, question)).at(-1)).toEqual({ type: 'end', stored: 0, failed: 0 })
    expect(await on.callsOf(TRACK)).toBe(2)
  })

  test('what we have ourselves is neither asked for nor stored twice', async () => {
    const { on, ref, owner, imei, id, nowMs } = await prepare()
    const fromMs = nowMs - 2 * DAY_MS
    const minutes = (count: number) => Array.from({ length: count }, (_, minute) => fromMs + minute * 60_000)
    const row = (atMs: number) => ({
      ...{ deviceId: id, fixAt: new Date(atMs), source: 'gps' as const, lat: 41, lng: -8, speedKph: 30 },
      ...{ headingDeg: 90, satellites: 9, ignition: true, receivedAt: new Date(atMs) },
    })
    await insertPositions(ref.tenantId, minutes(121).map(row))
    expect(await filled(owner, { ids: [id], span: { fromMs, toMs: fromMs + 2 * HOUR_MS } })).toHaveLength(2)
    expect(await on.callsOf(TRACK)).toBe(0)
    // The vendor knows the last of ours as well, and one after it.
    for (const atMs of [fromMs + 2 * HOUR_MS, fromMs + 3 * HOUR_MS])
      on.vendor.world.place(imei, { lat: 41, lng: -8, atMs })
    const events = await filled(owner, { ids: [id], span: { fromMs, toMs: fromMs + 4 * HOUR_MS } })
    expect(events.at(-1)).toEqual({ type: 'end', stored: 1, failed: 0 })
    expect(await db().position.count({ where: { deviceId: id } })).toBe(122)
  })

  test('while the vendor is away it is said, what is there is shown, and the next try asks again', async () => {
    const { on, owner, id, otherId, nowMs } = await prepare()
    const question = { ids: [id, otherId], span: { fromMs: nowMs - 30 * DAY_MS, toMs: nowMs - DAY_MS } }
    await on.vendor.fault({ kind: 'http', method: TRACK })
    const events = await filled(owner, question)
    const failures = events.filter(({ type }) => type === 'failed')
    // Ten pieces; after three failures in a row at most one more is under way.
    expect(failures.length).toBeGreaterThanOrEqual(3)
    expect(failures.length).toBeLessThanOrEqual(4)
    expect(failures[0]).toMatchObject({ message: expect.stringMatching(/\S/) })
    expect(events.at(-1)).toEqual({ type: 'end', stored: 0, failed: 10 })
    expect((await tracksOf(owner, question)).vehicles[0]?.missing).toHaveLength(1)
    await on.vendor.heal()
    expect((await filled(owner, question)).at(-1)).toMatchObject({ failed: 0 })
  })

  test('who leaves ends the asking', async () => {
    const { on, owner, id, nowMs } = await prepare()
    await on.vendor.fault({ kind: 'hang', method: TRACK })
    const leaving = new AbortController()
    const span = { fromMs: nowMs - 80 * DAY_MS, toMs: nowMs - DAY_MS }
    const filling = filled(owner, { ids: [id], span }, leaving.signal)
    await expect.poll(() => on.callsOf(TRACK)).toBe(2)
    leaving.abort()
    expect((await filling).map(({ type }) => type)).toEqual(['progress'])
    expect(await on.callsOf(TRACK)).toBe(2)
  })

  test('foreign, out of scope and missing vehicles are the same, and nothing is asked', async () => {
    const { on, owner, id, nowMs } = await prepare()
    const stranger = await on.knownTenant('other')
    const span = { fromMs: nowMs - DAY_MS, toMs: nowMs }
    const scoped = { ...owner, scopePath: '/acme/acme-north/' }
    for (const viewer of [stranger.owner, scoped]) {
      await expect(tracksOf(viewer, { ids: [id], span })).rejects.toBeInstanceOf(NotFoundError)
      await expect(filled(viewer, { ids: [id], span })).rejects.toBeInstanceOf(NotFoundError)
    }
    expect(await on.callsOf(TRACK)).toBe(0)
  })
})

/** Folder of recorded trips to check besides our hand-made one. */
const { MILEPOST_TRACKS } = process.env
if (!MILEPOST_TRACKS)
  process.stdout.write('Replay of real recordings is not checked: MILEPOST_TRACKS names no folder.\n')
const RECORDINGS = [
  { name: 'hand-made', file: path.resolve('tests/fixtures/tracks/day/buses.csv'), vehicle: '7' },
  ...(MILEPOST_TRACKS
    ? [
        {
          name: 'Austin',
          file: path.join(MILEPOST_TRACKS, 'capmetro-austin/2016-02-07.csv'),
          vehicle: '5002',
        },
      ]
    : []),
]

describeOnEmbedded('replay of a recorded day', () => {
  const closing: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })

  test.each(RECORDINGS)('$name: is the file, fix by fix', async ({ file, vehicle }) => {
    forgetVendor()
    const startMs = Date.now() - 3 * DAY_MS
    const world = await loadTrackWorld({ folder: path.dirname(file), startMs })
    const sandbox = await startSandbox({
      port: 0,
      seed: 1,
      devices: 0,
      profile: 'pro',
      world,
      switches: { ratePerSecond: 0 },
    })
    closing.push(() => sandbox.close())
    const { ref, owner } = await connectTenant({ sandbox }, 'northway', { password: 'northway-demo' })
    const { imei = '' } = world.devices.find(({ deviceName }) => deviceName === `Bus ${vehicle}`) ?? {}
    await syncRoster(ref.tenantId, ref.id, {
      accounts: [account('northway')],
      devices: [device(imei, 'northway')],
    })
    const { id } = await db().device.findFirstOrThrow({ where: { imei, tenantId: ref.tenantId } })
    // One round of the recording, begun at a moment of its first fix.
    const rows = rowsOf(file, vehicle)
    const [first = { atMs: 0 }, last = { atMs: 0 }] = [rows[0], rows.at(-1)]
    const shownMs = Math.floor(startMs / 1000) * 1000
    const shiftMs = first.atMs - (world.recordedTimeOf(imei, shownMs) ?? 0)
    const fromMs = shownMs + shiftMs
    const span = { fromMs, toMs: fromMs + last.atMs - first.atMs }
    await filled(owner, { ids: [id], span })

    const [track] = (await tracksOf(owner, { ids: [id], span })).vehicles
    const points = track && decodeTrack(track.fixes)
    const replayed = [...(points?.atMs ?? [])].map((atMs, index) => ({
      atMs: atMs - fromMs + first.atMs,
      // The wire has six decimals.
      lat: points?.lat[index]?.toFixed(6),
      lng: points?.lng[index]?.toFixed(6),
    }))
    const expected = rows.map(({ atMs, lat, lng }) => ({ atMs, lat: lat.toFixed(6), lng: lng.toFixed(6) }))
    expect(expected.length).toBeGreaterThan(2)
    expect(replayed).toEqual(expected)
  })
})

/** A vehicle's rows, read here without the code under test: in order of time, each moment once. */
function rowsOf(file: string, vehicle: string): { atMs: number; lat: number; lng: number }[] {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n')
  const columns = header.split(',')
  const cell = (cells: string[], name: string) => cells[columns.indexOf(name)] ?? ''
  const rows = lines
    .map((line) => line.split(','))
    .filter((cells) => cell(cells, 'vehicle_id') === vehicle)
    .map((cells) => ({
      atMs: Date.parse(cell(cells, 'timestamp')),
      lat: Number(cell(cells, 'latitude')),
      lng: Number(cell(cells, 'longitude')),
    }))
    .toSorted((a, b) => a.atMs - b.atMs)
  return rows.filter(({ atMs }, index) => atMs !== rows[index - 1]?.atMs)
}
