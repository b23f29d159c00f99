// Streams of cameras: opened once however many watch, counted by signs of life, and closed at the vendor whatever happens.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ASSUMED_BYTES_PER_S, LEASE_MS, OPENING_LOST_AFTER_MS } from '@/lib/domain/video'
import type { Viewer } from '@/lib/server/access'
import { db } from '@/lib/server/db'
import { ForbiddenError, InvalidInputError, NotFoundError } from '@/lib/server/errors'
import { closeDueStreams } from '@/lib/server/services/video-close'
import {
  beat,
  extend,
  leave,
  setLiveLimit,
  startVideo,
  watchLive,
  watchRecording,
} from '@/lib/server/services/video-live'
import { describeOnEachDatabase } from '../db/each-database'
import { CLOSE, OPEN, VideoSetting } from './video-world'

describeOnEachDatabase('streams of cameras', () => {
  let setting: VideoSetting
  let ann: Viewer
  let ben: Viewer
  beforeAll(async () => {
    setting = await VideoSetting.open()
    ann = await setting.person()
    ben = await setting.person('distributor')
  })
  afterAll(() => setting.vendor.close())

  /** A player of somebody's that shows a channel. */
  const play = async (viewer: Viewer, channel: number, camera: 'files' | 'spans' | 'away' = 'spans') => {
    const viewerKey = randomUUID()
    const want = { deviceId: setting.id(camera), channels: [channel], viewerKey }
    const [stream] = await watchLive(viewer, want, setting.clock)
    await stream?.settled
    const id = stream?.id ?? ''
    const tell = async (report = { bytes: 0, playedMs: 0 }) => {
      const [state] = await beat(viewer, { viewerKey, streams: [{ id, ...report }] }, setting.clock)
      return state
    }
    const end = () => leave(viewer, { viewerKey, streamIds: [id] }, setting.clock)
    return { id, viewerKey, tell, end }
  }
  const closes = () => setting.callsOf(CLOSE)
  const monthAt = new Date(0)

  test('however many watch a channel, the vendor is asked for it once, and told to end it when the last has left', async () => {
    const [opens, closed] = [await setting.callsOf(OPEN), await closes()]
    const [first, second] = await Promise.all([play(ann, 1), play(ben, 1)])
    expect(second.id).toBe(first.id)
    expect(await setting.callsOf(OPEN)).toBe(opens + 1)
    expect(await setting.running()).toBe(1)
    const state = await first.tell()
    expect(state).toMatchObject({ state: 'open', channel: 1, problem: null })
    expect(state?.source).toMatchObject({ kind: 'flv', url: expect.stringContaining('/media/stream/1/') })
    expect(state?.viewers.map(({ isYou }) => isYou).toSorted()).toEqual([false, true])
    await first.end()
    expect([await closes(), await setting.running()]).toEqual([closed, 1])
    expect((await second.tell())?.viewers).toHaveLength(1)
    await second.end()
    expect([await closes(), await setting.running()]).toEqual([closed + 1, 0])
    expect(await second.tell()).toMatchObject({ state: 'closed', endReason: 'left' })
  })

  test('a viewer whose page is gone counts until the lease runs out; then any process closes the stream', async () => {
    const { tell } = await play(ann, 2)
    await setting.clock.advance(LEASE_MS - 1000)
    expect(await closeDueStreams(setting.clock)).toBe(0)
    await tell()
    await setting.clock.advance(LEASE_MS - 1000)
    expect(await closeDueStreams(setting.clock)).toBe(0)
    await setting.clock.advance(2000)
    // As after a restart: nothing is remembered but what is stored.
    expect(await closeDueStreams(setting.clock)).toBe(1)
    expect(await setting.running()).toBe(0)
  })

  test('a stream ends when its time is over, although somebody watches, unless it is extended', async () => {
    const owner = await setting.person('owner')
    await expect(setLiveLimit(ann, 60)).rejects.toThrow(ForbiddenError)
    await expect(setLiveLimit(owner, 61)).rejects.toThrow(InvalidInputError)
    await setLiveLimit(owner, 60)
    const player = await play(ann, 1)
    expect((await player.tell())?.leftMs).toBe(60_000)
    for (let passed = 0; passed < 50; passed += 10) {
      await setting.clock.advance(10_000)
      await player.tell()
    }
    await extend(ben, player.id, setting.clock)
    expect((await player.tell())?.leftMs).toBe(60_000)
    for (let passed = 0; passed < 60; passed += 10) {
      expect(await closeDueStreams(setting.clock)).toBe(0)
      await setting.clock.advance(10_000)
      await player.tell()
    }
    expect(await closeDueStreams(setting.clock)).toBe(1)
    expect(await player.tell()).toMatchObject({ state: 'closed', endReason: 'limit', leftMs: null })
    await expect(extend(ann, player.id, setting.clock)).rejects.toThrow(NotFoundError)
    expect(await setting.running()).toBe(0)
  })

  test('what a stream takes is its time by the rate players measured, and a usual rate before', async () => {
    const deviceId = setting.id('spans')
    const before = (await startVideo(ann, deviceId, { monthAt, clock: setting.clock })).monthBytes
    const player = await play(ann, 3)
    await setting.clock.advance(10_000)
    expect(await player.tell()).toMatchObject({ bytes: 10 * ASSUMED_BYTES_PER_S, isMeasured: false })
    expect(await player.tell({ bytes: 500_000, playedMs: 10_000 })).toMatchObject({
      bytes: 500_000,
      isMeasured: true,
    })
    // No camera sends a terabyte.
    expect(await player.tell({ bytes: 1e12, playedMs: 10_000 })).toMatchObject({ bytes: 500_000 })
    await player.end()
    await setting.clock.advance(60_000)
    const start = await startVideo(ann, deviceId, { monthAt, clock: setting.clock })
    expect(start.monthBytes - before).toBe(500_000)
    expect(start).toMatchObject({
      channels: [1, 2, 3, 4],
      family: 'spans',
      hasStreams: true,
      limitS: 60,
      running: [],
    })
  })

  test('a refusal is told in the vendor’s words, nothing is left to close, and the next try asks anew', async () => {
    const [opens, closed] = [await setting.callsOf(OPEN), await closes()]
    const player = await play(ann, 0, 'away')
    expect(await player.tell()).toMatchObject({
      state: 'failed',
      problem: { kind: 'refused', code: 1100, words: 'Business exception' },
    })
    await play(ann, 0, 'away')
    expect([await setting.callsOf(OPEN), await closes()]).toEqual([opens + 2, closed])
    expect(await closeDueStreams(setting.clock)).toBe(0)
  })

  test('an unreadable answer leaves open whether it runs, so it is closed to be sure', async () => {
    const closed = await closes()
    await setting.vendor.fault({ kind: 'garbled', method: OPEN })
    const player = await play(ann, 4)
    await setting.vendor.heal()
    expect(await player.tell()).toMatchObject({ state: 'closing', problem: { kind: 'unreadable' } })
    expect(await closeDueStreams(setting.clock)).toBe(1)
    expect(await closes()).toBe(closed + 1)
    expect(await player.tell()).toMatchObject({ state: 'closed', endReason: 'lost' })
  })

  test('what a process left behind while it opened is closed, and a vendor that is away is told later', async () => {
    const player = await play(ann, 1)
    const { tenantId } = ann
    await db().videoStream.updateMany({ where: { tenantId, id: player.id }, data: { state: 'opening' } })
    await setting.clock.advance(OPENING_LOST_AFTER_MS)
    await setting.vendor.fault({ kind: 'drop', method: CLOSE })
    expect(await closeDueStreams(setting.clock)).toBe(1)
    await setting.vendor.heal()
    expect(await setting.running()).toBe(1)
    expect(await closeDueStreams(setting.clock)).toBe(0)
    await setting.clock.advance(20_000)
    expect(await closeDueStreams(setting.clock)).toBe(1)
    expect(await setting.running()).toBe(0)
  })

  test('a stream that comes to run after it was given up is closed by the rounds, until the vendor takes it', async () => {
    await setting.vendor.fault({ kind: 'slow', method: OPEN, ms: 200 })
    const want = { deviceId: setting.id('spans'), channels: [2], viewerKey: randomUUID() }
    const [late] = await watchLive(ann, want, setting.clock)
    await setting.clock.advance(OPENING_LOST_AFTER_MS)
    expect(await closeDueStreams(setting.clock)).toBe(1)
    await late?.settled
    await setting.vendor.heal()
    // Whether the vendor began it before or after it was told to end it, nobody knows.
    await setting.vendor.fault({ kind: 'code', method: CLOSE, code: 1100 })
    expect(await closeDueStreams(setting.clock)).toBe(1)
    await setting.vendor.heal()
    const key = { tenantId: ann.tenantId, id: late?.id ?? '' }
    expect(await db().videoStream.findFirst({ where: key })).toMatchObject({
      state: 'closing',
      closedAt: null,
    })
    await setting.clock.advance(20_000)
    expect(await closeDueStreams(setting.clock)).toBe(1)
    expect(await db().videoStream.findFirst({ where: key })).toMatchObject({
      state: 'closed',
      endReason: 'lost',
    })
    expect(await setting.running()).toBe(0)
  })

  test('a recording plays to one viewer and is closed as one', async () => {
    const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
    const recording = { beginAt: at(10), endAt: at(9), fileName: null }
    const viewerKey = randomUUID()
    const want = { deviceId: setting.id('spans'), channel: 1, viewerKey, recording }
    const { id, settled } = await watchRecording(ann, want, setting.clock)
    await settled
    const tell = () => beat(ann, { viewerKey, streams: [{ id, bytes: 0, playedMs: 0 }] }, setting.clock)
    expect(await tell()).toMatchObject([{ kind: 'playback', state: 'open', source: { kind: 'flv' } }])
    expect(await setting.running()).toBe(1)
    await leave(ann, { viewerKey, streamIds: [id] }, setting.clock)
    expect(await setting.running()).toBe(0)
  })

  test('whoever only looks watches nothing live, and devices and streams of others do not exist', async () => {
    const deviceId = setting.id('spans')
    const player = await play(ann, 1)
    const looker = await setting.person('viewer')
    const stranger = await setting.person('dispatcher', '/acme/acme-northwest/')
    const want = { deviceId, channels: [1], viewerKey: randomUUID() }
    await expect(watchLive(looker, want, setting.clock)).rejects.toThrow(ForbiddenError)
    await expect(watchLive(stranger, want, setting.clock)).rejects.toThrow(NotFoundError)
    await expect(watchLive(ann, { ...want, channels: [9] }, setting.clock)).rejects.toThrow(InvalidInputError)
    const onTracker = { ...want, deviceId: setting.id('tracker') }
    await expect(watchLive(ann, onTracker, setting.clock)).rejects.toThrow(InvalidInputError)
    const stolen = { viewerKey: player.viewerKey, streams: [{ id: player.id, bytes: 1, playedMs: 1 }] }
    expect(await beat(ben, stolen, setting.clock)).toEqual([])
    expect(await beat(stranger, stolen, setting.clock)).toEqual([])
    await leave(ben, { viewerKey: player.viewerKey, streamIds: [player.id] }, setting.clock)
    expect(await setting.running()).toBe(1)
    // Who may not watch learns that somebody does, and no address.
    const start = await startVideo(looker, deviceId, { monthAt, clock: setting.clock })
    expect(start).toMatchObject({ mayWatch: false, running: [{ state: 'open', source: null }] })
    await expect(extend(looker, player.id, setting.clock)).rejects.toThrow(ForbiddenError)
    await player.end()
  })

  test('who loses the right to watch is taken off what they watch', async () => {
    const player = await play(ben, 1)
    const report = { viewerKey: player.viewerKey, streams: [{ id: player.id, bytes: 0, playedMs: 0 }] }
    const deny = (deniedRights: string[]) =>
      db().user.update({ where: { id: ben.userId }, data: { deniedRights } })
    await deny(['watch_video'])
    expect(await beat(ben, report, setting.clock)).toEqual([])
    expect(await setting.running()).toBe(0)
    await expect(play(ben, 1)).rejects.toThrow(ForbiddenError)
    const recording = { beginAt: new Date(0).toISOString(), endAt: new Date(1).toISOString(), fileName: null }
    const want = { deviceId: setting.id('spans'), channel: 1, viewerKey: randomUUID(), recording }
    await expect(watchRecording(ben, want, setting.clock)).rejects.toThrow(ForbiddenError)
    await deny([])
  })

  test('that somebody watched stands in the audit trail', async () => {
    const trail = await setting.trail()
    expect(trail).toContain('video.watch')
    expect(trail).toContain('video.playback')
    expect(trail).toContain('video.limit')
  })
})
