import { describe, expect, test } from 'vitest'
import { JimiApiError, JimiContractError, JimiTransportError } from '@/lib/jimi/errors'
import type { LocationRow } from './location-report'
import { ConnectionPoller, type PollerOptions, type WatchedAccount } from './poller'

const ACCOUNTS: WatchedAccount[] = [
  { id: 'a', login: 'north', imeis: ['860000000000001', '860000000000002'] },
  { id: 'b', login: 'south', imeis: ['860000000000003'] },
]

function row(imei: string): LocationRow {
  return { imei, online: true, expired: false }
}

/** A poller whose clock stands still until moved, with every call written down. */
function setUp(changes: Partial<PollerOptions> = {}) {
  const calls: string[] = []
  const ingested: string[] = []
  const clock = { nowMs: 1_000_000 }
  const watched = { accounts: ACCOUNTS }
  const imeisOf = (login: string) => ACCOUNTS.find((account) => account.login === login)?.imeis ?? []
  const poller = new ConnectionPoller({
    clock: { now: () => clock.nowMs, sleep: async () => undefined, random: () => 0.5 },
    intervalMs: 10_000,
    watchedAccounts: () => watched.accounts,
    lease: async (ids) => new Set(ids),
    releaseLeases: async () => void calls.push('release'),
    listLocations: async (login) => {
      calls.push(`list ${login}`)
      return imeisOf(login).map(row)
    },
    getLocations: async (imeis) => {
      calls.push(`get ${imeis.join()}`)
      return imeis.map(row)
    },
    ingest: async (rows) => void ingested.push(...rows.map(({ imei }) => imei)),
    follow: async (ids) => void calls.push(`follow ${ids.join()}`),
    onRoundDone: () => calls.push('done'),
    onAllRefused: () => calls.push('all refused'),
    onRest: () => calls.push('rest'),
    onError: () => undefined,
    ...changes,
  })
  return { poller, calls, ingested, clock, watched }
}

const refused = (method: string) => new JimiApiError({ code: 1002, method, vendorMessage: 'no permissions' })

describe('rounds', () => {
  test('every watched account is asked once an interval, however often anybody looks', async () => {
    const { poller, calls, clock } = setUp()
    expect(await poller.round()).toBe(10_000)
    await poller.round()
    clock.nowMs += 9_999
    expect(await poller.round()).toBe(1)
    expect(calls).toEqual(['list north', 'list south', 'done'])
    clock.nowMs += 1
    await poller.round()
    expect(calls.filter((call) => call === 'list north')).toHaveLength(2)
  })

  test('nobody watching means no call, no wake-up time, and leases given back once', async () => {
    const { poller, calls, watched } = setUp()
    await poller.round()
    calls.length = 0
    watched.accounts = []
    expect(await poller.round()).toBeNull()
    expect(await poller.round()).toBeNull()
    expect(calls).toEqual(['rest', 'release'])
  })

  test('coming back within the interval does not ask again before it is over', async () => {
    const { poller, calls, clock, watched } = setUp()
    await poller.round()
    watched.accounts = []
    await poller.round()
    calls.length = 0
    watched.accounts = ACCOUNTS
    clock.nowMs += 4_000
    expect(await poller.round()).toBe(6_000)
    expect(calls).toEqual([])
  })

  test('a newly watched account is asked at once, the others when they are due', async () => {
    const { poller, calls, clock, watched } = setUp()
    watched.accounts = ACCOUNTS.slice(0, 1)
    await poller.round()
    calls.length = 0
    clock.nowMs += 3_000
    watched.accounts = ACCOUNTS
    expect(await poller.round()).toBe(7_000)
    expect(calls).toEqual(['list south', 'done'])
  })

  test('accounts another process polls are followed, not asked', async () => {
    const { poller, calls } = setUp({ lease: async () => new Set(['b']) })
    await poller.round()
    expect(calls).toEqual(['follow a', 'list south', 'done'])
  })
})

