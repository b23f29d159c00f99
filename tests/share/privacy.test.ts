import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ShareTrails } from '@/lib/domain/share-view'
import { createFence } from '@/lib/server/data/fence-writes'
import { db, sql } from '@/lib/server/db'
import { stopLive } from '@/lib/server/live/live'
import { describeOnEachDatabase } from '../db/each-database'
import { makePerson } from '../db/fixtures'
import {
  askNow,
  askTrail,
  closeShares,
  everythingOf,
  makeShareWorld,
  openPage,
  report,
  SECRETS,
  type ShareWorld,
  share,
} from './share-world'

describeOnEachDatabase('what a share link gives away', () => {
  let world: ShareWorld

  beforeAll(async () => {
    world = await makeShareWorld()
  })
  afterAll(async () => {
    closeShares()
    await stopLive()
  })

  const fence = (at: { lat: number; lng: number }, radiusM: number) =>
    createFence(
      world.dispatcher,
      {
        name: 'Depot of Doris',
        shape: { kind: 'circle', center: at, radiusM },
        color: '#1d5fd1',
        tags: [],
        description: '',
        rules: { enter: false, exit: false, dwellMin: null },
        enabled: true,
        deviceIds: null,
      },
      async () => {},
    )

  /** What is written on a page before any script runs. */
  const wordsOf = (html: string) =>
    html.replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, '').replaceAll(/<[^>]*>/g, ' ')

  test('no byte of page, stream, poll or trail names device, account, tenant, people or fields that were not chosen', async () => {
    const { token, id } = await share(world, { name: 'Note to self' })
    await report(world)
    const everything = await everythingOf(token)
    expect(everything).toContain('41.15')
    const row = await db().device.findFirstOrThrow({ where: { id: world.deviceId } })
    const hidden = [
      ...Object.values(SECRETS),
      row.imei,
      world.deviceId,
      world.tenantId,
      world.dispatcher.userId,
      row.accountId,
      row.connectionId,
      id,
      'acme',
      'Note to self',
      // Speed (42 km/h), battery and power are known, and were not chosen.
      'speedKph',
      'etaMin',
      'km/h',
      '12.6',
      'battery',
    ]
    for (const secret of hidden) expect(everything).not.toContain(secret)
  })

  test('each chosen field is shown, and only it; an alias stands instead of the name', async () => {
    const { token } = await share(world, { fields: ['plate', 'speed'] })
    await report(world)
    const shown = await everythingOf(token)
    for (const text of [SECRETS.plate, '42 km/h']) expect(shown).toContain(text)
    for (const text of [SECRETS.name, SECRETS.driver]) expect(shown).not.toContain(text)
    const named = await share(world, {
      fields: ['name', 'driver'],
      vehicles: [{ deviceId: world.deviceId, alias: 'Bus 1' }],
    })
    const aliased = await everythingOf(named.token)
    for (const text of ['Bus 1', SECRETS.driver]) expect(aliased).toContain(text)
    expect(aliased).not.toContain(SECRETS.name)
  })

  test('a vehicle without a name is called by its place on the link, and an empty plate or driver is not shown', async () => {
    const { token } = await share(world, { fields: ['name', 'plate', 'driver'] })
    const told = { name: SECRETS.name, plate: SECRETS.plate, driverName: SECRETS.driver }
    const where = { id: world.deviceId }
    await db().device.updateMany({ where, data: { name: ' ', plate: '', driverName: ' ' } })
    const { html } = await openPage(token)
    await db().device.updateMany({ where, data: told })
    expect(html).toContain('<h2 dir="auto">Vehicle 1</h2><p class="tags"></p>')
  })

  test('the page can be read before any script runs: name, age and place', async () => {
    const { token } = await share(world, { fields: ['name'] })
    await report(world)
    const { html, status } = await openPage(token)
    expect(status).toBe(200)
    expect(wordsOf(html)).toMatch(/Secret Name 7[\s\S]*Last seen \d sec\. ago[\s\S]*41\.1500, -8\.6100/)
  })

  test('hostile names and labels are text', async () => {
    const hostile = `</script><img src=x onerror=alert(1)>"'&\u2028\u202e`
    const { token } = await share(world, { vehicles: [{ deviceId: world.deviceId, alias: hostile }] })
    await report(world)
    const { html } = await openPage(token)
    expect(html).not.toContain('<img')
    expect(html.match(/<\/script>/g)).toHaveLength(2)
    expect(html).toContain('&#60;img')
  })

  test('in a zone nothing is told of where and how it moves, not by trail, speed or arrival either', async () => {
    const home = { lat: 41.15, lng: -8.61 }
    const zone = { mode: 'hide_inside' as const, fenceIds: [await fence(home, 500)] }
    const destination = { lat: 41.16, lng: -8.6, label: 'Market' }
    const { token } = await share(world, { fields: ['speed', 'eta', 'trail'], zone, destination })
    await report(world, { ...home, speedKph: 37 })
    await report(world, { lat: 41.1501, lng: -8.6101, speedKph: 38 })
    const { now } = await askNow(token)
    expect(now.frame?.vehicles).toEqual([{ k: 0, hidden: true, heardAt: expect.any(Number) }])
    const everything = await everythingOf(token)
    expect(everything).toContain('Position hidden here')
    for (const trace of ['41.15,', '41.1501', '-8.61', '"speedKph"', 'km/h', '"etaMin":', 'Depot'])
      expect(everything).not.toContain(trace)
    expect(JSON.parse((await askTrail(token)).text)).toEqual({ trails: [{ k: 0, lines: [] }] })
  })

  test('an arrival time that was chosen and that nobody can know is told as unknown; one not chosen is not told of', async () => {
    const destination = { lat: 41.2, lng: -8.61, label: 'Market' }
    await report(world, { lat: 41.15, lng: -8.61, speedKph: 0 })
    const chosen = await share(world, { fields: ['eta'], destination })
    await report(world, { lat: 41.15, lng: -8.61, speedKph: 0 })
    expect((await askNow(chosen.token)).now.frame?.vehicles).toMatchObject([{ etaMin: null }])
    expect(wordsOf((await openPage(chosen.token)).html)).toContain('No arrival time while it stands')
    const silent = await share(world, { destination })
    const everything = await everythingOf(silent.token)
    expect(everything).not.toContain('"etaMin"')
    expect(wordsOf(everything)).not.toContain('No arrival time')
    expect(wordsOf(everything)).toContain('Destination: Market')
  })

  test('the trail of each vehicle reaches over the whole time, however many fixes another one has', async () => {
    const owner = await makePerson({ tenantId: world.tenantId, role: 'owner' })
    const { token, id } = await share(
      { ...world, dispatcher: owner },
      {
        fields: ['trail'],
        vehicles: [world.deviceId, world.otherId].map((deviceId) => ({ deviceId, alias: '' })),
      },
    )
    const endMs = Date.now()
    const sinceMs = endMs - 6 * 3_600_000
    const times = { startsAt: new Date(sinceMs), shownFrom: new Date(sinceMs) }
    await db().shareLink.updateMany({ where: { id }, data: times })
    const drive = async (deviceId: string, everyMs: number, lat: number) =>
      sql().query(
        `INSERT INTO position (tenant_id, device_id, fix_at, source, lat, lng, received_at)
         SELECT $1, $2, $3::timestamptz + n * interval '1 ms' * $4::int, 'gps', $5, n / 100000.0, now()
         FROM generate_series(1, $6::int) AS n`,
        [world.tenantId, deviceId, new Date(sinceMs), everyMs, lat, Math.floor(21_000_000 / everyMs)],
      )
    // 21,000 fixes, more than all vehicles have together, and 350.
    await drive(world.deviceId, 1000, 50)
    await drive(world.otherId, 60_000, 51)
    const { trails } = JSON.parse((await askTrail(token)).text) as ShareTrails
    const [busy, calm] = trails.map(({ lines }) => lines.flat().filter(([, lat]) => lat >= 50))
    // n of the first and the last fix, see the longitudes above.
    expect(busy?.at(0)?.[0]).toBeLessThan(0.001)
    expect(busy?.at(-1)?.[0]).toBeGreaterThan(0.2095)
    expect(calm?.at(0)?.[0]).toBeLessThan(0.0001)
    expect(calm?.at(-1)?.[0]).toBeGreaterThan(0.0034)
    expect(busy?.length).toBeLessThanOrEqual(760)
  })

  test('outside of chosen zones nothing is told, and inside it is; a zone that is taken away goes on hiding', async () => {
    const fenceId = await fence({ lat: 10, lng: 10 }, 500)
    const zone = { mode: 'hide_outside' as const, fenceIds: [fenceId] }
    const { token } = await share(world, { zone })
    await report(world)
    await db().fence.updateMany({ where: { id: fenceId }, data: { removedAt: new Date() } })
    expect((await askNow(token)).now.frame?.vehicles).toMatchObject([{ hidden: true }])
    await report(world, { lat: 10, lng: 10 })
    expect((await askNow(token)).now.frame?.vehicles).toMatchObject([{ lat: 10, lng: 10 }])
  })

  test('no time from before the link began is told, and no trail; its position is, as one from before', async () => {
    await report(world, { lat: 12, lng: 12 }, 120_000)
    await report(world, { lat: 12.001, lng: 12 }, 60_000)
    const { token } = await share(world, { fields: ['trail', 'speed'] })
    await db().deviceState.updateMany({
      where: { deviceId: world.deviceId },
      data: {
        lat: 12.001,
        lng: 12,
        fixAt: new Date(Date.now() - 60_000),
        heartbeatAt: new Date(Date.now() - 60_000),
      },
    })
    const [vehicle] = (await askNow(token)).now.frame?.vehicles ?? []
    expect(vehicle).toMatchObject({ heardAt: null, fixAt: null, lat: 12.001 })
    expect(vehicle).not.toHaveProperty('speedKph')
    expect(JSON.parse((await askTrail(token)).text)).toEqual({ trails: [{ k: 0, lines: [] }] })
    expect((await openPage(token)).html).toContain('Nothing heard since this link began')
  })
})
