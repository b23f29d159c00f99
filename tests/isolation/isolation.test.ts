// Nobody gets a byte of what is not theirs: each id of another tenant, or of another branch, is answered as one that is nowhere,
// wherever it stands; and roles are refused what is not theirs to do. On one database: the statements are proved on both elsewhere.

import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import type { RoleName } from '@/lib/domain/rights'
import { messagesOf } from '@/lib/server/messages'
import { describeOnOneDatabase } from '../db/each-database'
import { askAction, askHandler, askPage } from './asking'
import {
  type Asker,
  digestOf,
  type IsolationWorld,
  liesSomewhere,
  mentionsOf,
  openWorld,
  signedInAnew,
} from './isolation-world'
import { ACTIONS } from './registry-actions'
import { HANDLERS } from './registry-handlers'
import { PAGES } from './registry-pages'
import type { Entry, Kind, Stock, Take } from './registry-types'

vi.mock('next/headers', async () => {
  const { requestOfNext } = await import('./asking')
  const jar = { get: () => ({ value: requestOfNext.cookie }), has: () => false, set: () => undefined }
  return { cookies: async () => jar, headers: async () => requestOfNext.headers }
})
vi.mock('next-intl/server', async () => {
  const { createTranslator } = await import('next-intl')
  return {
    getRequestConfig: (config: unknown) => config,
    getLocale: async () => 'en',
    getTranslations: async (namespace: never) =>
      createTranslator({ locale: 'en', messages: messagesOf('en'), namespace }),
  }
})

/** No measure of speed: on an idle machine the longest takes half of a minute. */
vi.setConfig({ testTimeout: 300_000 })

const ROLES = ['owner', 'distributor', 'dispatcher', 'viewer'] as const
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const INSTANT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g

/** One place of one page, handler or action, ready to be asked as anybody. */
type Place = {
  name: string
  kind: Kind
  many: boolean
  /** What is left of the asker's own may be another each time. */
  changes: boolean
  by: RoleName
  quiet: string | undefined
  keeps: string | undefined
  ask(asker: Asker, ids: readonly string[], own?: Stock): Promise<string>
}

let ran = 0

