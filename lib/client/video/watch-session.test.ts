import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { VideoBeat, VideoStream } from '@/lib/domain/api/video'
import { BEAT_EVERY_MS } from '@/lib/domain/video'
import { type Starter, WatchSession } from './watch-session'

const ID = '11111111-1111-4111-8111-111111111111'
const start: Starter = async (channels) => ({
  kind: 'started',
  streams: channels.map((channel) => ({ id: ID, channel })),
})

function stream(change: Partial<VideoStream> = {}): VideoStream {
  return {
    id: ID,
    channel: 1,
    kind: 'live',
    state: 'open',
    endReason: null,
    source: { kind: 'flv', url: 'http://media.example/1.flv' },
    problem: null,
    leftMs: 300_000,
    viewers: [],
    bytes: 0,
    isMeasured: false,
    ...change,
  }
}

let beats: VideoBeat[]
let left: string[]
let answer: VideoStream[]
const session = () =>
  new WatchSession({
    beat: async (body) => {
      beats.push(body)
      return { streams: answer }
    },
    leave: (_, ids) => void left.push(...ids),
    now: () => 1000,
  })

beforeEach(() => {
  vi.useFakeTimers()
  beats = []
  left = []
  answer = [stream()]
})
afterEach(() => vi.useRealTimers())

test('a stream is watched by signs of life that say what it took, and left', async () => {
  const watching = session()
  await watching.begin([1], start)
  await vi.advanceTimersByTimeAsync(0)
  expect(watching.read()).toMatchObject([{ channel: 1, phase: 'watching', endsAtMs: 301_000 }])
  watching.measure(1, () => ({ bytes: 5, playedMs: 6 }))
  await vi.advanceTimersByTimeAsync(BEAT_EVERY_MS)
  expect(beats.map(({ streams }) => streams[0])).toEqual([
    { id: ID, bytes: 0, playedMs: 0 },
    { id: ID, bytes: 5, playedMs: 6 },
  ])
  watching.stop()
  expect(left).toEqual([ID])
  await vi.advanceTimersByTimeAsync(BEAT_EVERY_MS * 3)
  expect(beats).toHaveLength(2)
})

test('while a device is asked, news come every second; a refusal is told and asked about no more', async () => {
  const watching = session()
  answer = [stream({ state: 'opening', source: null, leftMs: null })]
  await watching.begin([1], start)
  await vi.advanceTimersByTimeAsync(2000)
  expect(beats).toHaveLength(3)
  answer = [stream({ state: 'failed', problem: { kind: 'refused', code: 1100, words: 'No' } })]
  await vi.advanceTimersByTimeAsync(1000)
  expect(watching.read()).toMatchObject([{ phase: 'failed', stream: { problem: { words: 'No' } } }])
  await vi.advanceTimersByTimeAsync(BEAT_EVERY_MS * 3)
  expect(beats).toHaveLength(4)
})

test('who stops before the answer comes is taken off as soon as it comes', async () => {
  const watching = session()
  const begun = watching.begin([1], start)
  watching.stop()
  await begun
  expect(left).toEqual([ID])
  expect(watching.read()).toEqual([])
})

test('a stream that the server knows no more has ended; a lost answer changes nothing', async () => {
  const watching = session()
  await watching.begin([1], start)
  await vi.advanceTimersByTimeAsync(0)
  answer = []
  await vi.advanceTimersByTimeAsync(BEAT_EVERY_MS)
  expect(watching.read()).toMatchObject([{ phase: 'ended' }])
})

test('a page nobody sees leaves its streams and says so', async () => {
  const watching = session()
  await watching.begin([1], start)
  watching.pause()
  expect(left).toEqual([ID])
  expect(watching.read()).toMatchObject([{ phase: 'paused' }])
  await watching.begin([1], start)
  expect(watching.read()).toMatchObject([{ phase: 'watching' }])
})

test('who leaves and begins again at once is another viewer, so that a late leave takes off nobody else', async () => {
  const keys: string[] = []
  const leaves: string[] = []
  const watching = new WatchSession({
    beat: async () => ({ streams: answer }),
    leave: (viewerKey) => void leaves.push(viewerKey),
    now: () => 1000,
  })
  const again: Starter = (channels, viewerKey) => {
    keys.push(viewerKey)
    return start(channels, viewerKey)
  }
  await watching.begin([1], again)
  watching.stop([1])
  await watching.begin([1], again)
  expect(new Set(keys).size).toBe(2)
  expect(leaves).toEqual([keys[0]])
})
