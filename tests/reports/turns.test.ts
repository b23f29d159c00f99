// Turns of reports: a few at once for each person, given back however a report ends.

import { expect, test } from 'vitest'
import { inReportTurn } from '@/lib/server/services/report-turns'

function endless(): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1)) })
}

function broken(): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: (controller) => controller.error(new Error('broken')) })
}

function short(): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.close() })
}

const ask = (
  userId: string,
  make: () => ReadableStream<Uint8Array> = endless,
  left = new AbortController(),
) => inReportTurn({ userId, signal: left.signal }, async () => make())

test('one person has three reports at once, and gets a turn back however one ends', async () => {
  const left = new AbortController()
  const first = await ask('a')
  await ask('a', endless, left)
  const third = await ask('a', short)
  await expect(ask('a')).rejects.toMatchObject({
    status: 429,
    userMessage: expect.stringContaining('3 reports'),
  })
  expect(await third.getReader().read()).toMatchObject({ done: true })
  const fourth = await ask('a', broken)
  await expect(fourth.getReader().read()).rejects.toThrow('broken')
  await expect(
    inReportTurn({ userId: 'a', signal: left.signal }, () => Promise.reject(new Error('refused'))),
  ).rejects.toThrow('refused')
  const fifth = await ask('a')
  await expect(ask('a')).rejects.toMatchObject({ status: 429 })
  left.abort()
  const sixth = await ask('a')
  for (const stream of [first, fifth, sixth]) await stream.cancel()
})

test('all people together have eight', async () => {
  const streams = await Promise.all([1, 2, 3, 4].flatMap((each) => [ask(`p${each}`), ask(`p${each}`)]))
  await expect(ask('another')).rejects.toMatchObject({ status: 429, code: 'report_turns_taken' })
  for (const stream of streams) await stream.cancel()
  await (await ask('another')).cancel()
})
