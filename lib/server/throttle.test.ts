import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  ACCOUNT_LIMIT,
  ADDRESS_LIMIT,
  createSignInThrottle,
  FLOODED_PAIR_LIMIT,
  PAIR_LIMIT,
  type SignInThrottle,
} from './throttle'

const home = { account: 'ana@example.com', address: '203.0.113.7' }

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

async function failTimes(throttle: SignInThrottle, attempt: typeof home, times: number) {
  for (let i = 0; i < times; i++) {
    const admission = await throttle.admit(attempt)
    if (admission.allowed) await throttle.fail(attempt)
  }
}

test('after five failures the next try is told how long to wait, and after that time it is let in', async () => {
  const throttle = createSignInThrottle()
  await failTimes(throttle, home, PAIR_LIMIT.points)
  const refused = await throttle.admit(home)
  expect(refused).toEqual({ allowed: false, retryAfterS: PAIR_LIMIT.duration })

  vi.advanceTimersByTime((PAIR_LIMIT.duration - 1) * 1000)
  expect(await throttle.admit(home)).toEqual({ allowed: false, retryAfterS: 1 })
  vi.advanceTimersByTime(1000)
  expect(await throttle.admit(home)).toEqual({ allowed: true })
})

test('tries while throttled do not lengthen the wait', async () => {
  const throttle = createSignInThrottle()
  await failTimes(throttle, home, PAIR_LIMIT.points)
  vi.advanceTimersByTime(100_000)
  await failTimes(throttle, home, 50)
  expect(await throttle.admit(home)).toEqual({ allowed: false, retryAfterS: PAIR_LIMIT.duration - 100 })
})

test('tries that run at the same time cannot exceed the limit', async () => {
  const throttle = createSignInThrottle()
  const admissions = await Promise.all(Array.from({ length: 40 }, () => throttle.admit(home)))
  expect(admissions.filter((admission) => admission.allowed)).toHaveLength(PAIR_LIMIT.points)
})

test('case and blanks of the account make no second account', async () => {
  const throttle = createSignInThrottle()
  await failTimes(throttle, home, PAIR_LIMIT.points)
  expect((await throttle.admit({ ...home, account: ' ANA@Example.com ' })).allowed).toBe(false)
})

test('a success forgets the failures before it', async () => {
  const throttle = createSignInThrottle()
  await failTimes(throttle, home, PAIR_LIMIT.points - 1)
  await throttle.admit(home)
  await throttle.succeed(home)
  await failTimes(throttle, home, PAIR_LIMIT.points - 1)
  expect((await throttle.admit(home)).allowed).toBe(true)
})

test('a try that was never judged costs nothing', async () => {
  const throttle = createSignInThrottle()
  for (let i = 0; i < 100; i++) {
    expect((await throttle.admit(home)).allowed).toBe(true)
    await throttle.release(home)
  }
})

test('one address cannot walk through many accounts', async () => {
  const throttle = createSignInThrottle()
  for (let i = 0; i < ADDRESS_LIMIT.points; i++)
    await failTimes(throttle, { ...home, account: `user${i}@example.com` }, 1)
  expect((await throttle.admit({ ...home, account: 'another@example.com' })).allowed).toBe(false)
  expect((await throttle.admit({ ...home, address: '203.0.113.8' })).allowed).toBe(true)
})

test('hammering one account does not use up the address for its other people', async () => {
  const throttle = createSignInThrottle()
  await failTimes(throttle, home, 500)
  expect((await throttle.admit({ ...home, account: 'bo@example.com' })).allowed).toBe(true)
})

test('an account flooded from many addresses still admits its owner once a minute', async () => {
  const throttle = createSignInThrottle()
  for (let i = 0; i < ACCOUNT_LIMIT.points; i++)
    await failTimes(throttle, { ...home, address: `198.51.100.${i}` }, 1)
  expect(await throttle.admit(home)).toEqual({ allowed: true })
  await throttle.fail(home)
  expect(await throttle.admit(home)).toEqual({ allowed: false, retryAfterS: FLOODED_PAIR_LIMIT.duration })
  vi.advanceTimersByTime(FLOODED_PAIR_LIMIT.duration * 1000)
  expect(await throttle.admit(home)).toEqual({ allowed: true })
})

test('all addresses of one IPv6 /64 count as one', async () => {
  const throttle = createSignInThrottle()
  for (let i = 1; i <= PAIR_LIMIT.points; i++)
    await failTimes(throttle, { ...home, address: `2001:db8:0:1::${i}` }, 1)
  expect((await throttle.admit({ ...home, address: '2001:db8::1:a:b:c:d' })).allowed).toBe(false)
  expect((await throttle.admit({ ...home, address: '2001:db8:0:2::1' })).allowed).toBe(true)
})

test('people whose address is not known do not share one count', async () => {
  const throttle = createSignInThrottle()
  for (let i = 0; i < 100; i++) {
    const attempt = { account: `user${i}@example.com`, address: null }
    expect((await throttle.admit(attempt)).allowed).toBe(true)
    await throttle.fail(attempt)
  }
})
