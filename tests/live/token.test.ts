import { spawn } from 'node:child_process'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { JimiApiError } from '@/lib/jimi/errors'
import { db } from '@/lib/server/db'
import { callConnection, healthBoard } from '@/lib/server/jimi'
import { storeCallCounts } from '@/lib/server/services/call-books'
import { CoolingDownError } from '@/lib/server/services/call-pauses'
import { tokenStore } from '@/lib/server/services/token-store'
import { type Grant, TokenKeeper } from '@/lib/server/token'
import { describeOnEachDatabase, describeOnPostgres } from '../db/each-database'
import { manualClock } from './manual-clock'
import { type Customer, connectTenant, forgetVendor, startVendor, type Vendor } from './vendor'

const LOCATIONS = 'jimi.user.device.location.list'
const TOKEN_GET = 'jimi.oauth.token.get'
const TOKEN_REFRESH = 'jimi.oauth.token.refresh'

let vendor: Vendor
beforeEach(async () => {
  vendor = await startVendor()
  forgetVendor()
})
afterEach(() => vendor.close())

const locations = ({ ref }: Customer, accountLogin = 'acme') =>
  callConnection(ref, LOCATIONS, { accountLogin })

/** As if the last token.get had begun `ms` earlier than it did. */
async function age({ ref }: Customer, ms: number): Promise<void> {
  const key = { tenantId_connectionId: { tenantId: ref.tenantId, connectionId: ref.id } }
  const { lastGetAt } = await db().jimiToken.findUniqueOrThrow({ where: key })
  await db().jimiToken.update({ where: key, data: { lastGetAt: new Date((lastGetAt?.getTime() ?? 0) - ms) } })
}

