// Whatever comes is read or refused: nothing throws, no number is none, no time cannot be, and no prototype changes.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { fixTable, heartbeatTable } from './contact'
import { readFixFast, readHeartbeatFast } from './fast-readers'
import { getPush, PUSH_TOPICS, type PushTopic, pushes } from './index'
import { MAX_AHEAD_MS } from './push-limits'
import { readBody } from './read-body'
import { readItem } from './read-item'

const RUNS = 10_000
/** Families of topics are four or more, so that a run has at least 10,000 cases of each; the next run has others. */
const TOPIC_RUNS = RUNS / 4
/** But for alarms, which are two, and what people rely on most. */
const ALARM_RUNS = RUNS / 2
const receivedAt = new Date('2026-01-13T02:25:10Z')
const MIN_MS = Date.UTC(2000, 0, 1)

const nasty = fc.constantFrom<unknown>(
  ...[0, -0, -1, 1, 2, 360, 1e300, Number.POSITIVE_INFINITY, Number.NaN, 1_768_271_077, 1e15, 2 ** 53],
  ...[
    '',
    ' ',
    '0',
    '-1',
    '12',
    '1e3',
    'NaN',
    'Infinity',
    'LOGIN',
    'LBS',
    'DEVICE',
    'SUCCESS',
    'removeAlarmType',
  ],
  ...['2026-01-13 02:24:37', '2026-02-29 00:00:00', '1970-01-01 00:00:00', '2026-01-14 02:25:11', '24:00:00'],
  ...[
    '2026-01-13T02:24:37Z',
    '260113015500',
    '999999999999',
    'a\0',
    '\ud83d',
    'ü',
    '{}',
    '[1]',
    '{"a":',
    '{1:2}',
  ],
  ...[null, true, false, [], {}, [null], { lat: 1 }, JSON.parse('{"__proto__":{"polluted":1}}')],
)

const value = fc.oneof(
  { weight: 6, arbitrary: nasty },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.double() },
)

/** A sample with some members changed, at its top or one level down, or not at all. */
function nearly(sample: Record<string, unknown>): fc.Arbitrary<unknown> {
  const names = [...Object.keys(sample), ...Object.values(sample).flatMap(keysOf), '__proto__', 'constructor']
  const change = fc.tuple(fc.constantFrom(...names), value, fc.boolean())
  return fc.array(change, { maxLength: 3 }).map((changes) => {
    const item = structuredClone(sample)
    for (const [name, changed, inner] of changes) {
      const nested = Object.values(item).find(isObject)
      const target = inner && nested ? nested : item
      Object.defineProperty(target, name, {
        value: changed,
        enumerable: true,
        configurable: true,
        writable: true,
      })
    }
    return item
  })
}

