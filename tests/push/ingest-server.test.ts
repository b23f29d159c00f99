import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { closeDb } from '@/lib/server/db'
import { forgetEnv } from '@/lib/server/env'
import { accepted, tryLater } from '@/lib/server/push/answers'
import { type IngestServer, startIngestServer } from '@/lib/server/push/ingest-server'
import type { PushRequest, Receiver } from '@/lib/server/push/receiver'

const METRICS_TOKEN = 'a-token-of-enough-letters-for-metrics'

let server: IngestServer | null = null
afterEach(async () => {
  await closeDb()
  vi.unstubAllEnvs()
  forgetEnv()
  await server?.stop()
  server = null
})

/** A server whose receiver notes what it was asked, and answers when told to. */
async function start(answer: Receiver['receive'] = async () => accepted()) {
  const asked: PushRequest[] = []
  server = await startIngestServer({
    port: 0,
    hostname: '127.0.0.1',
    receiver: {
      receive: (request) => {
        asked.push(request)
        return answer(request)
      },
    },
  })
  return { url: `http://127.0.0.1:${server.port}`, asked, server }
}

test.each([
  ['/api/push/abc/pushgps', 'abc', 'pushgps'],
  ['/api/push/abc', 'abc', ''],
  ['/api/push/abc/', 'abc', ''],
  ['/api/push/abc//pushgps/', 'abc', 'pushgps'],
  ['/api/push/abc/PushGps?x=1', 'abc', 'PushGps'],
])('%s is the hook and topic it says', async (path, hook, topicPath) => {
  const { url, asked } = await start()
  const response = await fetch(url + path, { method: 'POST', body: 'x' })
  expect(await response.json()).toMatchObject({ code: 0 })
  expect(asked).toMatchObject([{ method: 'POST', hook, topicPath }])
})

test('other addresses and methods are nothing', async () => {
  const { url, asked } = await start()
  for (const path of ['/', '/map', '/api/push', '/api/push/', '/api/push/a/b/c', '/api/pushes/a'])
    expect((await fetch(url + path, { method: 'POST' })).status, path).toBe(404)
  for (const method of ['PUT', 'DELETE', 'OPTIONS'])
    expect((await fetch(`${url}/api/push/a`, { method })).status, method).toBe(404)
  expect(asked).toEqual([])
})

test('a process whose database is away lives, and is not ready', async () => {
  // Nobody answers there.
  vi.stubEnv('DATABASE_URL', 'postgresql://nobody@127.0.0.1:1/none')
  forgetEnv()
  const { url } = await start()
  const ask = async (query: string) => {
    const response = await fetch(`${url}/api/health${query}`)
    return [response.status, await response.json()]
  }
  expect(await ask('?check=live')).toEqual([200, { status: 'live' }])
  expect(await ask('?check=ready')).toEqual([503, { status: 'unavailable' }])
  expect(await ask('')).toEqual([503, { status: 'unavailable' }])
})

test('metrics are for this machine, or for who bears the token, as those of the app', async () => {
  // Nobody answers there: metrics are told all the same.
  vi.stubEnv('DATABASE_URL', 'postgresql://nobody@127.0.0.1:1/none')
  forgetEnv()
  const { url } = await start()
  const statusOf = async (headers: Record<string, string> = {}) =>
    (await fetch(`${url}/api/metrics`, { headers })).status
  const response = await fetch(`${url}/api/metrics`)
  expect(response.headers.get('content-type')).toContain('text/plain')
  expect(await response.text()).toMatch(/^milepost_database_up 0$/m)
  expect(await statusOf({ 'x-forwarded-for': '203.0.113.9' })).toBe(404)
  vi.stubEnv('MILEPOST_METRICS_TOKEN', METRICS_TOKEN)
  forgetEnv()
  expect(await statusOf()).toBe(401)
  expect(await statusOf({ authorization: 'Bearer another-token' })).toBe(401)
  expect(await statusOf({ authorization: `Bearer ${METRICS_TOKEN}` })).toBe(200)
})

test('the sender is the one behind a proxy of ours, and the body comes as it was sent', async () => {
  const bodies: string[] = []
  const { url, asked } = await start(async ({ body }) => {
    const pieces = []
    if (body !== null && !(body instanceof Uint8Array)) for await (const piece of body) pieces.push(piece)
    bodies.push(Buffer.concat(pieces).toString())
    return accepted()
  })
  await fetch(`${url}/api/push/abc`, {
    method: 'POST',
    body: 'token=1',
    headers: { 'x-forwarded-for': '192.0.2.66, 203.0.113.9', 'content-type': 'text/odd' },
  })
  expect(asked).toMatchObject([{ remoteAddress: '203.0.113.9', contentType: 'text/odd' }])
  expect(bodies).toEqual(['token=1'])
})

test('an answer before the end of the body closes the connection, and the next request works', async () => {
  const { url } = await start(async () => tryLater(1))
  const closed = await new Promise<string | undefined>((resolve, reject) => {
    const request = httpRequest(`${url}/api/push/abc`, { method: 'POST' }, (response) => {
      response.resume()
      resolve(response.headers.connection)
      request.destroy()
    })
    request.on('error', reject)
    request.write('half')
  })
  expect(closed).toBe('close')
  const next = await fetch(`${url}/api/push/abc`)
  expect([next.status, next.headers.get('retry-after')]).toEqual([503, '1'])
})

test('a stop waits for the answers under way and takes no new connections', async () => {
  let finish: () => void = () => {}
  const {
    url,
    asked,
    server: running,
  } = await start(
    () =>
      new Promise((resolve) => {
        finish = () => resolve(accepted())
      }),
  )
  const underWay = fetch(`${url}/api/push/abc`, { method: 'POST', body: 'x' })
  await expect.poll(() => asked.length).toBe(1)
  const stopped = running.stop()
  await expect(reach(running.port)).rejects.toThrow()
  finish()
  expect((await underWay).status).toBe(200)
  await stopped
})

function reach(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve()
    }).once('error', reject)
  })
}
