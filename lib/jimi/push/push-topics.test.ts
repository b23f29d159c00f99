import { expect, test } from 'vitest'
import { z } from 'zod'
import { findTopic, getPush, PUSH_TOPICS, type PushTopic, pushes } from './index'
import { EXPECTED_ITEMS } from './push-topics.test-table'
import { readItem, rowKeysOf } from './read-item'

const receivedAt = new Date('2026-01-13T02:25:10Z')

const samples = PUSH_TOPICS.flatMap((topic) =>
  pushes[topic].examples.map((text, index) => ({ topic, index, raw: sampleOf(text) })),
)

function sampleOf(text: string): unknown {
  const parsed: unknown = JSON.parse(text)
  return Array.isArray(parsed) ? parsed[0] : parsed
}

function keyOf(topic: PushTopic, raw: unknown): string {
  const read = readItem(topic, raw, { receivedAt })
  return read.ok ? read.key : read.reason
}

test('every sample has its expectation and each topic has one', () => {
  for (const topic of PUSH_TOPICS) {
    expect(pushes[topic].examples.length).toBeGreaterThan(0)
    expect(EXPECTED_ITEMS[topic]).toHaveLength(pushes[topic].examples.length)
    expect(pushes[topic].topic).toBe(topic)
  }
})

test.each(samples)('$topic: sample $index says what the sheet says', ({ topic, index, raw }) => {
  const read = readItem(topic, raw, { receivedAt })
  expect(read).toMatchObject({ ok: true, imei: EXPECTED_ITEMS[topic][index]?.imei })
  if (read.ok) expect(read.item).toEqual(EXPECTED_ITEMS[topic][index])
})

test.each(samples)(
  '$topic: sample $index, written and read again, is the same item',
  ({ topic, index, raw }) => {
    const { codec } = getPush<PushTopic>(topic).item
    const item = EXPECTED_ITEMS[topic][index]
    const written = z.encode(codec, item as never)
    expect(z.decode(codec, written)).toEqual(item)
    expect(keyOf(topic, JSON.parse(JSON.stringify(written)))).toBe(keyOf(topic, raw))
  },
)

test.each(samples)(
  '$topic: the key of sample $index does not depend on the order of members',
  ({ topic, raw }) => {
    const turned = Object.fromEntries(Object.entries(raw as object).reverse())
    expect(keyOf(topic, turned)).toBe(keyOf(topic, raw))
    expect(keyOf(topic, raw)).toMatch(topic)
  },
)

// The key columns of push.md, in the order of its table. 1768271077000 ms is 2026-01-13 02:24:37 UTC.
test.each([
  ['pushevent', 'pushevent|868120246598152|LOGIN|1768271077000'],
  ['pushhb', 'pushhb|868120246598152|1768271077000'],
  ['pushgps', 'pushgps|868120246598152|1768271077000|gps'],
  ['pushalarm', 'pushalarm|752533678900242|jimi|1|0|1767783964000|'],
  ['rfid', 'rfid|868120246598152|1768271077000|278907'],
  ['pushoil', 'pushoil|868120246598152|1|1768271077000'],
  ['pushtem', 'pushtem|868120246598152|1768271077000'],
  ['pushlbs', 'pushlbs|868120246598152|1768271077000|cell'],
  ['pushftpfileupload', 'pushftpfileupload|865478070000239|5bd5e93158ec4dd3b123076add7c19f5|0'],
  ['pushFileContent', 'pushFileContent|868120246598152|5bd5e931'],
  ['uploadCallback', 'uploadCallback|865478070000239|img07-1588139792287.mp4'],
  ['pushobd', 'pushobd|868120246598152|1768271077000'],
  ['pushfaultinfo', 'pushfaultinfo|868120246598152|1768271077000|P0301 P0420'],
  ['pushtripreport', 'pushtripreport|868120246598152|42|end|1768269300000'],
] as const)('%s has the key of the sheet', (topic, key) => {
  expect(keyOf(topic, sampleOf(pushes[topic].examples[0] ?? ''))).toBe(key)
})

test('each file, and each recording, has a key of its own', () => {
  const [files] = EXPECTED_ITEMS.pushfileupload
  const [list] = EXPECTED_ITEMS.pushresourcelist
  if (!files || !list) throw new Error('samples are missing')
  expect(rowKeysOf('pushfileupload', files)?.map(({ columns }) => columns.fileName)).toEqual(files.fileNames)
  expect(rowKeysOf('pushresourcelist', list)?.map(({ columns }) => columns.channel)).toEqual([1])
  expect(rowKeysOf('pushhb', { imei: '868120246598152', at: receivedAt })).toBeNull()
})

test('paths are found in any letter case, and posts to the hook itself by their message', () => {
  expect(findTopic('/pushiothubevent')).toBe('pushIothubEvent')
  expect(findTopic('PUSHGPS/')).toBe('pushgps')
  expect(findTopic('', 'jimi.push.device.alarm')).toBe('jimi.push.device.alarm')
  expect(findTopic('', 2)).toBe('pushInstructResponse')
  expect(findTopic('', '1')).toBe('pushInstructResponse')
  expect(findTopic('')).toBeNull()
  expect(findTopic('constructor')).toBeNull()
  expect(findTopic('jimi.push.device.alarm')).toBeNull()
})
