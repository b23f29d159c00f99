import { beforeEach, expect, test, vi } from 'vitest'
import { type Brand, PLAIN_BRAND } from '@/lib/domain/api/branding'
import { brandingOf, forgetBranding } from './branding'
import { findBrand } from './data/system/branding'

// The database, which hangs and comes back as it is told.
vi.mock('./data/system/branding', () => ({ findBrand: vi.fn() }))
const database = vi.mocked(findBrand)
const LOOK = { ...PLAIN_BRAND, name: 'Acme' }
const NEXT = { ...PLAIN_BRAND, name: 'Acme Fleet' }

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  forgetBranding()
  database.mockReset()
  return () => vi.useRealTimers()
})

const passMs = (ms: number) => vi.setSystemTime(Date.now() + ms)

/** Gives up after ten seconds, as a connection to a database that hangs does. */
function hang(): void {
  database.mockImplementationOnce(async () => {
    passMs(10_000)
    throw new Error('timeout exceeded when trying to connect')
  })
}

/** Has the database answer when the returned function is called. */
function answerLater(): (brand: Brand) => void {
  let answer: (brand: Brand) => void = () => undefined
  database.mockReturnValueOnce(
    new Promise((resolve) => {
      answer = resolve
    }),
  )
  return answer
}

test('a look that was known stays while the database is away, and changes when it is back', async () => {
  database.mockResolvedValueOnce(LOOK)
  expect(await brandingOf('a')).toEqual(LOOK)
  passMs(5_000)
  hang()
  expect(await brandingOf('a')).toEqual(LOOK)
  passMs(5_000)
  hang()
  expect(await brandingOf('a')).toEqual(LOOK)
  passMs(5_000)
  database.mockResolvedValueOnce(NEXT)
  expect(await brandingOf('a')).toEqual(NEXT)
})

test('a database that has just hung is asked again after 5 s and not before, whoever wants to know', async () => {
  hang()
  expect(await brandingOf('a')).toEqual(PLAIN_BRAND)
  passMs(4_999)
  expect(await brandingOf('a')).toEqual(PLAIN_BRAND)
  expect(database).toHaveBeenCalledTimes(1)
  passMs(1)
  database.mockResolvedValueOnce(LOOK)
  expect(await brandingOf('a')).toEqual(LOOK)
})

test('everybody who asks while the answer is on its way shares it, however long it takes', async () => {
  const answer = answerLater()
  const first = brandingOf('a')
  passMs(9_000)
  const second = brandingOf('a')
  answer(LOOK)
  expect(await Promise.all([first, second])).toEqual([LOOK, LOOK])
  expect(database).toHaveBeenCalledTimes(1)
})

test('a look is at most 5 s old, counted from when it was asked for', async () => {
  database.mockImplementationOnce(async () => {
    passMs(4_000)
    return LOOK
  })
  expect(await brandingOf('a')).toEqual(LOOK)
  passMs(1_000)
  database.mockResolvedValueOnce(NEXT)
  expect(await brandingOf('a')).toEqual(NEXT)
})

test('a change in this process shows at once, also when an older answer is still on its way', async () => {
  const answer = answerLater()
  const old = brandingOf('a')
  forgetBranding()
  database.mockResolvedValueOnce(NEXT)
  expect(await brandingOf('a')).toEqual(NEXT)
  answer(LOOK)
  await old
  expect(await brandingOf('a')).toEqual(NEXT)
})
