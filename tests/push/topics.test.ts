import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PUSH_TOPICS, pushes } from '@/lib/jimi/push/index'
import { storeHook } from '@/lib/server/data/system/push-hooks'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import { startIngestServer } from '@/lib/server/push/ingest-server'
import { pushReceiver, stopPushes } from '@/lib/server/push/process'
import { forgetPushWriter } from '@/lib/server/push/push-writer'
import { forgetSingleton } from '@/lib/server/singleton'
import { makePerson } from '../auth/people'
import { hasBuild, useProductionServer } from '../auth/production-server'
import { describeOnEachDatabase } from '../db/each-database'
import { account, device, makeConnection } from '../db/fixtures'
import { countRows, EXAMPLE_IMEIS, makePushTenant, type PushTenant } from './push-world'

/** Every declared example, the vendor's own where there is one. */
const EXAMPLES = PUSH_TOPICS.flatMap((topic) => pushes[topic].examples.map((example) => ({ topic, example })))

type Target = { url: string; hook: string; token: string }

async function postExample({ url, hook, token }: Target, { topic, example }: (typeof EXAMPLES)[number]) {
  const { path } = pushes[topic]
  const fields: Record<string, string> =
    path === null ? { msgType: topic, data: example } : { token, data_list: example }
  return fetch(`${url}/api/push/${hook}${path === null ? '' : `/${path.replace(/^\//, '')}`}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
  })
}

test('every topic has an example', () => {
  expect(PUSH_TOPICS.filter((topic) => pushes[topic].examples.length === 0)).toEqual([])
})

describeOnEachDatabase('the bare server', () => {
  let tenant: PushTenant
  let server: Awaited<ReturnType<typeof startIngestServer>>
  beforeAll(async () => {
    for (const name of ['hook-book', 'device-book', 'push-receiver', 'push-ledger']) forgetSingleton(name)
    tenant = await makePushTenant()
    server = await startIngestServer({ port: 0, hostname: '127.0.0.1', receiver: pushReceiver() })
  })
  afterAll(async () => {
    await server.stop()
    await stopPushes()
    forgetPushWriter()
  })

  test.each(EXAMPLES)('stores $topic: $example', async (example) => {
    const before = await countRows(tenant.tenantId)
    const response = await postExample({ ...tenant, url: `http://127.0.0.1:${server.port}` }, example)
    expect([response.status, await response.json()]).toMatchObject([200, { code: 0 }])
    expect(
      await db().pushReject.findMany({ where: { tenantId: tenant.tenantId, topic: example.topic } }),
    ).toEqual([])
    expect(await countRows(tenant.tenantId)).toBeGreaterThan(before)
  })
})

describe.skipIf(!hasBuild)('the production build', () => {
  const secrets = { path: 'p'.repeat(43), token: 't'.repeat(43) }
  const server = useProductionServer({}, async () => {
    const person = await makePerson()
    const connectionId = await makeConnection(person.tenantId)
    await syncRoster(person.tenantId, connectionId, {
      accounts: [account('top')],
      devices: EXAMPLE_IMEIS.map((imei) => device(imei, 'top')),
    })
    await storeHook(person.tenantId, { connectionId, actorId: null, secrets })
    return person
  })
  const target = () => ({ url: server().url, hook: secrets.path, token: secrets.token })

  test.each(EXAMPLES)('takes $topic: $example', async (example) => {
    const response = await postExample(target(), example)
    expect([response.status, await response.json()]).toMatchObject([200, { code: 0 }])
  })

  test('counts what it stored by topic, and rejects nothing of the examples', async () => {
    const text = await (await fetch(`${server().url}/api/metrics`)).text()
    const lines = text.split('\n').filter((line) => line.startsWith('milepost_push_items_total{'))
    const outcomes = lines.map((line) => /topic="([^"]+)",outcome="([^"]+)"/.exec(line)?.slice(1) ?? [])
    expect(new Set(outcomes.map(([, outcome]) => outcome))).toEqual(new Set(['stored']))
    expect(new Set(outcomes.map(([topic]) => topic))).toEqual(new Set(PUSH_TOPICS))
    expect(text).toMatch(/milepost_push_request_seconds_count\{status="200"\} \d+/)
  })

  test("knows no stranger, in the receiver's own words: no redirect to sign-in, no cookie, nothing cached", async () => {
    for (const address of [`${'x'.repeat(43)}/pushgps`, `${secrets.path}/nothing`, 'x']) {
      const response = await fetch(`${server().url}/api/push/${address}`, {
        method: 'POST',
        body: 'x=1',
        redirect: 'manual',
        headers: { origin: 'https://evil.example', cookie: 'milepost.session=x' },
      })
      expect([response.status, await response.json()]).toMatchObject([404, { code: 404 }])
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.getSetCookie()).toEqual([])
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  test('a topic in any letter case, a wrong token, an oversized body and the check of the address', async () => {
    const { url, hook, token } = target()
    const send = (path: string, body: BodyInit) =>
      fetch(`${url}/api/push/${hook}${path}`, { method: 'POST', body })
    const list = pushes.pushhb.examples[0] ?? ''
    expect((await send('/PUSHHB', new URLSearchParams({ token, data_list: list }))).status).toBe(200)
    expect((await send('/pushhb', new URLSearchParams({ token: 'no', data_list: list }))).status).toBe(401)
    expect((await send('/pushhb', 'x'.repeat(12_000_000)).catch(() => ({ status: 413 }))).status).toBe(413)
    expect((await send('/pushhb', new URLSearchParams({ token, data_list: list }))).status).toBe(200)
    expect(await (await send('', '')).json()).toMatchObject({ code: 0 })
    // An address typed with a slash at its end: whoever posts follows no redirect.
    for (const path of ['/', '/pushhb/']) {
      const response = await fetch(`${url}/api/push/${hook}${path}`, { method: 'POST', redirect: 'manual' })
      expect([response.status, await response.json()]).toMatchObject([200, { code: 0 }])
    }
    expect(await (await fetch(`${url}/api/push/${hook}/pushhb`)).json()).toMatchObject({ code: 0 })
  })
})
