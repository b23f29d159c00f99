// Two real processes on PostgreSQL and Redis. What they promise each other is promised in seconds, so real time passes here.
// The tests share the two, and the last one kills the first of them.

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { storeHook } from '@/lib/server/data/system/push-hooks'
import { db } from '@/lib/server/db'
import { enqueueRosterImport } from '@/lib/server/jobs/handlers'
import { PAIR_LIMIT } from '@/lib/server/throttle'
import { describeOnPostgres } from '../db/each-database'
import { gpsItem } from '../push/push-world'
import type { Order } from './live-process'
import { ACME_ACCOUNTS, LOCATIONS } from './live-setting'
import { hasRedis, type RedisLine, redisLine } from './redis-line'
import { type Customer, connectTenant, forgetVendor, startVendor, storeRoster, type Vendor } from './vendor'

const ALARMS = 'jimi.device.alarm.list'
const TOKEN_GET = 'jimi.oauth.token.get'
/** A survivor has everything of a dead process within this time. */
const TAKEOVER_MS = 15_000

type World = {
  vendor: Vendor
  line: RedisLine
  customer: Customer
  hook: { path: string; token: string }
  first: ChildProcess
  second: ChildProcess
}

describe.skipIf(!(await hasRedis()))('two processes with Redis', () => {
  describeOnPostgres('live news', (database) => {
    const children: ChildProcess[] = []
    let world: World
    beforeAll(async () => {
      forgetVendor()
      const vendor = await startVendor()
      const line = await redisLine()
      const customer = await connectTenant(vendor, 'acme')
      await storeRoster(vendor, customer, 'acme')
      const { tenantId, id: connectionId } = customer.ref
      const hook = await storeHook(tenantId, { connectionId, actorId: null })
      const first = await start(tenantId, line)
      await vi.waitUntil(async () => (await callsOf(vendor, LOCATIONS)) >= ACME_ACCOUNTS, { timeout: 30_000 })
      await vi.waitUntil(async () => (await callsOf(vendor, ALARMS)) > 0, { timeout: 10_000 })
      const second = await start(tenantId, line)
      world = { vendor, line, customer, hook, first, second }
      await untilUp()
    })
    afterAll(async () => {
      for (const child of children) child.kill('SIGKILL')
      world?.line.cut()
      await world?.vendor.close()
    })

    async function start(tenantId: string, line: RedisLine): Promise<ChildProcess> {
      const child = fork(path.join(import.meta.dirname, 'live-process.ts'), [tenantId], {
        execArgv: ['--conditions=react-server', '--import', 'tsx'],
        env: {
          ...process.env,
          DATABASE_URL: database.databaseUrl(),
          MILEPOST_DATA_DIR: database.dataDir(),
          REDIS_URL: `redis://127.0.0.1:${line.port}`,
          MILEPOST_POLL_SECONDS: '10',
          LOG_LEVEL: 'silent',
        },
      })
      children.push(child)
      await once(child, 'message')
      return child
    }

    const isUp = async (child: ChildProcess) =>
      /^milepost_live_bus_connected 1$/m.test((await ask(child, { kind: 'look', imei: '' })).metrics)
    const untilUp = async () => {
      for (const child of [world.first, world.second])
        await vi.waitUntil(() => isUp(child), { timeout: 15_000 })
    }
    const imeiOf = () => world.vendor.world.imeisOf('north-depot')[0] ?? ''
    const push = async (topicPath: string, item: Record<string, unknown>) => {
      const { path: hook, token } = world.hook
      const form = { token, data_list: JSON.stringify([item]) }
      expect(await ask(world.first, { kind: 'post', hook, topicPath, form })).toBe(200)
    }
    const pushFix = async (lat: number) => {
      const at = pushTime()
      await push('pushgps', { ...gpsItem(imeiOf()), gpsTime: at, gateTime: at, lat })
    }
    /** What the page at the second process shows. */
    const look = () => ask(world.second, { kind: 'look', imei: imeiOf() })
    const shows = (lat: number, withinMs: number) =>
      vi.waitUntil(async () => (await look()).lat === lat, { timeout: withinMs })
    const hasAsked = async (child: ChildProcess, method: string) =>
      (await ask(child, { kind: 'look', imei: '' })).metrics.includes(
        `milepost_vendor_calls_total{method="${method}"`,
      )
    const failToSignIn = (child: ChildProcess, account: string) =>
      ask(child, { kind: 'fail to sign in', attempt: { account, address: '198.51.100.7' } })

    test('a position and an alarm pushed to one show at the other within 2 s; one polls, with one token', async () => {
      await pushFix(42)
      await shows(42, 2_000)
      const msg = { alertType: 1, alarmTime: pushTime(), lng: -8, lat: 42 }
      await push('pushalarm', { type: 'DEVICE', msgClass: 0, imei: imeiOf(), msg })
      await vi.waitUntil(async () => (await look()).alarms.includes('SOS'), { timeout: 2_000 })
      expect(await callsOf(world.vendor, TOKEN_GET)).toBe(1)
      expect(await hasAsked(world.first, LOCATIONS)).toBe(true)
      // It would have asked at once if nobody held the leases.
      expect(await hasAsked(world.second, LOCATIONS)).toBe(false)
      expect(await callsOf(world.vendor, ALARMS)).toBe(1)
    })

    test('tries to sign in count together', async () => {
      const tries: boolean[] = []
      const account = 'somebody@example.com'
      for (let count = 0; count < PAIR_LIMIT.points; count += 1)
        tries.push(await failToSignIn(count % 2 === 0 ? world.first : world.second, account))
      expect(tries).toEqual(Array(PAIR_LIMIT.points).fill(true))
      expect(await failToSignIn(world.first, account)).toBe(false)
      expect(await failToSignIn(world.second, account)).toBe(false)
    })

    test('their calls to the vendor keep the pace of one', async () => {
      const imeis = ['acme', 'acme-north', 'north-depot', 'acme-northwest'].flatMap(
        world.vendor.world.imeisOf,
      )
      const order = { kind: 'ask the vendor' as const, viewer: world.customer.owner, imeis }
      const startedMs = performance.now()
      await Promise.all([ask(world.first, order), ask(world.second, order)])
      // Three places at once and one each 200 ms, see app-budget.ts. Each for itself would need 1.6 s.
      expect(performance.now() - startedMs).toBeGreaterThan((2 * imeis.length - 3) * 200 - 50)
    })

    for (const [index, way] of (['gone', 'dumb'] as const).entries()) {
      test(`with Redis ${way} nobody waits for it, news come within 5 s, the metric says so, and it heals`, async () => {
        const { line, first, second, customer } = world
        if (way === 'gone') line.cut()
        else line.goDumb()
        const call = { kind: 'ask the vendor' as const, viewer: customer.owner, imeis: [imeiOf()] }
        const [maySignIn] = await within(
          3_000,
          Promise.all([failToSignIn(first, `${way}@example.com`), ask(first, call), pushFix(50 + index)]),
        )
        expect(maySignIn).toBe(true)
        await shows(50 + index, 5_000)
        await vi.waitUntil(async () => !(await isUp(second)), { timeout: 5_000 })
        await pushFix(60 + index)
        await shows(60 + index, 5_000)
        await line.mend()
        await untilUp()
        await pushFix(70 + index)
        // That two seconds do is shown above; here much else has just come back.
        await shows(70 + index, 5_000)
      })
    }

    test('after kill -9 of one the other has its polls, its look at alarms and its job within 15 s, with no new token', async () => {
      const { vendor, customer, first, second } = world
      await vendor.fault({ kind: 'hang', method: 'jimi.user.child.list' })
      const id = await enqueueRosterImport(customer.ref)
      const job = () => db().job.findFirstOrThrow({ where: { id } })
      await ask(first, { kind: 'do jobs' })
      await vi.waitUntil(async () => (await job()).leaseOwner !== null, { timeout: 10_000 })
      await ask(second, { kind: 'do jobs' })
      first.kill('SIGKILL')
      await once(first, 'exit')
      await vendor.heal()
      const [locations, alarms] = [await callsOf(vendor, LOCATIONS), await callsOf(vendor, ALARMS)]
      const takenOver = (what: () => Promise<boolean>) => vi.waitUntil(what, { timeout: TAKEOVER_MS })
      await Promise.all([
        takenOver(async () => (await callsOf(vendor, LOCATIONS)) > locations),
        takenOver(async () => (await callsOf(vendor, ALARMS)) > alarms),
        takenOver(async () => (await job()).status === 'done'),
      ])
      expect(await callsOf(vendor, TOKEN_GET)).toBe(1)
    })
  })
})

async function callsOf(vendor: Vendor, method: string): Promise<number> {
  return (await vendor.calls())[method] ?? 0
}

/** What the work answers; fails when that takes longer. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${ms} ms`)), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

let lastPushMs = 0

/** Now, as pushes tell it, but later than the one before: two fixes of one second are one. */
function pushTime(): string {
  lastPushMs = Math.max(Date.now(), lastPushMs + 1_000)
  return new Date(lastPushMs).toISOString().slice(0, 19).replace('T', ' ')
}

let orders = 0

// biome-ignore lint/suspicious/noExplicitAny: what comes back depends on the order, and only this file asks.
function ask(child: ChildProcess, order: Order): Promise<any> {
  orders += 1
  const number = orders
  return new Promise((resolve) => {
    const hear = ([answered, answer]: [number, unknown]) => {
      if (answered !== number) return
      child.off('message', hear)
      resolve(answer)
    }
    child.on('message', hear)
    child.send([number, order])
  })
}
