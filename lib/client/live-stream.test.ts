import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { emptyStateColumns, LIVE_FORMAT } from '@/lib/domain/live-frame'
import { createLiveStore } from './live-store'
import { connectLive, type LiveSource, SILENCE_LIMIT_MS } from './live-stream'
import { tellSignOut } from './sign-out-signal'

class FakeSource implements LiveSource {
  readyState = 1
  closed = false
  private readonly listeners: { type: string; hear: (event: MessageEvent<string>) => void }[] = []
  constructor(readonly url: string) {}
  addEventListener(type: string, hear: (event: MessageEvent<string>) => void) {
    this.listeners.push({ type, hear })
  }
  close() {
    this.closed = true
    this.readyState = 2
  }
  say(name: string, data: string, lastEventId = '') {
    const event = new MessageEvent<string>(name, { data, lastEventId })
    for (const { type, hear } of this.listeners) if (type === name) hear(event)
  }
  fail(readyState: number) {
    this.readyState = readyState
    this.say('error', '')
  }
}

const SNAPSHOT = JSON.stringify({
  at: 0,
  roster: { id: [], imei: [], name: [], plate: [], driver: [], kind: [], account: [], accounts: [] },
  state: emptyStateColumns(),
})

function setUp(status = 503) {
  const sources: FakeSource[] = []
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState })
  const store = createLiveStore()
  const stop = connectLive(store, {
    createSource: (url) => {
      const source = new FakeSource(url)
      sources.push(source)
      return source
    },
    fetch: async () => new Response(null, { status }),
    random: () => 1,
    page,
  })
  const last = () => sources.at(-1) as FakeSource
  return { sources, page, store, stop, last }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('live stream', () => {
  test('the first frame makes the store live', () => {
    const { store, last } = setUp()
    expect(store.phase).toBe('connecting')
    last().say('snapshot', SNAPSHOT)
    expect([store.phase, store.epoch]).toEqual(['live', 1])
  })

  test('a break is left to the browser, which resumes on the same source', async () => {
    const { store, sources, last } = setUp()
    last().say('snapshot', SNAPSHOT)
    last().fail(0)
    expect(store.phase).toBe('reconnecting')
    await vi.advanceTimersByTimeAsync(30_000)
    expect(sources).toHaveLength(1)
    last().say('beat', '1')
    expect(store.phase).toBe('live')
  })

  test('a refused stream is tried again, each time later, and resumes after the last event', async () => {
    const { sources, last } = setUp(503)
    last().say('snapshot', SNAPSHOT, 'e7')
    last().fail(2)
    await vi.advanceTimersByTimeAsync(999)
    expect(sources).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(sources).toHaveLength(2)
    expect(last().url).toBe('/api/live?lastEventId=e7')
    last().fail(2)
    await vi.advanceTimersByTimeAsync(1_999)
    expect(sources).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(1)
    expect(sources).toHaveLength(3)
  })

  test('an ended session stops for good and says so', async () => {
    const { store, sources, last } = setUp(401)
    last().say('snapshot', SNAPSHOT)
    last().fail(2)
    await vi.advanceTimersByTimeAsync(120_000)
    expect(store.phase).toBe('signed-out')
    expect(sources).toHaveLength(1)
  })

  test('signing out in another page of the browser ends this one too', async () => {
    const { store, last } = setUp(401)
    last().say('snapshot', SNAPSHOT)
    vi.useRealTimers()
    tellSignOut()
    await expect.poll(() => store.phase).toBe('signed-out')
    expect(last().closed).toBe(true)
  })

  test("the server's word that the session ended is followed at once, but not believed blindly", async () => {
    const over = setUp(401)
    over.last().say('ended', '{}')
    await vi.advanceTimersByTimeAsync(0)
    expect(over.store.phase).toBe('signed-out')
    // Other rights, same session: the server lets us in again.
    const changed = setUp(200)
    changed.last().say('ended', '{}')
    await vi.advanceTimersByTimeAsync(0)
    expect(changed.store.phase).toBe('connecting')
    expect(changed.last().closed).toBe(false)
    changed.stop()
  })

  test('silence beyond the beat replaces the source', async () => {
    const { store, sources, last } = setUp()
    last().say('snapshot', SNAPSHOT)
    await vi.advanceTimersByTimeAsync(SILENCE_LIMIT_MS - 5_000)
    expect(sources).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(sources).toHaveLength(2)
    expect(sources[0]?.closed).toBe(true)
    expect(store.phase).toBe('reconnecting')
  })

  test('an unreadable frame asks for a fresh snapshot instead of resuming', async () => {
    const { last } = setUp()
    last().say('snapshot', SNAPSHOT, 'e1')
    last().say('delta', '{', 'e2')
    await vi.advanceTimersByTimeAsync(2_000)
    expect(last().url).toBe('/api/live')
  })

  test('whoever can read no delta asks less and less often, though each snapshot comes', async () => {
    const { sources, last } = setUp()
    const waits: number[] = []
    for (let round = 0; round < 7; round += 1) {
      last().say('snapshot', SNAPSHOT, 'e1')
      last().say('delta', '{', 'e2')
      const before = sources.length
      let waited = 0
      while (sources.length === before) {
        await vi.advanceTimersByTimeAsync(500)
        waited += 500
      }
      waits.push(waited)
    }
    // Doubled from one second up to the half minute of RETRY_MAX_MS.
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
  })

  test('frames of a format it does not know are not read: the page is outdated until a server of its own answers', async () => {
    const { store, sources, last } = setUp()
    last().say('format', JSON.stringify({ format: LIVE_FORMAT }))
    last().say('snapshot', SNAPSHOT, 'e1')
    last().fail(2)
    await vi.advanceTimersByTimeAsync(1_000)
    last().say('format', JSON.stringify({ format: LIVE_FORMAT + 1 }))
    last().say('snapshot', SNAPSHOT, 'e2')
    expect([store.phase, store.epoch, last().closed]).toEqual(['outdated', 1, true])
    // It asks again at the pace of RETRY_MAX_MS: the older server may be put back.
    await vi.advanceTimersByTimeAsync(29_000)
    expect(sources).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(1_000)
    expect([sources.length, last().url, store.phase]).toEqual([3, '/api/live', 'outdated'])
    last().fail(0)
    expect(store.phase).toBe('outdated')
    last().say('format', JSON.stringify({ format: LIVE_FORMAT }))
    last().say('snapshot', SNAPSHOT, 'e3')
    expect([store.phase, store.epoch]).toEqual(['live', 2])
  })

  test('a server that names no format, or not in words we know, is taken for one of our own', () => {
    const { store, last } = setUp()
    last().say('format', '{')
    last().say('snapshot', SNAPSHOT)
    expect([store.phase, last().closed]).toEqual(['live', false])
  })

  test('becoming visible connects at once while a retry is waiting', async () => {
    const { sources, page, last } = setUp()
    last().fail(2)
    page.dispatchEvent(new Event('visibilitychange'))
    expect(sources).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(sources).toHaveLength(2)
  })

  test('after stop nothing is opened any more', async () => {
    const { sources, stop, last } = setUp()
    last().fail(2)
    stop()
    await vi.advanceTimersByTimeAsync(120_000)
    expect(sources).toHaveLength(1)
  })
})