describeOnOneDatabase('isolation', () => {
  let world: IsolationWorld
  let places: Place[] = []
  let theirs: Record<string, string | null> = {}

  beforeAll(async () => {
    world = await openWorld()
    places = [
      ...placesOf(PAGES, askPage),
      ...placesOf(HANDLERS, async (name, asker, ask) => (await askHandler(name, asker, ask)).text),
      ...placesOf(ACTIONS, askAction),
    ]
    theirs = await digestOf(world.foreignTenantId)
  })
  afterAll(() => world.vendor.close())

  function placesOf<Sent>(
    registry: Readonly<Record<string, Entry<Sent>>>,
    send: (name: string, asker: Asker, sent: Sent) => Promise<string>,
  ): Place[] {
    return Object.entries(registry).flatMap(([name, { takes = [], by }]) =>
      takes.map(({ kind, many, quiet, keeps, ask, ...take }: Take<Sent>) => ({
        name,
        kind,
        many: many === true,
        changes: name.includes('#') || /^(POST|DELETE) .*(fences|alarms|video\/(beat|leave))/.test(name),
        by: take.by ?? by ?? 'distributor',
        quiet,
        keeps,
        ask: (asker: Asker, ids: readonly string[], own = world.stocks.own) => {
          ran += 1
          return send(name, asker, ask(ids, own))
        },
      })),
    )
  }

  /** Where ids that are not the asker's can be: in another tenant, and in another branch of theirs. */
  function strangersFor(role: RoleName, kind: Kind): string[] {
    const { foreign, outside } = world.stocks
    return role !== 'owner' && liesSomewhere(kind) ? [foreign[kind], outside[kind]] : [foreign[kind]]
  }

  test('an id of another tenant or branch is answered as one that is nowhere', async () => {
    const ours = await digestOf(world.tenantId)
    const calls = await world.vendor.calls()
    const leaks: string[] = []
    onTestFinished(() => void vi.useRealTimers())
    for (const place of places.filter(({ keeps }) => keeps === undefined))
      for (const role of ROLES) {
        askAtOneMoment()
        const asker = world.full[role]
        const missing = world.stocks.missing[place.kind]
        const expected = hide(await place.ask(asker, [missing]), missing)
        for (const id of strangersFor(role, place.kind)) {
          const answer = hide(await place.ask(asker, [id]), id)
          if (answer !== expected)
            leaks.push(`${place.name} ${place.kind} as ${role}:\n  ${answer}\n  ${expected}`)
        }
      }
    expect(leaks.join('\n')).toBe('')
    // A strange device in a group of one's own account: what groups that account has is asked first, which names no device.
    const ownQuestions = ['jimi.oauth.token.get', 'jimi.device.group.list']
    const asked = Object.keys(await world.vendor.calls()).filter((method) => !ownQuestions.includes(method))
    expect(asked).toEqual(Object.keys(calls))
    expect(withoutCalls(await digestOf(world.tenantId))).toEqual(withoutCalls(ours))
    expect(await digestOf(world.foreignTenantId)).toEqual(theirs)
  })

  async function besideOwn(place: Place, asker: Asker, id: string): Promise<string> {
    const own = place.changes ? await world.freshStock() : world.stocks.own
    const answer = await place.ask(asker, place.many ? [own[place.kind], id] : [id], own)
    return answer.replaceAll(own.imei, '<own>')
  }

  test('among own ids a strange one is neither told of nor touched', async () => {
    const leaks: string[] = []
    onTestFinished(() => void vi.useRealTimers())
    for (const place of places.filter(({ many, keeps }) => many || keeps !== undefined)) {
      const { kind, name } = place
      const asker = world.full[place.by]
      const missing = world.stocks.missing[kind]
      askAtOneMoment()
      const expected = plain(await besideOwn(place, asker, missing), missing)
      for (const id of strangersFor(place.by, kind)) {
        const before = await mentionsOf(world.tenantId, id)
        const answer = plain(await besideOwn(place, asker, id), id)
        const after = await mentionsOf(world.tenantId, id)
        if (answer !== expected) leaks.push(`${name} ${kind}:\n  ${answer}\n  ${expected}`)
        if (place.keeps === undefined && JSON.stringify(after) !== JSON.stringify(before))
          leaks.push(`${name} ${kind} touched ${JSON.stringify(after)}`)
      }
    }
    expect(leaks.join('\n')).toBe('')
    expect(await digestOf(world.foreignTenantId)).toEqual(theirs)
  })

  test('each role is refused what is not its to do, and nothing is changed by it', async () => {
    const ours = await digestOf(world.tenantId)
    const calls = await world.vendor.calls()
    const wrong: string[] = []
    const check = async <Sent>(
      registry: Readonly<Record<string, Entry<Sent>>>,
      send: (name: string, asker: Asker, sent: Sent) => Promise<string>,
      isRefusal: (text: string) => boolean,
    ) => {
      for (const [name, { takes = [], plain: sent, refuses = [] }] of Object.entries(registry))
        for (const role of refuses) {
          const { own } = world.stocks
          const asked = [
            ...takes
              .filter(({ everybody }) => everybody === undefined)
              .map(({ kind, ask }) => ask([own[kind]], own)),
            ...(sent === undefined ? [] : [sent(own)]),
          ]
          for (const each of asked) {
            ran += 1
            const text = await send(name, world.usual[role], each)
            if (!isRefusal(text)) wrong.push(`${name} as ${role}: ${text.slice(0, 300)}`)
          }
        }
    }
    await check(PAGES, askPage, (text) => text.startsWith('thrown'))
    await check(
      HANDLERS,
      async (name, asker, ask) => (await askHandler(name, asker, ask)).text,
      // A token of somebody who may have none is no token (401).
      (text) => /^(401|403) /.test(text) || REFUSAL.test(text),
    )
    await check(ACTIONS, askAction, (text) => REFUSAL.test(text))
    expect(wrong).toEqual([])
    expect(await world.vendor.calls()).toEqual(calls)
    expect(withoutCalls(await digestOf(world.tenantId))).toEqual(withoutCalls(ours))
    expect(await digestOf(world.foreignTenantId)).toEqual(theirs)
  })

  test("the asker's own id is answered otherwise, so that the sameness above says something", async () => {
    const vacuous: string[] = []
    for (const place of places.filter(({ quiet, keeps }) => quiet === undefined && keeps === undefined)) {
      const { kind, by } = place
      const own = place.changes ? await world.freshStock() : world.stocks.own
      const missing = world.stocks.missing[kind]
      const asker = await signedInAnew(world.full[by])
      const other = hide(await place.ask(asker, [missing], own), missing)
      const answer = hide(await place.ask(asker, [own[kind]], own), own[kind])
      if (answer === other) vacuous.push(`${place.name} ${kind}: ${answer.slice(0, 200)}`)
    }
    expect(vacuous).toEqual([])
  })

  test('as many were tried as the registry implies', () => {
    const singles = places
      .filter(({ keeps }) => keeps === undefined)
      .reduce(
        (sum, { kind }) =>
          sum + ROLES.reduce((count, role) => count + 1 + strangersFor(role, kind).length, 0),
        0,
      )
    expect(ran).toBeGreaterThanOrEqual(singles)
    const [pages, handlers, actions] = [PAGES, HANDLERS, ACTIONS].map((each) => Object.keys(each).length)
    process.stdout.write(
      `isolation: ${ran} combinations over ${pages} pages, ${handlers} handlers, ${actions} actions\n`,
    )
  })
})

/** How an action says that a role may not. */
const REFUSAL =
  /"(?:why|problem|failure|kind)":"(?:refused|forbidden|role|may_not_send|may_not_approve|other)"|Your role does not allow this/

/**
 * A digest but for what talking to the vendor by itself leaves (the token, the counts of calls, how the connection fares), tokens
 * made to ask with, and up to where the asker has read, which moves with whatever they read.
 */
function withoutCalls(digest: Record<string, string | null>): Record<string, string | null> {
  const { api_token, jimi_token, jimi_call_day, jimi_connection, alarm_read_mark, ...rest } = digest
  return rest
}

/** Files say the minute they were made in, and counts the millisecond: what is compared is asked at one moment, this one. */
function askAtOneMoment(): void {
  vi.useRealTimers()
  vi.useFakeTimers({ toFake: ['Date'] })
}

/** An answer may repeat the id that was asked for. */
function hide(text: string, asked: string): string {
  return text.replaceAll(asked, '<asked>')
}

/** As `hide`; and new ids and the time are others each time. */
function plain(text: string, asked: string): string {
  return hide(text, asked).replace(INSTANT, '<time>').replace(UUID, '<id>')
}
