import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LIVE_FORMAT } from '@/lib/domain/live-frame'
import { beginSession } from '@/lib/server/auth'
import { setUserDisabled } from '@/lib/server/data/users'
import { env } from '@/lib/server/env'
import type { JoinRequest, Subscription } from '@/lib/server/live/hub'
import type { LiveService } from '@/lib/server/live/live'
import { liveDoor } from '@/lib/server/live/live-door'
import type { LivePort } from '@/lib/server/live/tenant-room'
import { encodeSession, sessionCookie } from '@/lib/server/session-cookie'
import { makePerson, type Person } from '../auth/people'
import { describeOnOneDatabase } from '../db/each-database'
import { ACME_DEVICES, prepareLiveSetting } from './live-setting'
import type { Customer } from './vendor'

const NOWHERE = { address: null, userAgent: null }
const LEFT_ALONE = 418
const WORD = new TextEncoder().encode('event: beat\ndata: 1\n\n')
const setting = prepareLiveSetting()

describeOnOneDatabase('the door of the live stream', () => {
  let customer: Customer
  let person: Person
  let cookie: string
  let service: LiveService
  let join: (request: JoinRequest) => Promise<Subscription>
  let server: Server
  let url: string

  beforeEach(async () => {
    customer = await setting().knownTenant()
    person = await makePerson({ tenantId: customer.ref.tenantId })
    cookie = await cookieOf(person)
    service = setting().startService()
    join = (request) => service.join(request)
    const door = liveDoor((request) => join(request))
    server = createServer(async (request, response) => {
      if (!(await door(request, response))) response.writeHead(LEFT_ALONE).end()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/api/live`
  })
  afterEach(() => {
    vi.useRealTimers()
    server.closeAllConnections()
    server.close()
  })

  async function cookieOf(who: Person): Promise<string> {
    const value = await encodeSession(await beginSession({ ...who, sessionVersion: 1 }, NOWHERE))
    return `theme=dark; ${sessionCookie().name}=${value}; other=1`
  }

  async function statusOf(init: RequestInit, address = url): Promise<number> {
    const response = await fetch(address, init)
    await response.body?.cancel()
    return response.status
  }

  async function firstWords(headers: Record<string, string>, enough: RegExp) {
    const response = await fetch(url, { headers: { cookie, ...headers } })
    const reader = response.body?.getReader()
    const decoder = new TextDecoder()
    let text = ''
    while (!enough.test(text)) {
      const { done, value } = (await reader?.read()) ?? { done: true }
      if (done) throw new Error(`It ended with: ${text}`)
      text += decoder.decode(value, { stream: true })
    }
    await reader?.cancel()
    return { response, text }
  }

  test.each([
    ['gzip, br', 'gzip'],
    ['identity', null],
    ['gzip;q=0', null],
  ])('gives the signed-in their scope; who takes "%s" gets it as %s', async (accepts, encoding) => {
    const { response, text } = await firstWords(
      { 'accept-encoding': accepts },
      /event: snapshot\ndata: .*\n\n/,
    )
    expect(response.status).toBe(200)
    expect(response.headers.get('content-encoding')).toBe(encoding)
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-cache, no-transform')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(text.startsWith(`event: format\ndata: {"format":${LIVE_FORMAT}}\n\n`)).toBe(true)
    const [, data = ''] = /event: snapshot\ndata: (.*)\n/.exec(text) ?? []
    expect(JSON.parse(data).roster.imei).toHaveLength(ACME_DEVICES)
  })

  test('who comes back with the last event they had, by header or address, gets no snapshot again', async () => {
    const { text } = await firstWords({}, /event: upstream/)
    const [, id = ''] = /id: (.*)\nevent: snapshot/.exec(text) ?? []
    expect(id).not.toBe('')
    const again = await firstWords({ 'last-event-id': id }, /event: upstream/)
    expect(again.text).not.toContain('event: snapshot')
    const response = await fetch(`${url}?lastEventId=${id}`, { headers: { cookie } })
    const first = new TextDecoder().decode((await response.body?.getReader().read())?.value)
    expect(first).not.toContain('event: snapshot')
  })

  test('a listener who leaves leaves the hub', async () => {
    const abort = new AbortController()
    const response = await fetch(url, { headers: { cookie }, signal: abort.signal })
    expect(response.status).toBe(200)
    expect(service.hub.listenerCount).toBe(1)
    abort.abort()
    await expect.poll(() => service.hub.listenerCount).toBe(0)
  })

  test('a session that dies ends the stream with the word for it', async () => {
    const response = await fetch(url, { headers: { cookie } })
    const text = response.text()
    await setUserDisabled(customer.owner, person.id, true)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_000 })
    await service.hub.recheckViewers()
    expect(await text).toMatch(/event: ended\ndata: \{"reason":"session"\}\n\n$/)
  })

  test('strangers, other methods and other addresses are left alone', async () => {
    const name = sessionCookie().name
    expect(await statusOf({})).toBe(LEFT_ALONE)
    expect(await statusOf({ headers: { cookie: `${name}=forged` } })).toBe(LEFT_ALONE)
    expect(await statusOf({ headers: { cookie: cookie.replace(name, `x${name}`) } })).toBe(LEFT_ALONE)
    expect(await statusOf({ headers: { cookie: `${cookie}; ${cookie}` } })).toBe(LEFT_ALONE)
    expect(await statusOf({ headers: { cookie }, method: 'POST' })).toBe(LEFT_ALONE)
    expect(await statusOf({ headers: { cookie } }, `${url}ly`)).toBe(LEFT_ALONE)
    expect(await statusOf({ headers: { cookie } })).toBe(200)
  })

  test('whose cookie is due to be renewed is left to the way that renews it', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + env().sessionLifetimeMs / 9 })
    expect(await statusOf({ headers: { cookie } })).toBe(LEFT_ALONE)
  })

  test('who cannot be let in is left to the route, which says why', async () => {
    await service.stop()
    expect(await statusOf({ headers: { cookie } })).toBe(LEFT_ALONE)
  })

  test('who fails to come in before the first word is left to the route, and never written to', async () => {
    const ports: LivePort[] = []
    join = async ({ port }) => {
      ports.push(port)
      throw new Error('the fleet cannot be told')
    }
    expect(await statusOf({ headers: { cookie } })).toBe(LEFT_ALONE)
    expect(ports.map((port) => port.hasRoom())).toEqual([false])
    for (const port of ports) port.send(WORD)
    for (const port of ports) port.end()
  })

  test('a stream that fails after its first word breaks, and no other does', async () => {
    join = async ({ port }) => {
      port.send(WORD)
      throw new Error('the fleet cannot be told')
    }
    await expect(fetch(url, { headers: { cookie } }).then((broken) => broken.text())).rejects.toThrow()
    join = (request) => service.join(request)
    expect(await statusOf({ headers: { cookie } })).toBe(200)
  })

  test('a stream that fails when it has room again breaks, and the process goes on', async () => {
    join = async ({ port }) => {
      while (port.hasRoom()) port.send(WORD)
      const drained = () => {
        throw new Error('the fleet cannot be told')
      }
      return { drained, leave: () => undefined }
    }
    const broken = await fetch(url, { headers: { cookie } })
    await expect(broken.text()).rejects.toThrow()
  })

  test('of a connection that is closed, a request whose turn never came leaves the hub too', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    const request = `GET /api/live HTTP/1.1\r\nhost: a\r\ncookie: ${cookie}\r\n\r\n`
    socket.write(request + request)
    await expect.poll(() => service.hub.listenerCount).toBe(2)
    socket.destroy()
    await expect.poll(() => service.hub.listenerCount).toBe(0)
  })
})
