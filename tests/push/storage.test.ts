import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PUSH_TOPICS, type PushTopic, pushes } from '@/lib/jimi/push/index'
import { readItem } from '@/lib/jimi/push/read-item'
import { listMessages, listReadings } from '@/lib/server/data/telemetry'
import { db, sql } from '@/lib/server/db'
import { NotFoundError } from '@/lib/server/errors'
import { storeGroup } from '@/lib/server/push/store-group'
import type { PushBatch, StoredItem } from '@/lib/server/push/types'
import { casesOn, describeOnEachDatabase } from '../db/each-database'
import { makeFleet, makeViewer } from '../db/fixtures'
import { makePushTenant, type PushTenant } from './push-world'
import { at, batchOf, type Fleet, gps, heartbeat, reject, T0 } from './pushed'

const RECEIVED_AT = at(0)
const EVER = { fromAt: new Date('2000-01-01'), toAt: new Date('2100-01-01'), limit: 1000 }

/** Every item of every declared example. */
const EXAMPLES = PUSH_TOPICS.flatMap((topic) =>
  pushes[topic].examples.flatMap((example) =>
    [JSON.parse(example)].flat().map((raw: unknown) => ({ topic, raw, text: JSON.stringify(raw) })),
  ),
)

async function storedFrom(tenant: PushTenant, topic: PushTopic, raw: unknown): Promise<StoredItem> {
  const reading = readItem(topic, raw, { receivedAt: RECEIVED_AT })
  if (!reading.ok) throw new Error(reading.detail)
  const { item, imei, eventAt, key } = reading
  const row = await db().device.findFirstOrThrow({ where: { tenantId: tenant.tenantId, imei: imei ?? '' } })
  return { topic, deviceId: row.id, item, eventAt, key, raw } as StoredItem
}

const TABLES: Record<string, string> = {
  position: 'fix_at',
  heartbeat: 'at',
  sign_on: 'at',
  obd_reading: 'at',
  fault_report: 'at',
  fuel_reading: 'at',
  climate_reading: 'at',
  rfid_scan: 'at',
  trip_report: 'at',
  device_message: 'at',
  device_notice: 'key',
  push_reject: 'id',
  device_state: 'device_id',
}
/** What depends on when things came, and not on what came. */
const WHEN_IT_CAME = ['received_at', 'status_since']

/** All rows of a tenant, by table. */
async function rowsOf(tenantId: string) {
  const tables: Record<string, unknown[]> = {}
  for (const table of Object.keys(TABLES)) {
    const rows = await sql().query<{ row: Record<string, unknown> }>(
      `SELECT to_jsonb(t) AS row FROM ${table} t WHERE tenant_id = $1::uuid`,
      [tenantId],
    )
    tables[table] = rows
      .map(({ row }) =>
        JSON.stringify(
          Object.entries(row)
            .filter(([name]) => !WHEN_IT_CAME.includes(name))
            .sort(),
        ),
      )
      .sort()
  }
  return tables
}

const clear = async (tenantId: string) => {
  for (const table of Object.keys(TABLES))
    await sql().query(`DELETE FROM ${table} WHERE tenant_id = $1::uuid`, [tenantId])
}

