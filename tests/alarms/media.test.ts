// Photos and clips of an alarm: which of the vendor's files are its own, and what is said where there are none yet or the
// vendor cannot be asked.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { alarmMediaSchema } from '@/lib/domain/api/alarm-inbox'
import type { World } from '@/lib/sandbox/world/types'
import { insertAlarms } from '@/lib/server/data/system/alarms'
import { db } from '@/lib/server/db'
import { NotFoundError } from '@/lib/server/errors'
import { alarmMediaOf } from '@/lib/server/services/alarm-media'
import { describeOnEachDatabase } from '../db/each-database'
import { createFleetWorld } from '../live/fleet-world'
import {
  type Customer,
  connectTenant,
  forgetVendor,
  startVendor,
  storeRoster,
  type Vendor,
} from '../live/vendor'

const MEDIA = 'jimi.device.media.event.URL'
const COLLISION = '147'

describeOnEachDatabase('media of alarms', () => {
  let vendor: Vendor
  let customer: Customer
  let deviceId = ''
  const crashedMs = Math.floor(Date.now() / 1000) * 1000 - 600_000

  beforeAll(async () => {
    forgetVendor()
    const fleet = createFleetWorld(Date.now())
    const [camera] = fleet.devices
    if (camera === undefined) throw new Error('The fleet is empty.')
    Object.assign(camera, { kind: 'dashcam', model: 'JC400' })
    const crash = { imei: camera.imei, code: COLLISION, name: 'Collision', atMs: crashedMs, lat: 41, lng: -8 }
    const alarmsBetween: World['alarmsBetween'] = (imei, fromMs, toMs) =>
      imei === camera.imei && crashedMs >= fromMs && crashedMs <= toMs ? [{ ...crash, speedKph: 0 }] : []
    vendor = await startVendor({ world: { ...fleet, alarmsBetween } })
    customer = await connectTenant(vendor, 'acme')
    await storeRoster(vendor, customer, 'acme')
    const { tenantId } = customer.ref
    deviceId = (await db().device.findFirstOrThrow({ where: { tenantId, imei: camera.imei } })).id
  })
  afterAll(() => vendor.close())

  async function raise(code: string, atMs: number, item: unknown = null): Promise<string> {
    const startedAt = new Date(atMs)
    const what = { code, name: null, severity: 'critical', label: randomUUID(), fenceRef: null, item }
    const where = { fixAt: null, lat: null, lng: null, speedKph: null }
    const { tenantId } = customer.ref
    const report = {
      tenantId,
      deviceId,
      way: 'push' as const,
      ...what,
      ...where,
      startedAt,
      receivedAt: startedAt,
    }
    return (await insertAlarms({ alarms: [report] }))[0]?.id ?? ''
  }
  const mediaOf = (id: string) => alarmMediaOf(customer.owner, id, new AbortController().signal)

  test('the files of its moment and kind are its own, with addresses a browser may fetch', async () => {
    const answer = alarmMediaSchema.parse(await mediaOf(await raise(COLLISION, crashedMs)))
    expect(answer.media.map(({ kind }) => kind).toSorted()).toEqual(['photo', 'video'])
    expect(answer).toMatchObject({ awaited: [], isPartial: false })
    for (const { url } of answer.media) expect((await fetch(url ?? '')).status).toBe(200)
  })

  test('of another kind or moment it has none; what was told of and is not there yet is awaited', async () => {
    expect((await mediaOf(await raise('1', crashedMs))).media).toEqual([])
    const files = ['EVENT_1.mp4']
    const later = await mediaOf(await raise(COLLISION, crashedMs + 30_000, { files }))
    expect(later).toEqual({ media: [], awaited: files, isPartial: false })
  })

  test('a vendor that cannot be asked costs the pictures only', async () => {
    const id = await raise(COLLISION, crashedMs - 120_000)
    await vendor.fault({ kind: 'http', method: MEDIA })
    expect(await mediaOf(id)).toEqual({ media: [], awaited: [], isPartial: true })
    await vendor.heal()
  })

  test('out of scope there is nothing, and nothing is asked', async () => {
    const id = await raise(COLLISION, crashedMs - 240_000)
    const before = (await vendor.calls())[MEDIA]
    const stranger = { ...customer.owner, scopePath: '/elsewhere/' }
    const asked = alarmMediaOf(stranger, id, new AbortController().signal)
    await expect(asked).rejects.toEqual(new NotFoundError())
    expect((await vendor.calls())[MEDIA]).toBe(before)
  })
})
