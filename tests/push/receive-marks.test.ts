import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { GAP_AFTER_MS } from '@/lib/domain/receive-gap'
import { digestOf, touchHooks } from '@/lib/server/data/system/push-hooks'
import {
  type ReceiverKind,
  type Refusal,
  recordReceiving,
  SETTLE_MS,
} from '@/lib/server/data/system/receive-marks'
import { db } from '@/lib/server/db'
import { systemClock } from '@/lib/server/live/clock'
import { OutageWatch } from '@/lib/server/push/outage-watch'
import { describeOnEachDatabase } from '../db/each-database'
import { makeFleet } from '../db/fixtures'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

describeOnEachDatabase('marks of receiving', () => {
  const nowMs = Date.parse('2026-03-01T08:00:00Z')

  /** A connection with a hook that was posted to a minute before, and is marked as receiving. */
  async function makeReceiving(markedMs = nowMs) {
    const fleet = await makeFleet(1)
    const [at, hookId, path] = [new Date(markedMs - MINUTE_MS), randomUUID(), randomUUID()]
    const pathHash = digestOf(path)
    const { tenantId } = fleet
    await db().pushHook.create({
      data: {
        tenantId: fleet.tenantId,
        id: hookId,
        connectionId: fleet.connectionId,
        pathHash,
        tokenHash: '-',
        createdAt: at,
        lastReceivedAt: at,
      },
    })
    await record(markedMs)
    return {
      ...fleet,
      path,
      refused: (agoMs: number) => [{ pathHash, agoMs }],
      /** A process of this kind stores a post. */
      postTo: (kind: ReceiverKind) => touchHooks([{ tenantId, id: hookId, receivedAt: new Date() }], kind),
      restart,
      mark: () => db().receiveMark.findFirstOrThrow({ where: { tenantId } }),
      gaps: () =>
        db().receiveGap.findMany({ where: { tenantId: fleet.tenantId }, orderBy: { startedAt: 'asc' } }),
    }
  }
  /** A process begins, and is asked to end after a while; it sleeps until then. */
  async function restart(
    startMs: number,
    { runsMs, meanwhile = async () => {} }: { runsMs: number; meanwhile?: () => Promise<unknown> },
  ): Promise<void> {
    let ms = startMs
    const sleeps: number[] = []
    const sleep = async (forMs: number, signal?: AbortSignal) => {
      sleeps.push(forMs)
      if (signal?.aborted) return
      await new Promise((resolve) => signal?.addEventListener('abort', resolve))
    }
    const watch = new OutageWatch({
      clock: { now: () => ms, sleep, random: () => 0 },
      record: (report) => recordReceiving({ ...report, nowMs: ms }),
    })
    watch.start()
    // Longer than a mark that somebody keeps grows old: 4 s until it is not fresh, 5 s until the next beat.
    await expect.poll(() => sleeps).toEqual([15_000])
    await meanwhile()
    ms += runsMs
    await watch.stop()
  }

  const record = (
    nowMs: number,
    { refusals = [], keptBy = 'app' }: { refusals?: readonly Refusal[]; keptBy?: ReceiverKind } = {},
  ) => recordReceiving({ nowMs, refusals, keptBy, lateAfterMs: GAP_AFTER_MS })

  test('half a minute without any is a gap, found once however many processes come back at once', async () => {
    const { gaps } = await makeReceiving()
    await record(nowMs + 29_000)
    expect(await gaps()).toEqual([])
    const backMs = nowMs + 29_000 + 31_000
    await Promise.all([1, 2, 3, 4].map((each) => record(backMs + each)))
    expect(await gaps()).toMatchObject([{ startedAt: new Date(nowMs + 29_000), status: 'open' }])
  })

  test('that nobody moves or posts is none; what was refused is one, of nobody else, and grows while it goes on', async () => {
    const { gaps, refused } = await makeReceiving()
    const other = await makeReceiving()
    for (let step = 1; step <= 6; step += 1) await record(nowMs + step * 10_000)
    expect(await gaps()).toEqual([])
    await record(nowMs + 70_000, { refusals: refused(5_000) })
    await record(nowMs + 80_000, { refusals: refused(8_000) })
    expect(await other.gaps()).toEqual([])
    const [gap, ...others] = await gaps()
    expect(others).toEqual([])
    expect(gap).toMatchObject({
      startedAt: new Date(nowMs + 65_000),
      endedAt: new Date(nowMs + 80_000),
      nextTryAt: new Date(nowMs + 80_000 + SETTLE_MS),
    })
  })

  test('a hook that is new, ended, never posted to, or of a connection switched off has none', async () => {
    const fleets = [
      await makeReceiving(),
      await makeReceiving(),
      await makeReceiving(),
      await makeReceiving(),
    ]
    const [fresh, ended, unused, off] = fleets.map(({ tenantId }) => ({ tenantId }))
    await db().pushHook.updateMany({ where: fresh, data: { createdAt: new Date(nowMs + MINUTE_MS) } })
    await db().pushHook.updateMany({ where: ended, data: { revokedAt: new Date(nowMs) } })
    await db().pushHook.updateMany({ where: unused, data: { lastReceivedAt: null } })
    await db().jimiConnection.updateMany({ where: off, data: { enabled: false } })
    const refusals = fleets.flatMap(({ refused }) => refused(HOUR_MS))
    await record(nowMs + HOUR_MS, { refusals })
    for (const { gaps } of fleets) expect(await gaps()).toEqual([])
  })
  test('a restart of a few seconds is a gap, also when that process ends before its first mark', async () => {
    const first = await makeReceiving()
    await first.restart(nowMs + 4_000, { runsMs: 15_000 })
    expect(await first.gaps()).toMatchObject([
      { startedAt: new Date(nowMs), endedAt: new Date(nowMs + 19_000) },
    ])
    const second = await makeReceiving()
    await second.restart(nowMs + 4_000, { runsMs: 2_000 })
    expect(await second.gaps()).toMatchObject([
      { startedAt: new Date(nowMs), endedAt: new Date(nowMs + 6_000) },
    ])
  })

  test('a start beside another process that receives is no gap', async () => {
    const { gaps, restart } = await makeReceiving()
    await restart(nowMs + 8_000, { runsMs: 15_000, meanwhile: () => record(nowMs + 9_000) })
    expect(await gaps()).toEqual([])
  })

  test('where posts come to another kind of process, that one being away is a gap, whoever else is there', async () => {
    const { gaps, postTo } = await makeReceiving()
    await postTo('ingest')
    await record(nowMs + 10_000, { keptBy: 'ingest' })
    for (let step = 2; step <= 20; step += 1) await record(nowMs + step * 10_000)
    expect(await gaps()).toEqual([])
    await record(nowMs + 210_000, { keptBy: 'ingest' })
    expect(await gaps()).toMatchObject([
      { startedAt: new Date(nowMs + 10_000), endedAt: new Date(nowMs + 210_000) },
    ])
    // The app being away for an hour is none.
    await record(nowMs + 240_000, { keptBy: 'ingest' })
    await record(nowMs + 240_000 + HOUR_MS)
    expect(await gaps()).toHaveLength(1)
  })

  test('a mark goes on with its new keeper, unless it is late', async () => {
    const fresh = await makeReceiving(Date.now() - 20_000)
    await fresh.postTo('ingest')
    const { keptBy, at } = await fresh.mark()
    expect(keptBy).toBe('ingest')
    expect(Date.now() - at.getTime()).toBeLessThan(15_000)
    const late = await makeReceiving(Date.now() - HOUR_MS)
    const before = await late.mark()
    await late.postTo('ingest')
    expect(await late.mark()).toEqual({ ...before, keptBy: 'ingest' })
  })

  test('a process whose clock is wrong finds no gaps, and dates what was refused right', async () => {
    const { gaps, path } = await makeReceiving(Date.now() - 10_000)
    const clock = { ...systemClock, now: () => Date.now() + 10 * MINUTE_MS }
    const watch = new OutageWatch({ clock, record: recordReceiving })
    await watch.beat()
    expect(await gaps()).toEqual([])
    watch.noteRefusal(path, clock.now() - 7_000)
    await watch.beat()
    const [gap] = await gaps()
    expect(Math.abs((gap?.startedAt.getTime() ?? 0) - (Date.now() - 7_000))).toBeLessThan(5_000)
  })
})