test.each(PUSH_TOPICS)('%s', (topic) => {
  const samples = pushes[topic].examples.map((text) => [JSON.parse(text)].flat()[0])
  const anything = fc.oneof(
    { weight: 8, arbitrary: fc.oneof(...samples.map(nearly)) },
    { weight: 1, arbitrary: fc.jsonValue() },
    { weight: 1, arbitrary: nasty },
  )
  fc.assert(
    fc.property(anything, (raw) => {
      assertSound(topic, raw)
    }),
    { numRuns: /alarm/.test(topic) ? ALARM_RUNS : TOPIC_RUNS },
  )
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

function assertSound(topic: PushTopic, raw: unknown): void {
  const reading = readItem(topic, raw, { receivedAt })
  if (!reading.ok) {
    expect(reading.detail).not.toMatch(/[\0\p{Surrogate}]/u)
    return
  }
  walk(reading.item)
  expect(Number.isFinite(reading.eventAt.getTime())).toBe(true)
  expect(reading.key.startsWith(`${topic}|`) && reading.key.length < 800).toBe(true)
  if (reading.imei !== null) expect(reading.imei).toMatch(/^\d{10,20}$/)
  // What was read can be written, and is the same to whoever reads it again.
  const { codec } = getPush<PushTopic>(topic).item
  const again = z.decode(codec, JSON.parse(JSON.stringify(z.encode(codec, reading.item as never))))
  expect(readItem(topic, z.encode(codec, again), { receivedAt })).toMatchObject({
    ok: true,
    key: reading.key,
  })
}

/** Millions of values come by here, so that only a bad one is worth an assertion. */
function walk(item: unknown): void {
  if (!isSound(item)) expect(item, 'a value that must not get through').toBeUndefined()
  if (typeof item === 'object' && item !== null && !(item instanceof Date))
    for (const member of Object.values(item)) walk(member)
}

function isSound(item: unknown): boolean {
  if (typeof item === 'number') return Number.isFinite(item)
  if (typeof item === 'string') return !/[\0\p{Surrogate}]/u.test(item)
  if (item instanceof Date)
    return item.getTime() >= MIN_MS && item.getTime() <= receivedAt.getTime() + MAX_AHEAD_MS
  if (typeof item !== 'object' || item === null) return true
  const prototype = Object.getPrototypeOf(item)
  return prototype === Object.prototype || prototype === Array.prototype
}

test.each([
  ['pushgps', readFixFast, fixTable],
  ['pushhb', readHeartbeatFast, heartbeatTable],
] as const)('%s: what the fast reader takes, the table reads alike', (topic, fast, table) => {
  const [sample] = JSON.parse(pushes[topic].examples[0] ?? '[]')
  let taken = 0
  fc.assert(
    fc.property(nearly(sample), (raw) => {
      const read = fast(raw as Record<string, unknown>, { receivedAt })
      if (read === null) return
      taken += 1
      expect(read).toEqual(table.read(raw as Record<string, unknown>, { receivedAt }))
    }),
    { numRuns: RUNS },
  )
  expect(taken).toBeGreaterThan(RUNS / 20)
})

const piece = fc.constantFrom(
  ...['token=', 'data_list=', 'msgType=', 'data=', '&', '=', '%', '%22', '%5B', '+', 'jimi.x', '__proto__'],
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    ':',
    '\\',
    '\\u0000',
    '"token"',
    '"data_list"',
    '{}',
    '1',
    'null',
    ' ',
    'ü',
  ],
  '\ufeff',
  '\0',
)

test('bodies of any pieces', () => {
  const body = fc.oneof(
    fc.array(piece, { maxLength: 30 }).map((pieces) => Buffer.from(pieces.join(''))),
    fc.uint8Array({ maxLength: 60 }),
    fc.jsonValue().map((any) => Buffer.from(JSON.stringify({ token: 't', data_list: any }))),
  )
  fc.assert(
    fc.property(body, fc.constantFrom(null, 'application/json', 'text/plain'), (bytes, type) => {
      const reading = readBody(type, bytes)
      if (!('items' in reading)) return
      expect(reading.items.length).toBeLessThanOrEqual(50)
      reading.items.forEach((_, index) => {
        expect(reading.rawOf(index).length).toBeGreaterThan(0)
      })
    }),
    { numRuns: 2 * RUNS },
  )
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test('a list of any values arrives as it was sent, by form and by JSON', () => {
  const list = fc.array(fc.jsonValue({ maxDepth: 4 }), { maxLength: 50 })
  fc.assert(
    fc.property(list, (items) => {
      const sent = JSON.parse(JSON.stringify(items))
      const form = new URLSearchParams({ token: 't', data_list: JSON.stringify(items) }).toString()
      for (const text of [form, JSON.stringify({ token: 't', data_list: items })])
        expect(readBody(null, Buffer.from(text))).toMatchObject({ token: 't', items: sent })
    }),
    { numRuns: RUNS / 4 },
  )
})

function isObject(any: unknown): any is Record<string, unknown> {
  return typeof any === 'object' && any !== null && !Array.isArray(any)
}

function keysOf(any: unknown): string[] {
  return isObject(any) ? Object.keys(any) : []
}
