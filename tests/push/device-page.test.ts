import { afterAll, beforeAll, expect, test } from 'vitest'
import { READING_KINDS, readingsSchema } from '@/lib/domain/api/telemetry'
import { db, sql } from '@/lib/server/db'
import { NotFoundError } from '@/lib/server/errors'
import { stopPushes } from '@/lib/server/push/process'
import { forgetPushWriter } from '@/lib/server/push/push-writer'
import { faultsOf } from '@/lib/server/services/device-faults'
import { messagesOf } from '@/lib/server/services/device-messages'
import { readingsOf } from '@/lib/server/services/device-readings'
import { forgetSingleton } from '@/lib/server/singleton'
import { describeOnEachDatabase } from '../db/each-database'
import { makeViewer } from '../db/fixtures'
import { EXAMPLE_IMEIS, gpsItem, makePushTenant, type PushTenant, post } from './push-world'

const IMEI = EXAMPLE_IMEIS[0]
const range = { fromAt: new Date('2026-01-13T02:00:00Z'), toAt: new Date('2026-01-13T03:00:00Z') }
const at = (minute: number) => new Date(Date.UTC(2026, 0, 13, 2, minute))
const all = { ...range, kinds: READING_KINDS }

function obdItem(second: number) {
  const time = `2026-01-13 02:25:${String(second).padStart(2, '0')}`
  return {
    deviceImei: IMEI,
    obdJson: { event_time: time, push_time: time, AccState: 1, dataID1: 800 + second, dataID2: 77 },
  }
}

test('a code that the next report leaves out was cleared, and one that comes back stands anew', () => {
  const reports = [
    { at: at(1), codes: ['P0300', 'P0420'] },
    { at: at(2), codes: ['P0420'] },
    { at: at(3), codes: ['P0300', 'P0420'] },
    { at: at(4), codes: ['P0300'] },
  ]
  const iso = (minute: number) => at(minute).toISOString()
  expect(faultsOf(reports)).toEqual([
    { code: 'P0300', firstAt: iso(3), lastAt: iso(4), clearedAt: null },
    { code: 'P0420', firstAt: iso(1), lastAt: iso(3), clearedAt: iso(4) },
  ])
  expect(faultsOf([...reports, { at: at(5), codes: [] }]).map(({ clearedAt }) => clearedAt)).toEqual([
    iso(5),
    iso(4),
  ])
})