describe('devices left out of an answer', () => {
  test('are asked for by IMEI, at most once a minute, until they are back', async () => {
    let omits = true
    const { poller, calls, clock, ingested } = setUp({
      listLocations: async (login) =>
        (ACCOUNTS.find((account) => account.login === login)?.imeis ?? [])
          .filter((imei) => !(omits && imei === '860000000000002'))
          .map(row),
    })
    const gets = () => calls.filter((call) => call.startsWith('get'))
    await poller.round()
    expect(gets()).toEqual(['get 860000000000002'])
    expect(ingested).toContain('860000000000002')
    clock.nowMs += 30_000
    await poller.round()
    expect(gets()).toHaveLength(1)
    clock.nowMs += 30_000
    await poller.round()
    expect(gets()).toHaveLength(2)
    omits = false
    clock.nowMs += 60_000
    await poller.round()
    expect(gets()).toHaveLength(2)
  })

  test('leave in batches of 50, at most four of them in one round', async () => {
    const imeis = Array.from({ length: 260 }, (_, index) => `86${String(index).padStart(13, '0')}`)
    const batches: number[] = []
    const { poller, clock } = setUp({
      watchedAccounts: () => [{ id: 'a', login: 'north', imeis }],
      listLocations: async () => [],
      getLocations: async (asked) => {
        batches.push(asked.length)
        return []
      },
    })
    await poller.round()
    expect(batches).toEqual([50, 50, 50, 50])
    clock.nowMs += 10_000
    await poller.round()
    expect(batches.slice(4)).toEqual([50, 10])
  })
})

describe('failures', () => {
  test('a round that fails is tried again after a growing pause, and waking does not shorten it', async () => {
    let isDown = true
    const { poller, calls, clock } = setUp({
      listLocations: async (login) => {
        calls.push(`list ${login}`)
        if (isDown) throw new JimiTransportError({ kind: 'unreachable', method: 'm', message: 'refused' })
        return []
      },
      getLocations: async () => [],
    })
    // Full jitter at 0.5 between 10 s and 20 s, then between 10 s and the cap of 30 s.
    expect(await poller.round()).toBe(15_000)
    poller.wake()
    expect(await poller.round()).toBe(15_000)
    expect(calls).toEqual(['list north'])
    clock.nowMs += 15_000
    expect(await poller.round()).toBe(20_000)
    isDown = false
    clock.nowMs += 20_000
    expect(await poller.round()).toBe(10_000)
    expect(calls.slice(-3)).toEqual(['list north', 'list south', 'done'])
  })

  test('an account the vendor refuses does not cost the others their round', async () => {
    const { poller, ingested, calls } = setUp({
      listLocations: async (login) => {
        if (login === 'north') throw refused('jimi.user.device.location.list')
        return [row('860000000000003')]
      },
    })
    expect(await poller.round()).toBe(10_000)
    expect(ingested).toEqual(['860000000000003'])
    expect(calls).toEqual(['done'])
  })

  test('an account with an unreadable answer fails the round, but only after the others were asked', async () => {
    const { poller, calls, ingested } = setUp({
      listLocations: async (login) => {
        calls.push(`list ${login}`)
        if (login === 'north')
          throw new JimiContractError({ kind: 'too_large', method: 'x', message: 'too large' })
        return [row('860000000000003')]
      },
    })
    await poller.round()
    expect(calls).toEqual(['list north', 'list south'])
    expect(ingested).toEqual(['860000000000003'])
  })

  test('all accounts refused is trouble of the connection', async () => {
    const { poller, calls } = setUp({
      listLocations: async () => {
        throw refused('jimi.user.device.location.list')
      },
    })
    await poller.round()
    expect(calls).toEqual(['all refused'])
  })

  test('stopping gives up the call under way and gives the leases back', async () => {
    let seen: AbortSignal | undefined
    const { poller, calls } = setUp({
      listLocations: (_, signal) =>
        new Promise((_resolve, reject) => {
          seen = signal
          signal.addEventListener('abort', () => reject(signal.reason))
        }),
    })
    poller.start()
    await expect.poll(() => seen).toBeDefined()
    await poller.stop()
    expect(seen?.aborted).toBe(true)
    expect(calls).toEqual(['release'])
  })
})
