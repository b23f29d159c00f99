import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  findToken,
  forgetToken,
  releaseTokenLease,
  saveToken,
  TOKEN_GET_EVERY_MS,
  tryAcquireTokenLease,
  tryBeginTokenGet,
} from '@/lib/server/data/system/tokens'
import { describeOnEachDatabase } from './each-database'
import { makeTenant } from './fixtures'

const T0 = Date.parse('2026-03-01T08:00:00Z')
const LEASE_MS = 20_000

async function makeKey() {
  const { tenantId, connectionId } = await makeTenant()
  return { tenantId, connectionId }
}

const token = (issuedAtMs: number, text = 'sealed') => ({
  accessTokenSealed: text,
  refreshTokenSealed: null,
  issuedAt: new Date(issuedAtMs),
  expiresAt: new Date(issuedAtMs + 7_200_000),
})

describeOnEachDatabase('the token of a connection', () => {
  test('of 20 callers at once exactly one gets the lease, and exactly one may ask the vendor', async () => {
    const owners = Array.from({ length: 20 }, () => randomUUID())
    for (const attempt of [tryAcquireTokenLease, tryBeginTokenGet]) {
      const key = await makeKey()
      const answers = await Promise.all(owners.map((owner) => attempt(key, { owner, leaseMs: LEASE_MS })))
      expect(answers.filter(Boolean)).toHaveLength(1)
    }
  })

  test('a lease is free again when it is given back or has run out, and its owner may take it again', async () => {
    const key = await makeKey()
    const take = (owner: string, nowMs: number) =>
      tryAcquireTokenLease(key, { owner, leaseMs: LEASE_MS, nowMs })
    expect(await take('a', T0)).toBe(true)
    expect(await take('a', T0 + 1)).toBe(true)
    expect(await take('b', T0 + LEASE_MS)).toBe(false)
    expect(await take('b', T0 + LEASE_MS + 1)).toBe(true)
    await releaseTokenLease(key, 'a')
    expect(await take('c', T0 + LEASE_MS + 2)).toBe(false)
    await releaseTokenLease(key, 'b')
    expect(await take('c', T0 + LEASE_MS + 3)).toBe(true)
  })

  test('no two token.get begin within 60 s, even when the first failed and its lease was given back', async () => {
    const key = await makeKey()
    const begin = (owner: string, nowMs: number) => tryBeginTokenGet(key, { owner, leaseMs: 1000, nowMs })
    expect(await begin('a', T0)).toBe(true)
    await releaseTokenLease(key, 'a')
    // The vendor refuses a second token.get within a minute; 60,000 ms are the minute.
    expect(TOKEN_GET_EVERY_MS).toBe(60_000)
    expect(await begin('b', T0 + 59_999)).toBe(false)
    expect(await begin('a', T0 + 59_999)).toBe(false)
    expect(await begin('b', T0 + 60_000)).toBe(true)
  })

  test('no token.get begins while another owner holds the lease, for example to refresh', async () => {
    const key = await makeKey()
    await tryAcquireTokenLease(key, { owner: 'a', leaseMs: LEASE_MS, nowMs: T0 })
    const begin = (owner: string, nowMs: number) => tryBeginTokenGet(key, { owner, leaseMs: LEASE_MS, nowMs })
    expect(await begin('b', T0 + 1)).toBe(false)
    expect(await begin('a', T0 + 2)).toBe(true)
  })

  test('a refused begin does not take the lease', async () => {
    const key = await makeKey()
    await tryBeginTokenGet(key, { owner: 'a', leaseMs: 1000, nowMs: T0 })
    await releaseTokenLease(key, 'a')
    expect(await tryBeginTokenGet(key, { owner: 'b', leaseMs: 1000, nowMs: T0 + 1 })).toBe(false)
    expect(await tryAcquireTokenLease(key, { owner: 'c', leaseMs: 1000, nowMs: T0 + 2 })).toBe(true)
  })

  test('a saved token is read back, gives the lease back, and is never replaced by an older one', async () => {
    const key = await makeKey()
    expect(await findToken(key)).toBeNull()
    await tryAcquireTokenLease(key, { owner: 'a', leaseMs: LEASE_MS })
    expect(await findToken(key)).toBeNull()
    await saveToken(key, 'a', token(T0, 'new'))
    expect(await findToken(key)).toEqual(token(T0, 'new'))
    expect(await tryAcquireTokenLease(key, { owner: 'b', leaseMs: LEASE_MS })).toBe(true)
    await saveToken(key, 'a', token(T0 - 1000, 'old'))
    expect(await findToken(key)).toEqual(token(T0, 'new'))
    // The slow owner's save did not give away the lease of the one after it.
    expect(await tryAcquireTokenLease(key, { owner: 'c', leaseMs: LEASE_MS })).toBe(false)
  })

  test('forgetting the token does not forget the minute', async () => {
    const key = await makeKey()
    await tryBeginTokenGet(key, { owner: 'a', leaseMs: 1000, nowMs: T0 })
    await saveToken(key, 'a', token(T0))
    await forgetToken(key)
    expect(await findToken(key)).toBeNull()
    expect(await tryBeginTokenGet(key, { owner: 'b', leaseMs: 1000, nowMs: T0 + 30_000 })).toBe(false)
  })
})