describeOnEachDatabase('pushed items', (database) => {
  test.each(EXAMPLES)('$topic is read back as it was read: $text', async ({ topic, raw }) => {
    const tenant = await makePushTenant()
    const stored = await storedFrom(tenant, topic, raw)
    await storeGroup([{ ...batchOf(tenant, [stored]), receivedAt: RECEIVED_AT }])
    const messages = await listMessages(tenant.owner, stored.deviceId, EVER)
    expect(messages).toHaveLength(1)
    const [message] = messages
    expect(message?.item).toEqual(stored.item)
    expect(message?.at).toEqual(stored.eventAt)
    expect(message?.receivedAt).toEqual(RECEIVED_AT)
    if (typeof message?.raw === 'string') expect(JSON.parse(message.raw)).toEqual(raw)
  })

  test('any position and heartbeat is read back member by member', async () => {
    const fleet = await makeFleet(1)
    const [deviceId = ''] = fleet.deviceIds
    const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined })
    const plain = (max: number) => fc.integer({ min: 0, max })
    const number = (min: number, max: number) =>
      fc.double({ min, max, noNaN: true }).map((value) => (value === 0 ? 0 : value))
    const positions = fc.record({
      lat: number(-90, 90),
      lng: number(-180, 180),
      gatewayAt: maybe(plain(1_000_000).map(at)),
      source: maybe(fc.constantFrom('gps', 'cell', 'wifi', 'beacon')),
      satellites: maybe(plain(255)),
      speedKph: maybe(number(0, 1000)),
      headingDeg: maybe(plain(360)),
      ignition: maybe(fc.boolean()),
      resent: maybe(fc.boolean()),
      reasonCode: maybe(plain(65_535)),
      statusBits: maybe(plain(0xffffffff)),
      altitudeM: maybe(number(-20_000, 100_000)),
      odometerM: maybe(fc.oneof(plain(2 ** 30), number(0, 100_000_000_000))),
      extras: maybe(
        fc.dictionary(
          fc.constantFrom('driverId', 'postedAt', 'temperature'),
          fc.oneof(fc.string(), plain(9)),
        ),
      ),
    })
    const heartbeats = fc.record({
      batteryPercent: maybe(number(0, 100)),
      signalPercent: maybe(plain(100)),
      ignition: maybe(fc.boolean()),
      charging: maybe(fc.boolean()),
      armed: maybe(fc.boolean()),
      fuelCut: maybe(fc.boolean()),
      hasFix: maybe(fc.boolean()),
      locked: maybe(fc.boolean()),
    })
    let second = 0
    await fc.assert(
      fc.asyncProperty(positions, heartbeats, async (position, beat) => {
        second += 10
        const items = [gps(fleet, second, position as object), heartbeat(fleet, second + 1, beat as object)]
        await storeGroup([batchOf(fleet, items)])
        const range = { fromAt: at(second), toAt: at(second + 1), limit: 10 }
        const read = (await listMessages(fleet.owner, deviceId, range)).map(({ item }) => item)
        expect(read).toEqual(items.map(({ item }) => item).reverse())
      }),
      { numRuns: casesOn(database, 100) },
    )
  })

  test('a contact without a place is kept, and is no position', async () => {
    const fleet = await makeFleet(1)
    const { lat: _, lng: __, ...contact } = gps(fleet, 0).item
    await storeGroup([batchOf(fleet, [{ ...gps(fleet, 0), item: contact }])])
    expect(await db().position.count({ where: { tenantId: fleet.tenantId } })).toBe(0)
    const [message] = await listReadings(fleet.owner, fleet.deviceIds[0] ?? '', { ...EVER, topic: 'pushgps' })
    expect(message?.item).toEqual(contact)
  })

  test('text that the database cannot hold costs itself and nothing else', async () => {
    const fleet = await makeFleet(1)
    const odd = 'a\u0000b\ud800"\\{}, \\u0000'
    const items: StoredItem[] = [
      gps(fleet, 0, { extras: { driverName: odd } }),
      {
        topic: 'rfid',
        deviceId: fleet.deviceIds[0] ?? '',
        item: { imei: '1', scannedAt: at(0), card: odd, moduleType: odd },
        eventAt: at(0),
        key: odd,
        raw: { [odd]: odd },
      },
    ]
    await storeGroup([batchOf(fleet, items, [{ ...reject('rfid', odd), detail: odd }])])
    const messages = await listMessages(fleet.owner, fleet.deviceIds[0] ?? '', EVER)
    const whole = 'ab\ufffd"\\{}, \\u0000'
    expect(messages.find(({ topic }) => topic === 'pushgps')?.item).toMatchObject({
      extras: { driverName: whole },
    })
    expect(messages.find(({ topic }) => topic === 'rfid')?.item).toMatchObject({
      card: whole,
      moduleType: whole,
    })
    expect(await db().pushReject.count({ where: { tenantId: fleet.tenantId } })).toBe(1)
  })

  test('messages come newest first, as many as asked for, within the time and topics asked for', async () => {
    const fleet = await makeFleet(2)
    const [first = ''] = fleet.deviceIds
    const items = [0, 1, 2, 3].flatMap((second) => [
      gps(fleet, second),
      heartbeat(fleet, second),
      gps(fleet, second, {}, 1),
    ])
    await storeGroup([batchOf(fleet, items)])
    const list = async (over: object) =>
      (await listMessages(fleet.owner, first, { fromAt: at(1), toAt: at(3), limit: 100, ...over })).map(
        (message) => `${message.topic} ${(message.at.getTime() - T0) / 1000}`,
      )
    expect((await list({})).toSorted()).toEqual([
      'pushgps 1',
      'pushgps 2',
      'pushgps 3',
      'pushhb 1',
      'pushhb 2',
      'pushhb 3',
    ])
    expect(await list({ topics: ['pushhb'] })).toEqual(['pushhb 3', 'pushhb 2', 'pushhb 1'])
    expect((await list({ limit: 2 })).toSorted()).toEqual(['pushgps 3', 'pushhb 3'])
    const readings = await listReadings(fleet.owner, first, { ...EVER, topic: 'pushhb' })
    expect(readings.map((reading) => reading.at)).toEqual([at(0), at(1), at(2), at(3)])
  })

  test('nobody reads what a device out of scope told', async () => {
    const fleet = await makeFleet(1)
    const [deviceId = ''] = fleet.deviceIds
    await storeGroup([batchOf(fleet, [gps(fleet, 0)])])
    const other = await makeFleet(1)
    for (const viewer of [other.owner, makeViewer(fleet.tenantId, '/elsewhere/')])
      await expect(listMessages(viewer, deviceId, EVER)).rejects.toThrow(NotFoundError)
  })

  test('whatever the order and grouping, and however often, the same items make the same rows', async () => {
    const tenant = await makePushTenant()
    const fleet: Fleet = { ...tenant, deviceIds: [] }
    const examples = await Promise.all(EXAMPLES.map(({ topic, raw }) => storedFrom(tenant, topic, raw)))
    const device = examples[0]?.deviceId ?? ''
    const own = [0, 1, 2].flatMap((second) => [
      gps(fleet, second, { speedKph: second * 10 }),
      heartbeat(fleet, second),
    ])
    const items: StoredItem[] = [...examples, ...own.map((item) => ({ ...item, deviceId: device }))]
    const rejects = ['{"a":1}', '{"b":2}'].map((raw) => reject('pushgps', raw))
    const batch = (some: StoredItem[], index: number): PushBatch => ({
      ...batchOf(tenant, some, index % 2 === 0 ? rejects : [...rejects].reverse()),
      receivedAt: at(86_400 * 400 + index),
    })
    await storeGroup([batch(items, 0)])
    const expected = await rowsOf(tenant.tenantId)
    const order = fc.shuffledSubarray([...items.keys(), ...items.keys()], {
      minLength: items.length * 2,
      maxLength: items.length * 2,
    })
    await fc.assert(
      fc.asyncProperty(
        order,
        fc.integer({ min: 1, max: 25 }),
        fc.boolean(),
        async (indexes, size, together) => {
          await clear(tenant.tenantId)
          const shuffled = indexes.flatMap((index) => items[index] ?? [])
          const batches = Array.from({ length: Math.ceil(shuffled.length / size) }, (_, index) =>
            batch(shuffled.slice(index * size, (index + 1) * size), index),
          )
          if (together) await storeGroup(batches)
          else for (const each of batches) await storeGroup([each])
          expect(await rowsOf(tenant.tenantId)).toEqual(expected)
        },
      ),
      { numRuns: casesOn(database, 15) },
    )
  })
})