describeOnEachDatabase('the token of a connection', () => {
  test('fifty callers at once cause one token.get, and identical reads one call', async () => {
    const customer = await connectTenant(vendor, 'acme')
    const answers = await Promise.all(Array.from({ length: 50 }, () => locations(customer)))
    expect(answers.every((rows) => rows.length === 2)).toBe(true)
    expect(await vendor.calls()).toEqual({ [TOKEN_GET]: 1, [LOCATIONS]: 1 })
  })

  test('it is stored sealed, and a restarted process goes on with it', async () => {
    const customer = await connectTenant(vendor, 'acme')
    await locations(customer)
    const stored = await db().jimiToken.findFirstOrThrow({ where: { connectionId: customer.ref.id } })
    expect(stored.accessTokenSealed).toMatch(/^v1\./)
    forgetVendor()
    await locations(customer)
    expect((await vendor.calls())[TOKEN_GET]).toBe(1)
  })

  test('a refused token is renewed once and the call repeated once', async () => {
    const customer = await connectTenant(vendor, 'acme')
    await locations(customer)
    await vendor.fault({ kind: 'code', method: LOCATIONS, code: 1004, times: 1 })
    expect(await locations(customer)).toHaveLength(2)
    expect(await vendor.calls()).toEqual({ [TOKEN_GET]: 1, [TOKEN_REFRESH]: 1, [LOCATIONS]: 3 })
  })

  test('when the vendor knows neither token any more, token.get brings another', async () => {
    const customer = await connectTenant(vendor, 'acme')
    await locations(customer)
    await age(customer, 60_000)
    await vendor.switches({ limitTokenGet: false })
    await vendor.revokeTokens()
    expect(await locations(customer)).toHaveLength(2)
    expect((await vendor.calls())[TOKEN_GET]).toBe(2)
  })

  test('a token that is refused again and again is never asked for in a loop', async () => {
    const customer = await connectTenant(vendor, 'acme')
    await vendor.fault({ kind: 'code', method: LOCATIONS, code: 1004 })
    await expect(locations(customer)).rejects.toMatchObject({ code: 1004 })
    expect(await vendor.calls()).toEqual({ [TOKEN_GET]: 1, [TOKEN_REFRESH]: 1, [LOCATIONS]: 2 })
  })

  test('"system busy" is tried again at most twice for a read', async () => {
    const customer = await connectTenant(vendor, 'acme')
    await vendor.fault({ kind: 'code', method: LOCATIONS, code: -1, times: 2 })
    expect(await locations(customer)).toHaveLength(2)
    await vendor.fault({ kind: 'code', method: LOCATIONS, code: -1 })
    await expect(locations(customer)).rejects.toMatchObject({ code: -1 })
    expect((await vendor.calls())[LOCATIONS]).toBe(6)
    expect(healthBoard().listOf(customer.ref.tenantId)[0]?.kind).toBe('busy')
  })

  test('after "too frequent" nothing is sent until the pause is over', async () => {
    const customer = await connectTenant(vendor, 'acme')
    await vendor.fault({ kind: 'code', method: LOCATIONS, code: 1006 })
    await expect(locations(customer)).rejects.toMatchObject({ code: 1006 })
    await expect(locations(customer)).rejects.toBeInstanceOf(CoolingDownError)
    await expect(locations(customer, 'acme-north')).rejects.toBeInstanceOf(CoolingDownError)
    expect((await vendor.calls())[LOCATIONS]).toBe(1)
    expect(healthBoard().listOf(customer.ref.tenantId)[0]?.kind).toBe('limited')
  })

  test('a wrong password has its own word, and costs one token.get a minute, not one a call', async () => {
    const customer = await connectTenant(vendor, 'acme', { password: 'wrong' })
    await expect(locations(customer)).rejects.toBeInstanceOf(JimiApiError)
    await expect(locations(customer)).rejects.toBeInstanceOf(JimiApiError)
    expect(await vendor.calls()).toEqual({ [TOKEN_GET]: 1 })
    expect(healthBoard().listOf(customer.ref.tenantId)[0]?.kind).toBe('password')
  })

  test('a wrong app secret has its own word', async () => {
    const customer = await connectTenant(vendor, 'acme', { appSecret: 'f'.repeat(32) })
    await expect(locations(customer)).rejects.toBeInstanceOf(JimiApiError)
    expect(healthBoard().listOf(customer.ref.tenantId)[0]?.kind).toBe('app_key')
  })

  test('two keepers on one stored token ask the vendor once', async () => {
    const { ref } = await connectTenant(vendor, 'acme')
    let gets = 0
    const keepers = ['first', 'second'].map(() => keeper(ref, () => grant(`token ${++gets}`)))
    const tokens = await Promise.all(keepers.flatMap((each) => [each.current(), each.current()]))
    expect(new Set(tokens)).toEqual(new Set(['token 1']))
  })

  test('it is refreshed 300 s ahead of its end, by one refresh however many callers', async () => {
    const { ref } = await connectTenant(vendor, 'acme')
    const clock = manualClock(Date.now())
    const asked: string[] = []
    const make = (name: string) => async () => {
      asked.push(name)
      return grant(`${name} ${asked.length}`, clock.now())
    }
    const keeping = new TokenKeeper({
      store: tokenStore({ tenantId: ref.tenantId, connectionId: ref.id }),
      source: { get: make('get'), refresh: make('refresh') },
      clock,
    })
    await keeping.current()
    await clock.advance((7200 - 301) * 1000)
    expect(await keeping.current()).toBe('get 1')
    await clock.advance(2000)
    const tokens = await Promise.all(Array.from({ length: 20 }, () => keeping.current()))
    expect(new Set(tokens)).toEqual(new Set(['refresh 2']))
    expect(asked).toEqual(['get', 'refresh'])
  })

  test('a refresh without an answer leaves the old token in use while it is valid', async () => {
    const { ref } = await connectTenant(vendor, 'acme')
    await vendor.fault({ kind: 'drop', method: TOKEN_REFRESH })
    await callConnection(ref, LOCATIONS, { accountLogin: 'acme' })
    await db().jimiToken.updateMany({
      where: { connectionId: ref.id },
      data: nearlyOver(),
    })
    forgetVendor()
    expect(await callConnection(ref, LOCATIONS, { accountLogin: 'acme' })).toHaveLength(2)
    expect((await vendor.calls())[TOKEN_GET]).toBe(1)
    // The next ones don't wait for a refresh that just failed.
    for (const accountLogin of ['acme-north', 'acme-northwest'])
      await callConnection(ref, LOCATIONS, { accountLogin })
    // The vendor does not count what it dropped, so our own books have to.
    await storeCallCounts()
    const counted = await db().jimiCallDay.findFirst({
      where: { connectionId: ref.id, method: TOKEN_REFRESH },
    })
    expect(counted?.calls).toBe(1)
  })

  test('a refresh refused for its frequency asks for nothing more, and silences nobody else', async () => {
    const customer = await connectTenant(vendor, 'acme')
    const other = await connectTenant(vendor, 'other')
    await locations(customer)
    await age(customer, 60_000)
    await vendor.fault({ kind: 'code', method: TOKEN_REFRESH, code: 1006 })
    await db().jimiToken.updateMany({
      where: { connectionId: customer.ref.id },
      data: nearlyOver(),
    })
    forgetVendor()
    expect(await locations(customer)).toHaveLength(2)
    expect((await vendor.calls())[TOKEN_GET]).toBe(1)
    // Without a token that the vendor takes, its refusal counts, for this connection alone.
    await vendor.fault({ kind: 'code', method: LOCATIONS, code: 1004, times: 1 })
    await expect(locations(customer)).rejects.toMatchObject({ code: 1006, method: TOKEN_REFRESH })
    await expect(locations(customer)).rejects.toBeInstanceOf(CoolingDownError)
    expect(await locations(other, 'other')).toHaveLength(3)
    expect((await vendor.calls())[TOKEN_GET]).toBe(2)
  })
})

