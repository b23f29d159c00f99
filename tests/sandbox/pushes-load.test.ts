// How many pushes are made, and what changes that while the sandbox runs.

import { afterEach, describe, expect, test } from 'vitest'
import { openPushBench, type PushBench } from './push-bench'
import type { Row } from './push-receiver'
import { convoy, driving, positions, timesOf } from './push-worlds'

let bench: PushBench
afterEach(() => bench.close())

describe('load, pauses and orders at run time', () => {
  test('a goal of items a second is reached exactly, and no item is made twice', async () => {
    bench = await openPushBench({ world: convoy, settings: { itemsPerS: 500, fill: true, logForm: 'id' } })
    for (let step = 0; step < 10; step += 1) await bench.pass(0.5)
    const { total } = bench.sandbox.pushes.report()
    expect(total.acknowledged).toBe(2500)
    const { items } = bench.sandbox.pushes.acknowledged(0, 5000)
    expect(new Set(items.map((item) => (item as Row).id)).size).toBe(2500)
    const resent = bench.receiver.items('pushgps').filter(({ gpsMode }) => gpsMode === 1)
    // All that lies before the start is marked as re-sent, and nothing else.
    expect(resent.every(({ gpsTime }) => String(gpsTime) < '2026-03-18 10:00:00')).toBe(true)
    expect(resent.length).toBeGreaterThan(1000)
  })

  test('a cap without fill holds items back and loses none', async () => {
    bench = await openPushBench({ world: convoy, settings: { ...positions, itemsPerS: 10 } })
    await bench.pass(1)
    expect(bench.sandbox.pushes.report().total).toMatchObject({ made: 40, acknowledged: 10 })
    for (let step = 0; step < 3; step += 1) await bench.pass(1)
    expect(bench.sandbox.pushes.report().total).toMatchObject({ made: 40, acknowledged: 40 })
  })

  test('what happens in a pause is never pushed', async () => {
    bench = await openPushBench({ world: driving, settings: positions })
    bench.sandbox.pushes.order({ paused: true })
    await bench.pass(60)
    bench.sandbox.pushes.order({ paused: false })
    await bench.pass(10)
    expect(timesOf(bench.receiver.items('pushgps'))).toEqual([
      '2026-03-18 10:00:00',
      '2026-03-18 10:01:00',
      '2026-03-18 10:01:10',
    ])
  })

  test('a target named at run time gets what happens from then on; taken away, nothing more', async () => {
    bench = await openPushBench({ world: driving, settings: { ...positions, targets: [] } })
    const control = async (body: unknown) => {
      const response = await fetch(`${bench.sandbox.controlUrl}/pushes`, {
        method: 'POST',
        body: JSON.stringify(body),
      })
      return { status: response.status, body: (await response.json()) as Row }
    }
    await bench.pass(10)
    const target = { url: bench.receiver.url, token: 'T' }
    expect(await control({ targets: [target] })).toMatchObject({
      status: 200,
      body: { targets: [{ url: target.url, account: null }] },
    })
    await bench.pass(10)
    expect(timesOf(bench.receiver.items('pushgps'))).toEqual(['2026-03-18 10:00:10', '2026-03-18 10:00:20'])
    await control({ targets: [] })
    await bench.pass(30)
    expect(bench.receiver.items('pushgps')).toHaveLength(2)
    expect(await control({ duplicateRate: 2 })).toMatchObject({ status: 400 })
    expect(await control({ topics: ['pushgpss'] })).toMatchObject({ status: 400 })
  })

  test('a burst posts so many items at once', async () => {
    bench = await openPushBench({ world: convoy, settings: positions })
    bench.sandbox.pushes.order({ burst: 200 })
    await bench.sandbox.pushes.quiet()
    expect(bench.sandbox.pushes.report().total).toMatchObject({ made: 240, acknowledged: 240 })
  })

  test('reset brings back settings, counts and stories', async () => {
    bench = await openPushBench({ world: driving, settings: positions })
    bench.sandbox.pushes.order({ duplicateRate: 1, topics: [] })
    await fetch(`${bench.sandbox.controlUrl}/reset`, { method: 'POST' })
    const { settings, total } = bench.sandbox.pushes.report()
    expect(settings).toMatchObject({ duplicateRate: 0, topics: ['pushgps'] })
    expect(total.made).toBe(0)
    await bench.pass(10)
    expect(timesOf(bench.receiver.items('pushgps'))).toEqual(['2026-03-18 10:00:00', '2026-03-18 10:00:10'])
  })
})
