import { expect, test } from 'vitest'
import { LIVE_FORMAT } from '@/lib/domain/live-frame'
import type { JoinRequest, Subscription } from './hub'
import { openLiveStream } from './stream'
import type { LivePort } from './tenant-room'

/** A hub's side of the stream: the port it was given, and what became of the listener. */
function joinable() {
  const seen: { port: LivePort | null; drained: number; left: number } = { port: null, drained: 0, left: 0 }
  const join = async ({ port }: JoinRequest): Promise<Subscription> => {
    seen.port = port
    return {
      drained: () => {
        seen.drained += 1
      },
      leave: () => {
        seen.left += 1
        port.end()
      },
    }
  }
  return { seen, join }
}

function open(join: (request: JoinRequest) => Promise<Subscription>, signal = new AbortController().signal) {
  return openLiveStream(join, {
    tenantId: 't',
    scopePath: '/',
    sessionKey: 's',
    isStillAllowed: async () => true,
    lastEventId: null,
    signal,
  })
}

const FORMAT = `event: format\ndata: {"format":${LIVE_FORMAT}}\n\n`
const chunk = (text: string) => new TextEncoder().encode(text)

const read = async (reader: ReadableStreamDefaultReader<Uint8Array>) =>
  new TextDecoder().decode((await reader.read()).value)

test('the first words name the format of the frames, and take no place from them', async () => {
  const { seen, join } = joinable()
  const reader = (await open(join)).getReader()
  expect(await read(reader)).toBe(FORMAT)
  expect(seen.port?.hasRoom()).toBe(true)
})

test('a reader that stops reading fills two places and no more', async () => {
  const { seen, join } = joinable()
  await open(join)
  const sent: number[] = []
  for (let count = 0; count < 1000; count += 1) {
    if (!seen.port?.hasRoom()) continue
    seen.port.send(chunk(`${count}`))
    sent.push(count)
  }
  expect(sent).toEqual([0, 1])
})

test('reading makes room, and the hub hears of it', async () => {
  const { seen, join } = joinable()
  const reader = (await open(join)).getReader()
  seen.port?.send(chunk('a'))
  seen.port?.send(chunk('b'))
  expect(seen.port?.hasRoom()).toBe(false)
  const before = seen.drained
  expect(await read(reader)).toBe(FORMAT)
  expect(await read(reader)).toBe('a')
  expect(seen.port?.hasRoom()).toBe(true)
  await expect.poll(() => seen.drained).toBeGreaterThan(before)
})

test.each(['cancel', 'abort'] as const)('a reader that leaves by %s leaves the hub, once', async (how) => {
  const { seen, join } = joinable()
  const abort = new AbortController()
  const stream = await open(join, abort.signal)
  if (how === 'cancel') await stream.cancel()
  else abort.abort()
  abort.abort()
  expect(seen.left).toBe(1)
  expect(seen.port?.hasRoom()).toBe(false)
  expect(() => seen.port?.send(chunk('late'))).not.toThrow()
})

test('a reader that left while the fleet was being loaded is let go at once', async () => {
  const { seen, join } = joinable()
  const abort = new AbortController()
  abort.abort()
  await open(join, abort.signal)
  expect(seen.left).toBe(1)
})

test('when the hub ends it, the reader sees the last words and the end', async () => {
  const { seen, join } = joinable()
  const reader = (await open(join)).getReader()
  seen.port?.send(chunk('bye'))
  seen.port?.end()
  seen.port?.end()
  expect(await read(reader)).toBe(FORMAT)
  expect(await read(reader)).toBe('bye')
  expect((await reader.read()).done).toBe(true)
})