describeOnEachDatabase('the page of a device', () => {
  let tenant: PushTenant
  let deviceId = ''
  beforeAll(async () => {
    for (const name of ['hook-book', 'device-book', 'push-receiver', 'push-ledger']) forgetSingleton(name)
    tenant = await makePushTenant()
    const device = await db().device.findFirst({ where: { tenantId: tenant.tenantId, imei: IMEI } })
    deviceId = device?.id ?? ''
    const seconds = Array.from({ length: 40 }, (_, second) => second)
    await pushed(
      'pushgps',
      seconds.map((second) => gpsItem(IMEI, second)),
    )
    await pushed('pushobd', seconds.map(obdItem))
  })
  afterAll(async () => {
    await stopPushes()
    forgetPushWriter()
  })

  async function pushed(topic: string, items: object[]) {
    const form = { token: tenant.token, data_list: JSON.stringify(items) }
    expect(await post(tenant.hook, topic, { form })).toMatchObject({ status: 200 })
  }

  test('readings come as one ascending series for each kind and part', async () => {
    const readings = readingsSchema.parse(await readingsOf(tenant.owner, deviceId, all))
    const found = readings.series.map(({ kind, part, unit, count }) => ({ kind, part, unit, count }))
    expect(found).toEqual([
      { kind: 'speed', part: null, unit: 'kph', count: 40 },
      { kind: 'ignition', part: null, unit: null, count: 40 },
      { kind: 'obd', part: 1, unit: null, count: 40 },
      { kind: 'obd', part: 2, unit: null, count: 40 },
    ])
    const [, ignition, first] = readings.series
    // It was on all the time, which two points say.
    expect(ignition?.value).toEqual([1, 1])
    expect(first?.value).toEqual(Array.from({ length: 40 }, (_, second) => 800 + second))
    expect(readings.cutKinds).toEqual([])
  })

  test('only what was asked for is read', async () => {
    const { series } = await readingsOf(tenant.owner, deviceId, { ...range, kinds: ['obd'] })
    expect(new Set(series.map(({ kind }) => kind))).toEqual(new Set(['obd']))
    const before = { fromAt: new Date(0), toAt: new Date(1), kinds: READING_KINDS }
    expect(await readingsOf(tenant.owner, deviceId, before)).toEqual({
      series: [],
      faults: [],
      signOns: [],
      cutKinds: [],
    })
  })

  test('of more readings than are read, their kinds alone are told to lack the oldest', async () => {
    const first = '2026-01-12 05:00:00'
    await pushed('pushtem', [{ deviceImei: IMEI, tem: 4, hum: 60, postTime: first, gateTime: first }])
    await pushed('pushoil', [{ deviceImei: IMEI, path: 1, gateTime: first, value: 4550, unit: 2 }])
    const day = { fromAt: new Date('2026-01-12T00:00:00Z'), toAt: new Date('2026-01-13T00:00:00Z') }
    const kinds = ['temperature', 'humidity', 'fuel', 'signOns'] as const
    const cutKinds = async () => (await readingsOf(tenant.owner, deviceId, { ...day, kinds })).cutKinds
    expect(await cutKinds()).toEqual([])
    // Sixty thousand rows of one kind are read, see device-readings.ts; the first is there.
    await sql().query(
      `INSERT INTO climate_reading (tenant_id, device_id, at, temperature_c, humidity_percent, item, received_at)
       SELECT tenant_id, device_id, at + n * interval '1 millisecond', temperature_c, humidity_percent, item, received_at
       FROM climate_reading, generate_series(1, 59999) AS n WHERE tenant_id = $1 AND device_id = $2`,
      [tenant.tenantId, deviceId],
    )
    expect(await cutKinds()).toEqual(['temperature', 'humidity'])
  })

  test('what the ignition was when the range began opens its series, and counts as no reading', async () => {
    const later = { fromAt: at(30), toAt: at(40), kinds: ['speed', 'ignition'] as const }
    const { series } = await readingsOf(tenant.owner, deviceId, later)
    expect(series).toEqual([
      { kind: 'ignition', part: null, unit: null, at: [at(30).getTime()], value: [1], count: 0 },
    ])
  })

  test('a fault that stands is told whatever the range, one that was cleared only if it was so within it', async () => {
    const report = (minute: number, ...codes: string[]) => ({
      deviceImei: IMEI,
      eventTime: Date.UTC(2026, 0, 13, 1, minute) / 1000,
      faultCodeList: codes,
    })
    await pushed('pushfaultinfo', [report(10, 'P0300', 'P0420'), report(20, 'P0420')])
    const codesFrom = async (fromAt: Date) => {
      const { faults } = await readingsOf(tenant.owner, deviceId, { fromAt, toAt: at(40), kinds: ['faults'] })
      return faults.map(({ code, clearedAt }) => [code, clearedAt !== null])
    }
    expect(await codesFrom(at(0))).toEqual([['P0420', false]])
    expect(await codesFrom(new Date('2026-01-13T01:15:00Z'))).toEqual([
      ['P0420', false],
      ['P0300', true],
    ])
  })

  test('pages of messages follow each other without gap or overlap, by topic too', async () => {
    const pages = await Promise.all(
      [1, 2, 3, 4].map((page) => messagesOf(tenant.owner, deviceId, { ...range, page })),
    )
    expect(pages.map(({ messages, hasMore }) => [messages.length, hasMore])).toEqual([
      [25, true],
      [25, true],
      [25, true],
      [5, false],
    ])
    const keys = pages.flatMap(({ messages }) => messages.map(({ topic, at }) => `${topic} ${at}`))
    expect(new Set(keys).size).toBe(80)
    const obd = await messagesOf(tenant.owner, deviceId, { ...range, page: 2, topic: 'pushobd' })
    expect(obd.messages).toHaveLength(15)
    expect(JSON.parse(obd.messages[0]?.json ?? '')).toMatchObject({ imei: IMEI })
  })

  test('a device of others, one out of scope and one that is none are equally not there', async () => {
    const stranger = await makePushTenant(['868120246599999'])
    const scoped = makeViewer(tenant.tenantId, '/elsewhere/')
    for (const [viewer, id] of [
      [stranger.owner, deviceId],
      [scoped, deviceId],
      [tenant.owner, '00000000-0000-4000-8000-000000000000'],
      [tenant.owner, 'nonsense'],
    ] as const) {
      await expect(readingsOf(viewer, id, all)).rejects.toThrow(NotFoundError)
      await expect(messagesOf(viewer, id, { ...range, page: 1 })).rejects.toThrow(NotFoundError)
    }
  })
})
