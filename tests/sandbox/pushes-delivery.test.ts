// How pushes are posted: bodies, refusals, troubles, and the list of what was acknowledged.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { PushSettings } from '@/lib/sandbox/pushes/settings'
import { DRIVING } from './fixture-world'
import { openPushBench, type PushBench } from './push-bench'
import { type Row, TAKEN } from './push-receiver'
import { convoy, driving, positions, timesOf } from './push-worlds'

let bench: PushBench
afterEach(() => bench.close())

describe('bodies', () => {
  test('a form carries the token and the list as text', async () => {
    bench = await openPushBench({ world: driving, settings: positions })
    const [post] = bench.receiver.posts
    expect(post).toMatchObject({ path: 'pushgps', contentType: 'application/x-www-form-urlencoded' })
    expect(post?.fields).toEqual({ token: 'secret token & more', data_list: expect.stringMatching(/^\[\{/) })
  })

  test('JSON carries a real array, or the list as text', async () => {
    bench = await openPushBench({ world: driving, settings: { ...positions, body: 'json' } })
    bench.sandbox.pushes.order({ body: 'jsonText' })
    await bench.pass(10)
    const [real, text] = bench.receiver.posts.map(({ fields }) => fields)
    expect(real).toEqual({ token: 'secret token & more', data_list: [expect.any(Object)] })
    expect(text).toEqual({ token: 'secret token & more', data_list: expect.stringMatching(/^\[\{/) })
  })

  test('a list may be one object instead of an array', async () => {
    bench = await openPushBench({
      world: driving,
      settings: { ...positions, body: 'json', envelope: 'object' },
    })
    expect(bench.receiver.posts[0]?.fields).toEqual({
      token: 'secret token & more',
      data_list: expect.objectContaining({ deviceImei: DRIVING }),
    })
  })

  test('a post has as many items as are waiting, at most the size of a batch', async () => {
    bench = await openPushBench({ world: convoy, settings: { ...positions, batchSize: 7 } })
    expect(bench.receiver.posts.map(({ items }) => items.length)).toEqual([7, 7, 7, 7, 7, 5])
  })
})

describe('refusals', () => {
  const refusal = { status: 200, body: '{"code":1,"msg":"invalid token"}' }

  test.each([
    ['a code other than 0', refusal],
    ['a status other than 200', { status: 503, body: TAKEN.body }],
    ['a body that is not JSON', { status: 200, body: 'success' }],
  ])('%s is tried again after 5, 30 and 120 s, the same items, and then given up', async (_, answer) => {
    bench = await openPushBench({ world: driving, settings: positions })
    bench.receiver.posts.length = 0
    bench.receiver.answer = () => answer
    await bench.pass(10)
    bench.sandbox.pushes.order({ topics: [] })
    const posted: number[] = []
    for (const seconds of [4, 1, 29, 1, 119, 1, 300]) {
      await bench.pass(seconds)
      posted.push(bench.receiver.posts.length)
    }
    expect(posted).toEqual([1, 2, 2, 3, 3, 4, 4])
    expect(new Set(bench.receiver.posts.map(({ body }) => body)).size).toBe(1)
    const { topics } = bench.sandbox.pushes.report()
    expect(topics.pushgps).toMatchObject({
      made: 2,
      sent: 5,
      acknowledged: 1,
      refused: 4,
      gaveUp: 1,
      dropped: 0,
    })
  })

  test('silence is a refusal, and a later try can succeed', async () => {
    bench = await openPushBench({ world: driving, settings: { ...positions, retryMs: [1000] } })
    bench.receiver.answer = () => new Promise(() => {})
    bench.sandbox.pushes.order({ timeoutMs: 100 })
    await bench.pass(10)
    bench.receiver.answer = () => TAKEN
    await bench.pass(1)
    const { topics, targets } = bench.sandbox.pushes.report()
    expect(topics.pushgps).toMatchObject({ made: 2, sent: 3, acknowledged: 2, refused: 1 })
    expect(targets[0]).toMatchObject({ queued: 0, refusedRequests: 1, lastRefusal: 'no reply in 100 ms' })
  })

  test('a receiver that is away costs no more than the queue holds, and what is too old is dropped', async () => {
    const settings = { ...positions, maxQueued: 100, retryMs: [3_600_000], maxAgeMs: 60_000 }
    bench = await openPushBench({ world: convoy, settings })
    bench.receiver.answer = () => refusal
    for (let step = 0; step < 20; step += 1) await bench.pass(10)
    const { targets, total } = bench.sandbox.pushes.report()
    expect(targets[0]?.queued).toBeLessThanOrEqual(100)
    // 40 items at the start were taken; 20 times 40 were not.
    expect(total).toMatchObject({ made: 840, acknowledged: 40, gaveUp: 0 })
    expect(total.dropped + (targets[0]?.queued ?? 0)).toBe(800)
  })
})

describe('troubles', () => {
  async function run(settings: Partial<PushSettings>) {
    bench = await openPushBench({ world: convoy, settings: { ...positions, ...settings } })
    for (let step = 0; step < 12; step += 1) await bench.pass(10)
    const items = bench.receiver.items('pushgps')
    const { total } = bench.sandbox.pushes.report()
    return { items, total, keys: items.map((item) => `${item.deviceImei} ${item.gpsTime}`) }
  }

  test('duplicates hit their share, the same items in every run, and are equal to the first', async () => {
    const first = await run({ duplicateRate: 0.25 })
    const twice = first.keys.filter((key, index) => first.keys.indexOf(key) !== index)
    // 13 rounds of 40 items; copies come 3 s later, so those of the last round are still to come.
    expect(first.total.made).toBe(520)
    expect(twice.length).toBeGreaterThan(80)
    expect(twice.length).toBeLessThan(180)
    const texts = new Map(first.items.map((item) => [`${item.deviceImei} ${item.gpsTime}`, item]))
    for (const [index, item] of first.items.entries())
      expect(item).toEqual(texts.get(first.keys[index] ?? ''))
    await bench.close()
    expect((await run({ duplicateRate: 0.25 })).keys.sort()).toEqual(first.keys.sort())
  })

  test('disorder lets later items overtake, and none is lost', async () => {
    const { items, keys } = await run({ disorderRate: 0.2, disorderMs: 25_000 })
    const [imei] = keys[0]?.split(' ') ?? []
    const times = new Map<unknown, unknown[]>()
    for (const { deviceImei, gpsTime } of items)
      times.set(deviceImei, [...(times.get(deviceImei) ?? []), gpsTime])
    const disordered = [...times.values()].filter((list) => String(list) !== String([...list].sort()))
    expect(imei).toBeDefined()
    expect(disordered.length).toBeGreaterThan(5)
    await bench.pass(30)
    const round = timesOf(bench.receiver.items('pushgps')).filter((time) => time === '2026-03-18 10:00:50')
    expect(round).toHaveLength(40)
  })

  test('delayed positions come late and say that they are re-sent', async () => {
    const { items } = await run({ delayRate: 0.3, delayMs: 20_000 })
    const late = items.filter(({ gpsMode }) => gpsMode === 1)
    expect(late.length).toBeGreaterThan(80)
    for (const { gpsTime, gateTime } of late) {
      const at = (text: unknown) => Date.parse(`${String(text).replace(' ', 'T')}Z`)
      expect(at(gateTime) - at(gpsTime)).toBe(20_000)
    }
  })

  test.each([
    ['wrongType', { lat: { value: [] } }],
    ['notANumber', { lat: 'NaN' }],
    ['outOfRange', { lat: 912.5 }],
    ['impossibleTime', { gpsTime: '2026-02-31 25:61:00' }],
    ['nul', { driverName: 'Zo\u0000e' }],
    ['loneSurrogate', { driverName: 'Zo\ud800e' }],
    ['unknownImei', { deviceImei: '990000000000005' }],
  ] as const)('bad items of kind %s come beside good ones that stay whole', async (kind, members) => {
    const { items, total } = await run({ badRate: 0.2, badKinds: [kind] })
    const isBad = (item: Row) =>
      Object.entries(members).every(([name, value]) => JSON.stringify(item[name]) === JSON.stringify(value))
    const bad = items.filter(isBad)
    expect(bad.length).toBe(total.spoiled)
    expect(bad.length).toBeGreaterThan(50)
    expect(items.length - bad.length).toBe(520)
  })

  test('broken content hits what carries JSON within JSON', async () => {
    bench = await openPushBench({
      settings: { topics: ['pushlbs'], badRate: 1, badKinds: ['brokenContent'] },
    })
    await bench.pass(10)
    const texts = bench.receiver.items('pushlbs').map(({ lbsJson }) => String(lbsJson))
    const broken = texts.filter((text) => text === '{"mcc":268,"mnc"')
    expect(broken.length).toBe(texts.length / 2)
  })
})

describe('what was acknowledged', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'milepost-push-log-'))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('is listed in pages and in the log, item by item, and nothing that was refused', async () => {
    const logFile = path.join(folder, 'acknowledged.jsonl')
    bench = await openPushBench({ world: convoy, logFile, settings: { ...positions, retryMs: [] } })
    bench.receiver.answer = () => ({ status: 500, body: '' })
    await bench.pass(10)
    bench.receiver.answer = () => TAKEN
    await bench.pass(10)
    const taken = bench.receiver.items('pushgps').filter(({ gpsTime }) => gpsTime !== '2026-03-18 10:00:10')
    const ids = taken.map(({ deviceImei, gpsTime }) => `pushgps|${deviceImei}|${gpsTime}|1`)
    expect(ids).toHaveLength(80)

    const lines = readFileSync(logFile, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Row)
    expect(lines.map(({ id }) => id).sort()).toEqual(ids.sort())
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1))
    expect(lines.map(({ item }) => item)).toEqual(expect.arrayContaining(taken))

    const page = await fetch(`${bench.sandbox.controlUrl}/pushes/acknowledged?after=30&limit=60`)
    const { oldest, next, items } = (await page.json()) as { oldest: number; next: number; items: Row[] }
    expect({ oldest, next, items }).toEqual({ oldest: 1, next: 80, items: lines.slice(30) })
    expect(bench.sandbox.pushes.report().total).toMatchObject({ made: 120, acknowledged: 80, gaveUp: 40 })
  })

  test('copies and bad items are marked', async () => {
    bench = await openPushBench({
      world: driving,
      settings: { ...positions, duplicateRate: 1, badRate: 1, logForm: 'id' },
    })
    await bench.pass(3)
    const { items } = bench.sandbox.pushes.acknowledged(0, 10)
    const id = `pushgps|${DRIVING}|2026-03-18 10:00:00|1`
    const line = { topic: 'pushgps', imei: DRIVING, target: 0 }
    expect(items).toEqual([
      { ...line, seq: 1, id },
      { ...line, seq: 2, id: expect.stringContaining('|bad '), bad: expect.any(String) },
      { ...line, seq: 3, id, copy: true },
    ])
  })
})
