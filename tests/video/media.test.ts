// What cameras took and sent, what lies on their cards, and which addresses browsers get.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { LIST_POLLS, ORDER_MISSING_AFTER_MS, utcDaysOf } from '@/lib/domain/video'
import type { Viewer } from '@/lib/server/access'
import { db } from '@/lib/server/db'
import { ForbiddenError, InvalidInputError, NotFoundError } from '@/lib/server/errors'
import { knownMediaHosts } from '@/lib/server/media-hosts'
import { learnMediaHosts } from '@/lib/server/services/video-hosts'
import { listEvents, listFiles } from '@/lib/server/services/video-media'
import { capture, ordersOf, requestUpload } from '@/lib/server/services/video-orders'
import { livePageOf } from '@/lib/server/services/video-page'
import { askForLists, followLists } from '@/lib/server/services/video-recordings'
import { describeOnOneDatabase } from '../db/each-database'
import { manualClock } from '../live/manual-clock'
import { VideoSetting } from './video-world'

const ASK = 'jimi.device.media.history.list.cmd'
const GET = 'jimi.device.media.history.list.get'
const UPLOAD = 'jimi.device.history.cmd.send'

describeOnOneDatabase('media of cameras', () => {
  let setting: VideoSetting
  let ann: Viewer
  let looker: Viewer
  beforeAll(async () => {
    setting = await VideoSetting.open()
    ann = await setting.person()
    looker = await setting.person('viewer')
  })
  afterAll(() => setting.vendor.close())

  const hour = () => ({ fromAt: new Date(Date.now() - 3_600_000), toAt: new Date(Date.now() + 3_600_000) })
  const recentHours = () => ({ fromAt: new Date(Date.now() - 7_200_000), toAt: new Date() })

  test('a photo taken now is an order that arrives, and a file that all may see', async () => {
    const deviceId = setting.id('spans')
    const photo = { deviceId, kind: 'photo' as const, lens: 'front' as const, seconds: null }
    const id = await capture(ann, photo, setting.clock)
    const clip = { deviceId, kind: 'clip' as const, lens: 'inward' as const, seconds: 3 }
    const clipId = await capture(ann, clip, setting.clock)
    const { orders } = await ordersOf(ann, deviceId, setting.clock)
    expect(orders.map((order) => [order.id, order.kind, order.state]).toSorted()).toEqual(
      [
        [id, 'photo', 'arrived'],
        [clipId, 'clip', 'arrived'],
      ].toSorted(),
    )
    const { files } = await listFiles(looker, deviceId, hour())
    expect(files.map(({ media, lens }) => [media, lens])).toEqual(
      expect.arrayContaining([
        ['photo', 'front'],
        ['video', 'inward'],
      ]),
    )
    const [file] = files
    expect(file?.url).toContain('/media/normal/get?fileKey=')
    expect((await fetch(file?.thumbnailUrl ?? '')).headers.get('content-type')).toBe('image/png')
  })

  test('an order whose file never comes is told as missing', async () => {
    await setting.vendor.switches({ mediaDelayMs: 600_000 })
    const deviceId = setting.id('files')
    const photo = { deviceId, kind: 'photo' as const, lens: 'front' as const, seconds: null }
    await capture(ann, photo, setting.clock)
    expect((await ordersOf(ann, deviceId, setting.clock)).orders).toMatchObject([{ state: 'waiting' }])
    await setting.clock.advance(ORDER_MISSING_AFTER_MS + 1000)
    expect((await ordersOf(ann, deviceId, setting.clock)).orders).toMatchObject([{ state: 'missing' }])
    await setting.clock.advance(-ORDER_MISSING_AFTER_MS - 1000)
    await setting.vendor.switches({ mediaDelayMs: 0 })
  })

  test('a camera that is away says so, and nothing is noted as ordered', async () => {
    const deviceId = setting.id('away')
    const photo = { deviceId, kind: 'photo' as const, lens: 'front' as const, seconds: null }
    await expect(capture(ann, photo, setting.clock)).rejects.toMatchObject({ device: { code: 228 } })
    expect((await ordersOf(ann, deviceId, setting.clock)).orders).toEqual([])
  })

  test('alarms come with their files', async () => {
    const { events } = await listEvents(looker, setting.id('files'), recentHours())
    expect(events).toMatchObject([
      { code: '1', severity: 'critical', files: [{ media: 'photo' }, { media: 'video' }] },
    ])
  })

  test('a list is ordered once, waited for politely, and shared by all who ask', async () => {
    await setting.vendor.switches({ historyListDelayMs: 2500 })
    const deviceId = setting.id('spans')
    const wish = { deviceId, channel: 1, ...recentHours(), anew: false }
    const days = utcDaysOf(wish.fromAt, wish.toAt).length
    const ids = await askForLists(ann, wish, setting.clock)
    expect(await askForLists(ann, wish, setting.clock)).toEqual(ids)
    expect(await setting.callsOf(ASK)).toBe(days)
    // Nobody asks the vendor within the first second, and no second time within another, however many wait.
    expect(await followLists(ann, ids, setting.clock)).toMatchObject(
      ids.map(() => ({ state: 'waiting', polls: 0 })),
    )
    await setting.clock.advance(1000)
    await Promise.all([followLists(ann, ids, setting.clock), followLists(ann, ids, setting.clock)])
    expect(await setting.callsOf(GET)).toBe(days)
    await expect
      .poll(
        async () => {
          await setting.clock.advance(1000)
          return (await followLists(ann, ids, setting.clock)).every(({ state }) => state === 'ready')
        },
        { timeout: 8000, interval: 500 },
      )
      .toBe(true)
    const lists = await followLists(ann, ids, setting.clock)
    const recordings = lists.flatMap((list) => list.recordings)
    expect(recordings).toHaveLength(10)
    expect(recordings[0]).toMatchObject({ fileName: null, sizeBytes: expect.any(Number) })
  })

  test('a list that never comes is given up after as many questions as the vendor allows', async () => {
    await setting.vendor.switches({ historyListDelayMs: 600_000 })
    const wish = { deviceId: setting.id('files'), channel: 0, ...recentHours(), anew: false }
    wish.fromAt = new Date(Date.now() - 1000)
    const [id = ''] = await askForLists(ann, wish, setting.clock)
    const before = await setting.callsOf(GET)
    for (let polls = 0; polls < LIST_POLLS + 3; polls += 1) {
      await setting.clock.advance(1000)
      await followLists(ann, [id], setting.clock)
    }
    expect(await followLists(ann, [id], setting.clock)).toMatchObject([
      { state: 'gave_up', polls: LIST_POLLS },
    ])
    expect(await setting.callsOf(GET)).toBe(before + LIST_POLLS)
    await setting.vendor.switches({ historyListDelayMs: 0 })
  })

  test('recordings are sent up by name, or around their beginning where they have none', async () => {
    // Not the clock of the tests before, which is ahead by now.
    const clock = manualClock(Date.now())
    const wish = { deviceId: setting.id('files'), channel: 0, ...recentHours(), anew: true }
    const ids = await askForLists(ann, wish, clock)
    await clock.advance(1000)
    const [recording] = (await followLists(ann, ids, clock)).flatMap((list) => list.recordings)
    expect(recording?.fileName).toMatch(/^\d{4}(_\d\d){5}_01\.mp4$/)
    const beginAt = new Date(recording?.beginAt ?? '')
    const fileName = recording?.fileName ?? null
    await requestUpload(ann, { deviceId: setting.id('files'), channel: 0, fileName, beginAt }, clock)
    const span = { deviceId: setting.id('spans'), channel: 2, fileName: null, beginAt }
    await requestUpload(ann, span, clock)
    await expect(requestUpload(ann, { ...span, channel: 3 }, clock)).rejects.toThrow(InvalidInputError)
    const before = await setting.callsOf(UPLOAD)
    for (const typed of ['x.mp4#RELAY,1#', 'x.mp4', `${fileName}\n`]) {
      const want = { deviceId: setting.id('files'), channel: 0, fileName: typed, beginAt }
      await expect(requestUpload(ann, want, clock)).rejects.toThrow(InvalidInputError)
    }
    expect(await setting.callsOf(UPLOAD)).toBe(before)
    const uploads = (await ordersOf(ann, setting.id('files'), clock)).orders.filter(
      ({ kind }) => kind === 'upload',
    )
    expect(uploads).toMatchObject([{ fileName, lens: 'front', state: 'arrived' }])
  })

  test('the live page goes to browsers only from a host on the list', async () => {
    const page = await livePageOf(ann, setting.id('spans'))
    expect(page.url).toContain('/media/page/')
    await learnMediaHosts()
    expect(knownMediaHosts().hosts).toContain(new URL(setting.vendor.sandbox.url).host)
    // As if the vendor's service were elsewhere, and pointed at this machine.
    const { tenantId } = ann
    const { baseUrl } = await db().jimiConnection.findFirstOrThrow({ where: { tenantId } })
    const { addressJudge } = await import('@/lib/server/services/video-addresses')
    await db().jimiConnection.updateMany({
      where: { tenantId },
      data: { baseUrl: 'https://jimi.example/route/rest' },
    })
    const judge = await addressJudge(tenantId, setting.customer.ref.id)
    expect(judge(page.url ?? '', 'frame')).toBe('not_allowed')
    expect(judge('http://169.254.169.254/latest', 'picture')).toBe('not_allowed')
    await db().jimiConnection.updateMany({ where: { tenantId }, data: { baseUrl } })
    const own = await addressJudge(tenantId, setting.customer.ref.id)
    expect(own(`${page.url}&key=${setting.vendor.sandbox.appSecret}`, 'frame')).toBe('secret')
  })

  test('nothing comes from a host that a tenant is visited under, though the vendor’s service were said to be there', async () => {
    const { tenantId } = ann
    const { baseUrl } = await db().jimiConnection.findFirstOrThrow({ where: { tenantId } })
    const atHost = { baseUrl: 'https://fleet.visited.example/route/rest' }
    await db().jimiConnection.updateMany({ where: { tenantId }, data: atHost })
    const { addressJudge } = await import('@/lib/server/services/video-addresses')
    const judgePages = async () => {
      const judge = await addressJudge(tenantId, setting.customer.ref.id)
      return ['', ':8080'].map((port) => judge(`https://fleet.visited.example${port}/map`, 'frame'))
    }
    expect(await judgePages()).toEqual([null, null])
    await db().tenantDomain.create({ data: { host: 'fleet.visited.example', tenantId } })
    // Whichever port our address has or the one in front of us: the name is ours.
    expect(await judgePages()).toEqual(['own_origin', 'own_origin'])
    await db().tenantDomain.deleteMany({ where: { tenantId } })
    await db().jimiConnection.updateMany({ where: { tenantId }, data: { baseUrl } })
  })

  test('whoever only looks orders nothing, and devices and lists of others do not exist', async () => {
    const deviceId = setting.id('spans')
    const stranger = await setting.person('dispatcher', '/acme/acme-northwest/')
    const wish = { deviceId, channel: 1, ...recentHours(), anew: false }
    const photo = { deviceId, kind: 'photo' as const, lens: 'front' as const, seconds: null }
    const ids = await askForLists(ann, wish, setting.clock)
    for (const deny of [
      () => capture(looker, photo, setting.clock),
      () => askForLists(looker, wish, setting.clock),
      () => followLists(looker, ids, setting.clock),
      () => livePageOf(looker, deviceId),
    ])
      await expect(deny()).rejects.toThrow(ForbiddenError)
    for (const miss of [
      () => capture(stranger, photo, setting.clock),
      () => listFiles(stranger, deviceId, hour()),
      () => listEvents(stranger, deviceId, hour()),
      () => ordersOf(stranger, deviceId, setting.clock),
      () => followLists(stranger, ids, setting.clock),
      () => livePageOf(stranger, deviceId),
    ])
      await expect(miss()).rejects.toThrow(NotFoundError)
    expect(await setting.trail()).toEqual(
      expect.arrayContaining(['video.capture', 'video.list', 'video.upload', 'video.page']),
    )
  })
})