/** A token of two hours that ends in a minute, so that it is due for a refresh. */
function nearlyOver() {
  return { issuedAt: new Date(Date.now() - 7_140_000), expiresAt: new Date(Date.now() + 60_000) }
}

function keeper(ref: Customer['ref'], get: () => Grant): TokenKeeper {
  return new TokenKeeper({
    store: tokenStore({ tenantId: ref.tenantId, connectionId: ref.id }),
    source: {
      get: async () => get(),
      refresh: async () => {
        throw new Error('nothing to refresh')
      },
    },
    clock: manualClockThatSleeps(),
  })
}

/** Real time for the few milliseconds one keeper waits for the other. */
function manualClockThatSleeps() {
  return {
    now: Date.now,
    random: () => 0,
    sleep: () => new Promise<void>((resolve) => setImmediate(resolve)),
  }
}

function grant(accessToken: string, nowMs = Date.now()): Grant {
  return {
    accessToken,
    refreshToken: `refresh of ${accessToken}`,
    issuedAt: new Date(nowMs),
    expiresAt: new Date(nowMs + 7_200_000),
  }
}

describeOnPostgres('several processes', ({ databaseUrl, dataDir }) => {
  let customer: Customer

  test('share one token: two of them starting at once cause one token.get', async () => {
    customer = await connectTenant(vendor, 'acme')
    const answers = await Promise.all(['acme', 'acme-north'].map((login) => askInProcess(login)))
    expect(answers).toEqual(['2', '3'])
    expect(await vendor.calls()).toEqual({ [TOKEN_GET]: 1, [LOCATIONS]: 2 })
  }, 60_000)

  /** The number of devices that a process of its own sees in an account. */
  function askInProcess(login: string): Promise<string> {
    const script = path.join(import.meta.dirname, 'ask-vendor.ts')
    const child = spawn(
      process.execPath,
      ['--conditions=react-server', '--import', 'tsx', script, customer.ref.tenantId, customer.ref.id, login],
      {
        env: {
          ...process.env,
          DATABASE_URL: databaseUrl(),
          MILEPOST_DATA_DIR: dataDir(),
          LOG_LEVEL: 'silent',
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    return new Promise((resolve, reject) => {
      let output = ''
      child.stdout.on('data', (chunk) => {
        output += chunk
      })
      child.once('error', reject)
      child.once('exit', () => resolve(output.trim()))
    })
  }
})
