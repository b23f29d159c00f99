import { expect, test } from 'vitest'
import { manualClock } from '@/tests/live/manual-clock'
import { NotFoundError } from '../errors'
import { log } from '../log'
import { HeldLines } from './held-lines'

// What fails in these tests fails on purpose.
log.level = 'silent'

const REF = { tenantId: 'tenant', id: 'connection' }

/** Lines named after the credentials they were opened for, and how often. */
function setUp() {
  const clock = manualClock(0)
  const storage = { credentials: 'first', failure: null as Error | null, asked: 0 }
  let opened = 0
  const lines = new HeldLines<string, { name: string; credentials: string }>({
    clock,
    find: async () => {
      storage.asked += 1
      if (storage.failure) throw storage.failure
      return storage.credentials
    },
    isGone: (error) => error instanceof NotFoundError,
    open: (credentials, before) =>
      before?.credentials === credentials ? before : { name: `line ${++opened}`, credentials },
  })
  return { clock, storage, lines, nameNow: async () => (await lines.of(REF)).name }
}

test('a line is kept while its credentials stay the same, which is checked every 30 s, once for all who ask', async () => {
  const { clock, storage, nameNow } = setUp()
  expect(await Promise.all([nameNow(), nameNow()])).toEqual(['line 1', 'line 1'])
  await clock.advance(29_999)
  expect(await nameNow()).toBe('line 1')
  expect(storage.asked).toBe(1)
  await clock.advance(1)
  expect(await Promise.all([nameNow(), nameNow()])).toEqual(['line 1', 'line 1'])
  expect(storage.asked).toBe(2)
  storage.credentials = 'second'
  await clock.advance(30_000)
  expect(await nameNow()).toBe('line 2')
})

test('while storage is away the line that is held goes on serving, and the check is tried again soon', async () => {
  const { clock, storage, nameNow } = setUp()
  await nameNow()
  await clock.advance(30_000)
  storage.failure = new Error('connection refused')
  expect(await nameNow()).toBe('line 1')
  expect(await nameNow()).toBe('line 1')
  expect(storage.asked).toBe(2)
  storage.failure = null
  storage.credentials = 'second'
  await clock.advance(5_000)
  expect(await nameNow()).toBe('line 2')
})

test('a connection that is gone ends its line, and one that was never opened fails with storage', async () => {
  const { clock, storage, nameNow } = setUp()
  storage.failure = new Error('connection refused')
  await expect(nameNow()).rejects.toThrow('connection refused')
  storage.failure = null
  await nameNow()
  storage.failure = new NotFoundError()
  await clock.advance(30_000)
  await expect(nameNow()).rejects.toBeInstanceOf(NotFoundError)
  await expect(nameNow()).rejects.toBeInstanceOf(NotFoundError)
  storage.failure = null
  expect(await nameNow()).toBe('line 2')
})

test('a line that was forgotten is opened anew', async () => {
  const { lines, nameNow } = setUp()
  await nameNow()
  lines.forget(REF.id)
  expect(await nameNow()).toBe('line 2')
})
