// Reads what the sandbox pushes with the contract, which was written apart from it: neither may have misread the sheet alone.

import { afterEach, expect, test } from 'vitest'
import { findTopic } from '@/lib/jimi/push/index'
import { readBody } from '@/lib/jimi/push/read-body'
import { readItem } from '@/lib/jimi/push/read-item'
import { FLAWS } from '@/lib/sandbox/pushes/flaws'
import type { PushSettings } from '@/lib/sandbox/pushes/settings'
import { openPushBench, type PushBench } from './push-bench'

let bench: PushBench
afterEach(() => bench.close())

async function pushFor(minutes: number, settings: Partial<PushSettings>) {
  bench = await openPushBench({ devices: 60, seed: 1, settings: { maxAgeMs: 7_200_000, ...settings } })
  for (let passed = 0; passed < minutes; passed += 15) await bench.pass(900)
  return bench.receiver.posts.flatMap((post) => {
    const reading = readBody(post.contentType, Buffer.from(post.body))
    if (!('items' in reading))
      throw new Error(`body refused: ${JSON.stringify(reading)} ${post.body.slice(0, 300)}`)
    const topic = findTopic(post.path, post.fields.msgType)
    if (!topic) throw new Error(`no topic for ${post.path}`)
    const context = { receivedAt: new Date(bench.clock.ms) }
    return reading.items.map((raw) => ({ raw, topic, reading: readItem(topic, raw, context) }))
  })
}

test.each([{}, { body: 'json' }, { body: 'jsonText', alarmShape: 'jtt' }, { alarmShape: 'flat' }] as const)(
  '%j: every item is taken by the contract, and natural keys are as many as identities',
  { timeout: 120_000 },
  async (settings) => {
    const read = await pushFor(60, { ...settings, logForm: 'id' })
    const refused = read.filter(({ reading }) => !reading.ok)
    expect(refused.slice(0, 5)).toEqual([])
    const keys = new Set(read.map(({ reading, topic }) => (reading.ok ? `${topic} ${reading.key}` : '')))
    expect(keys.size).toBe(read.length)
  },
)

test.each(FLAWS.filter((flaw) => flaw !== 'unknownImei'))(
  '%s: every spoiled item is refused, every good one taken',
  {
    timeout: 120_000,
  },
  async (flaw) => {
    const read = await pushFor(15, { badRate: 0.3, badKinds: [flaw] })
    const { spoiled } = bench.sandbox.pushes.report().total
    expect(spoiled).toBeGreaterThan(0)
    expect(read.filter(({ reading }) => !reading.ok)).toHaveLength(spoiled)
  },
)
