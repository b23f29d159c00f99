import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/server/db'
import { stopPushes } from '@/lib/server/push/process'
import { forgetPushWriter } from '@/lib/server/push/push-writer'
import { forgetSingleton } from '@/lib/server/singleton'
import { describeOnEachDatabase } from '../db/each-database'
import { expectRefusal, type Refusal } from './expect-refusal'
import { EXAMPLE_IMEIS, formOf, gpsItem, makePushTenant, type PushTenant, post } from './push-world'

const [IMEI] = EXAMPLE_IMEIS
const GPS = JSON.stringify([gpsItem(IMEI)])

describeOnEachDatabase('what is no body of a push', () => {
  let ours: PushTenant
  beforeAll(async () => {
    for (const name of ['hook-book', 'device-book', 'push-receiver', 'push-ledger']) forgetSingleton(name)
    ours = await makePushTenant()
    // What refused posts are held against.
    await post(ours.hook, 'pushgps', { form: { token: ours.token, data_list: GPS } })
  })
  afterAll(async () => {
    await stopPushes()
    forgetPushWriter()
  })

  const expectRefused = (expected: Refusal, act: () => ReturnType<typeof post>) =>
    expectRefusal(ours, expected, act)

  const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
  const withToken = (text: string) =>
    `token=${encodeURIComponent(ours.token)}&data_list=${encodeURIComponent(text)}`

  test.each<[string, number, () => string]>([
    [
      '51 items',
      400,
      () => withToken(JSON.stringify(Array.from({ length: 51 }, (_, i) => gpsItem(IMEI, i % 60)))),
    ],
    ['half a JSON', 400, () => withToken(GPS.slice(0, -20))],
    ['half a JSON body', 400, () => `{"token":"${ours.token}","data_list":[{"deviceImei":`],
    ['no JSON', 400, () => withToken('hello')],
    ['depth 10,000 in a form', 400, () => withToken(deep(10_000))],
    ['depth 10,000 in an item', 400, () => withToken(`[{"a":${deep(10_000)}}]`)],
    ['depth 10,000 in JSON', 400, () => `{"token":"${ours.token}","data_list":${deep(10_000)}}`],
    ['data_list twice in a form', 400, () => `${withToken(GPS)}&data_list=%5B%5D`],
    ['data_list twice in JSON', 400, () => `{"token":"${ours.token}","data_list":${GPS},"data_list":[]}`],
    ['a body above 1 MiB', 413, () => withToken(`[${' '.repeat(1024 * 1024)}]`)],
    ['a body of 10 MB', 413, () => 'x'.repeat(10_000_000)],
  ])('%s is refused and costs nothing', async (_, status, raw) => {
    await expectRefused({ status, code: 400 }, () => post(ours.hook, 'pushgps', { raw: raw() }))
  })

  test('__proto__ as a member of the body refuses it, as one of an item only the item, and changes nothing of ours', async () => {
    const bodies = [
      `{"token":"${ours.token}","data_list":[{"__proto__":{"polluted":1}}]}`,
      `{"token":"${ours.token}","__proto__":{"polluted":1},"data_list":${GPS}}`,
      `__proto__=1&${formOf({ token: ours.token, data_list: GPS })}`,
      `{"__proto__":{"token":"${ours.token}"},"data_list":${GPS}}`,
      `__proto__[token]=${ours.token}&${formOf({ data_list: GPS })}`,
    ]
    const statuses = []
    for (const raw of bodies) statuses.push((await post(ours.hook, 'pushgps', { raw })).status)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    expect(statuses).toEqual([200, 400, 400, 400, 401])
    expect(await db().position.count({ where: { tenantId: ours.tenantId } })).toBe(1)
  })

  test('a body that comes in pieces is cut off at its cap, whatever it claims', async () => {
    let given = 0
    async function* endless() {
      for (;;) {
        given += 65_536
        yield Buffer.alloc(65_536, 'x')
      }
    }
    await expectRefused({ status: 413, code: 400 }, () => post(ours.hook, 'pushgps', { body: endless() }))
    expect(given).toBeLessThan(2 * 1024 * 1024)
  })

  test('bombs, a hundred of each, leave less than 50 MB behind', async () => {
    const bombs = [withToken(deep(10_000)), 'x'.repeat(10_000_000), withToken(`[${'{"a":['.repeat(100_000)}`)]
    const fire = async (times: number) => {
      for (let time = 0; time < times; time += 1)
        for (const raw of bombs)
          expect((await post(ours.hook, 'pushgps', { raw })).status).toBeGreaterThanOrEqual(400)
    }
    await fire(3)
    const before = settledHeap()
    await fire(100)
    expect(settledHeap() - before).toBeLessThan(50_000_000)
  })
})

function settledHeap(): number {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
