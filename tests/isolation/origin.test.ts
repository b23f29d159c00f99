// What another site has a browser send comes to nothing: every page (which is where actions are posted to) and every handler refuses
// writes of a foreign or `null` origin. Actions have no door of their own: Next takes them at the pages' addresses only, all of which
// the middleware sees first, and it refuses there by the same rule as `handleApi`.

import { NextRequest } from 'next/server'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { sessionCookie } from '@/lib/server/session-cookie'
import { config, middleware } from '@/middleware'
import { describeOnOneDatabase } from '../db/each-database'
import { askHandler } from './asking'
import { digestOf, type IsolationWorld, openWorld } from './isolation-world'
import { HANDLERS } from './registry-handlers'
import { PAGES } from './registry-pages'

vi.mock('next/headers', async () => {
  const { requestOfNext } = await import('./asking')
  const jar = { get: () => ({ value: requestOfNext.cookie }), has: () => false, set: () => undefined }
  return { cookies: async () => jar, headers: async () => requestOfNext.headers }
})

const HOST = 'fleet.example'
const FOREIGN = ['https://elsewhere.example', 'https://fleet.example.elsewhere.example', 'null', 'nonsense']
/** The vendor's machines post there, without any origin; proved in tests/push. */
const OF_THE_VENDOR = /^\/api\/push\//
/** Not seen by the middleware: they judge the origin themselves. */
const BY_THEMSELVES = /^\/(s|api\/branding|api\/push)\//

const changing = Object.keys(HANDLERS).filter((name) => !/^(GET|HEAD) /.test(name))
const routeOf = (name: string) => name.split(' ')[1] ?? ''
const addressOf = (route: string) => route.replace(/\[[^\]]+\]/g, '00000000-0000-4000-8000-00000000dead')
const matcher = new RegExp(`^${config.matcher[0]}$`)

describeOnOneDatabase('writes from other sites', () => {
  let world: IsolationWorld
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(() => world.vendor.close())

  function post(route: string, headers: Record<string, string>) {
    const cookie = `${sessionCookie().name}=${world.full.owner.cookie}`
    const all = {
      host: HOST,
      cookie,
      'next-action': '40de16649b564404a31215baefa63ad37a5581dfdd',
      ...headers,
    }
    return middleware(new NextRequest(`http://${HOST}${addressOf(route)}`, { method: 'POST', headers: all }))
  }

  test('the middleware sees every page and every handler, but for those that judge by themselves', () => {
    const routes = [...Object.keys(PAGES), ...Object.keys(HANDLERS).map(routeOf)]
    const unseen = routes.filter((route) => !matcher.test(addressOf(route)) && !BY_THEMSELVES.test(route))
    expect(unseen).toEqual([])
  })

  test('it refuses writes to any page or handler from a foreign origin, from none that is said to be, and from `null`', async () => {
    const routes = [...Object.keys(PAGES), ...changing.map(routeOf)]
    const wrong: string[] = []
    for (const route of routes)
      for (const headers of [
        ...FOREIGN.map((origin) => ({ origin })),
        ...['cross-site', 'same-site'].map((site) => ({ 'sec-fetch-site': site })),
      ]) {
        const { status } = await post(route, headers)
        if (status !== 403) wrong.push(`${route} ${JSON.stringify(headers)}: ${status}`)
      }
    expect(wrong).toEqual([])
  })

  test('it lets our own pages through, and clients that are no browser', async () => {
    for (const route of Object.keys(PAGES)) {
      expect((await post(route, { origin: `http://${HOST}` })).status).toBe(200)
      expect((await post(route, {})).status).toBe(200)
    }
  })

  test('every handler that changes anything refuses them by itself, too, and nothing is changed', async () => {
    const digests = async () => {
      const { api_token, ...ours } = await digestOf(world.tenantId)
      return [ours, await digestOf(world.foreignTenantId)]
    }
    const before = await digests()
    const calls = await world.vendor.calls()
    const { own } = world.stocks
    const wrong: string[] = []
    for (const name of changing.filter((each) => !OF_THE_VENDOR.test(routeOf(each))))
      for (const origin of FOREIGN) {
        const { takes = [], plain } = HANDLERS[name] ?? {}
        const asked = [
          ...takes.map(({ kind, ask }) => ask([own[kind]], own)),
          ...(plain === undefined ? [] : [plain(own)]),
          ...(takes.length === 0 && plain === undefined ? [{}] : []),
        ]
        for (const ask of asked) {
          const { status } = await askHandler(name, world.full.owner, ask, origin)
          if (status !== 403) wrong.push(`${name} ${origin}: ${status}`)
        }
      }
    expect(wrong).toEqual([])
    expect(await world.vendor.calls()).toEqual(calls)
    expect(await digests()).toEqual(before)
  })
})
