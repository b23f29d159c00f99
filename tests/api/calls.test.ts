import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Operation } from '@/lib/domain/api-v1/operation'
import * as op from '@/lib/domain/api-v1/operations'
import { API_SCOPES } from '@/lib/domain/api-v1/scopes'
import { db } from '@/lib/server/db'
import { describeOnEachDatabase } from '../db/each-database'
import { type ApiWorld, call, makeApiWorld, type Sent, SPAN, tokenOf } from './api-world'

const FENCE = {
  name: 'Depot',
  shape: { kind: 'circle', center: { lat: 41.15, lng: -8.61 }, radiusM: 250 },
}

describeOnEachDatabase('calls of the API', () => {
  let world: ApiWorld
  let other: ApiWorld
  let token: string
  let alarmId: string
  let foreignAlarmId: string

  beforeAll(async () => {
    world = await makeApiWorld()
    other = await makeApiWorld()
    token = await tokenOf(world.distributor)
    const idOf = async (deviceId: string) => (await db().alarm.findFirstOrThrow({ where: { deviceId } })).id
    alarmId = await idOf(world.mine)
    foreignAlarmId = await idOf(world.foreign)
  })

  /** What a good call of each operation sends. */
  async function goodCalls(): Promise<[Operation, Sent][]> {
    const made = await call(op.createFence, { token, body: FENCE })
    return [
      [op.getMe, {}],
      [op.listDevices, {}],
      [op.getDevice, { id: world.mine }],
      [op.listPositions, { query: `deviceIds=${world.mine}` }],
      [op.getTrack, { id: world.mine, query: SPAN }],
      [op.listTrips, { id: world.mine, query: SPAN }],
      [op.listAlarms, {}],
      [op.acknowledgeAlarm, { id: alarmId }],
      [op.resolveAlarm, { id: alarmId, body: { reason: 'handled' } }],
      [op.listFences, {}],
      [op.createFence, { body: { ...FENCE, deviceIds: [world.mine] } }],
      [op.deleteFence, { id: String(Reflect.get(Object(made.body), 'id')) }],
    ]
  }

  test('every operation answers what it declares', async () => {
    const calls = await goodCalls()
    expect(calls.map(([operation]) => operation)).toEqual(op.OPERATIONS)
    for (const [operation, sent] of calls) {
      const got = await call(operation, { token, ...sent })
      expect(got.status, `${operation.id}: ${JSON.stringify(got.body)}`).toBe(operation.status)
      // Strictly, so that nothing slips out that the document does not name.
      if (operation.answer === null) expect(got.body).toBeNull()
      else expect(operation.answer.parse(got.body), operation.id).toEqual(got.body)
      expect(got.headers.get('ratelimit-limit')).toBe('600')
      expect(got.headers.get('cache-control')).toBe('no-store')
    }
  })

  test('fences are told page by page, each once and by name, and a cursor of ours alone is read', async () => {
    const own = await makeApiWorld()
    const bearer = await tokenOf(own.owner)
    // The longest names there are, in letters that take three bytes.
    const names = ['1', '2', '3', '4', '5'].map((end) => '港'.repeat(99) + end)
    for (const name of names) await call(op.createFence, { token: bearer, body: { ...FENCE, name } })
    const told: unknown[] = []
    let cursor: string | null = null
    for (let page = 0; page < 9 && (page === 0 || cursor !== null); page += 1) {
      const at: string = cursor === null ? '' : `&cursor=${cursor}`
      const got = await call(op.listFences, { token: bearer, query: `limit=2${at}` })
      const { fences, total, next } = op.listFences.answer.parse(got.body)
      expect(total).toBe(5)
      told.push(fences.map(({ name }) => name))
      cursor = next
    }
    expect(told).toEqual([names.slice(0, 2), names.slice(2, 4), names.slice(4)])
    const strange = await call(op.listFences, { token: bearer, query: 'cursor=nonsense' })
    expect(strange.status).toBe(400)
    expect(strange.body).toMatchObject({ message: expect.stringContaining('cursor') })
  })

  test('a token without the scope is refused with its name, and nothing happens', async () => {
    const before = await db().fence.count({ where: { tenantId: world.tenantId, removedAt: null } })
    for (const [operation, sent] of await goodCalls()) {
      if (operation.scope === null) continue
      const rest = API_SCOPES.filter((scope) => scope !== operation.scope)
      const limited = await tokenOf(world.owner, rest)
      const got = await call(operation, { token: limited, ...sent })
      expect(got.status, operation.id).toBe(403)
      expect(got.body).toMatchObject({
        code: 'missing_scope',
        message: expect.stringContaining(operation.scope),
      })
      await db().apiToken.deleteMany({ where: { userId: world.owner.userId } })
    }
    // The one that the list of calls makes itself.
    expect(await db().fence.count({ where: { tenantId: world.tenantId, removedAt: null } })).toBe(before + 1)
  })

  test('lists hold what the person sees and nothing else', async () => {
    const devices = await call(op.listDevices, { token })
    expect(devices.body).toMatchObject({ devices: [{ id: world.mine, name: 'Van <b>1</b>' }], next: null })
    expect(await call(op.listPositions, { token })).toMatchObject({
      body: { positions: [{ deviceId: world.mine }] },
    })
    expect(await call(op.listAlarms, { token })).toMatchObject({ body: { alarms: [{ id: alarmId }] } })
  })

  test('foreign, out of scope, missing and malformed ids are one answer', async () => {
    const answers = new Set<string>()
    const deviceIds = [world.foreign, other.mine, randomUUID(), 'x', "' OR 1=1 --", '\0']
    for (const id of deviceIds) {
      for (const operation of [op.getDevice, op.getTrack, op.listTrips]) {
        const query = operation === op.getDevice ? '' : SPAN
        const { status, body } = await call(operation, { token, id, query })
        answers.add(`${status} ${JSON.stringify(body)}`)
      }
    }
    for (const id of [foreignAlarmId, randomUUID(), 'x', '\0']) {
      const { status, body } = await call(op.acknowledgeAlarm, { token, id })
      answers.add(`${status} ${JSON.stringify(body)}`)
      answers.add(await textOf(call(op.resolveAlarm, { token, id, body: { reason: 'handled' } })))
      answers.add(await textOf(call(op.deleteFence, { token, id })))
    }
    for (const id of [world.foreign, other.mine, randomUUID()]) {
      answers.add(await textOf(call(op.listPositions, { token, query: `deviceIds=${world.mine},${id}` })))
      answers.add(await textOf(call(op.createFence, { token, body: { ...FENCE, deviceIds: [id] } })))
    }
    expect([...answers]).toEqual([expect.stringMatching(/^404 {"code":"not_found"/)])
  })

  async function textOf(answer: ReturnType<typeof call>): Promise<string> {
    const { status, body } = await answer
    return `${status} ${JSON.stringify(body)}`
  }

  test('queries and bodies that do not fit are a 400 in words', async () => {
    const wrong: [Operation, Sent][] = [
      [op.listDevices, { query: 'limit=0' }],
      [op.listDevices, { query: 'limit=501' }],
      [op.listDevices, { query: 'limit=1e2' }],
      [op.listDevices, { query: 'nothing=1' }],
      [op.listDevices, { query: `token=${token}` }],
      [op.listDevices, { query: 'cursor=abc' }],
      [op.listDevices, { query: `cursor=${Buffer.from('["\u0000"]').toString('base64url')}` }],
      [op.listDevices, { query: `q=${'x'.repeat(101)}` }],
      [op.listPositions, { query: "deviceIds=x' OR 1=1" }],
      [op.listPositions, { query: 'deviceIds=' }],
      [op.getTrack, { id: world.mine, query: 'from=2026-03-01T00:00:00Z' }],
      [op.getTrack, { id: world.mine, query: 'from=2026-03-01T00:00:00Z&to=2026-04-03T00:00:00Z' }],
      [op.getTrack, { id: world.mine, query: 'from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z' }],
      [op.getTrack, { id: world.mine, query: 'from=yesterday&to=today' }],
      [op.listAlarms, { query: 'severities=dire' }],
      [op.listAlarms, { query: 'cursor=__' }],
      [op.resolveAlarm, { id: alarmId, body: { reason: 'whatever' } }],
      [op.resolveAlarm, { id: alarmId, body: { reason: 'handled', more: 1 } }],
      [op.resolveAlarm, { id: alarmId }],
      [op.createFence, { body: { ...FENCE, shape: { kind: 'circle' } } }],
      [op.createFence, { body: [] }],
    ]
    for (const [operation, sent] of wrong) {
      const got = await call(operation, { token, ...sent })
      expect(got.status, `${operation.id} ${sent.query ?? ''} ${JSON.stringify(got.body)}`).toBe(400)
      expect(got.body).toEqual({ code: 'invalid_input', message: expect.any(String) })
    }
  })

  test('a search takes every character for itself', async () => {
    const all = await tokenOf(world.owner)
    const found = async (q: string) => {
      const got = await call(op.listDevices, { token: all, query: new URLSearchParams({ q }).toString() })
      expect(got.status).toBe(200)
      return op.listDevices.answer.parse(got.body).devices.map(({ id }) => id)
    }
    expect(await found('%_\\')).toEqual([world.foreign])
    expect(await found('van <B>')).toEqual([world.mine])
    expect(await found("' OR 1=1 --")).toEqual([])
    expect(await found('11-ab')).toEqual([world.mine])
    expect(await found('\0%')).toEqual([world.foreign])
  })

  test('pages put together are the whole, each row once', async () => {
    const all = await tokenOf(world.owner)
    const devices: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: string = `limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`
      const got = await call(op.listDevices, { token: all, query })
      const page = op.listDevices.answer.parse(got.body)
      devices.push(...page.devices.map(({ id }) => id))
      cursor = page.next
    }
    expect(devices).toEqual([world.mine, world.foreign].toSorted())

    const times: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: string = `${SPAN}&limit=50${cursor === '' ? '' : `&cursor=${cursor}`}`
      const got = await call(op.getTrack, { token: all, id: world.mine, query })
      const page = op.getTrack.answer.parse(got.body)
      times.push(...page.fixes.map(({ at }) => at))
      cursor = page.next
    }
    // One a minute over two hours.
    expect(times).toHaveLength(120)
    expect(times).toEqual([...new Set(times)].toSorted())
  })

  test('trips are those of the track', async () => {
    const got = await call(op.listTrips, { token, id: world.mine, query: SPAN })
    const { trips, completeUntil } = op.listTrips.answer.parse(got.body)
    expect(trips).toHaveLength(2)
    // 30 steps of 0.006 degrees of latitude are 20 km.
    expect(trips[0]?.distanceM).toBeGreaterThan(18_000)
    expect(trips[0]?.distanceM).toBeLessThan(21_000)
    expect(completeUntil).toBe('2026-03-02T00:00:00.000Z')
  })

  test('an alarm that is resolved is resolved again without harm, and not acknowledged', async () => {
    const { status, body } = await call(op.resolveAlarm, { token, id: alarmId, body: { reason: 'handled' } })
    expect([status, body]).toMatchObject([200, { state: 'resolved', resolution: 'handled' }])
    expect((await call(op.acknowledgeAlarm, { token, id: alarmId })).status).toBe(409)
    expect(await db().auditEntry.count({ where: { action: 'alarm.resolve', target: alarmId } })).toBe(1)
  })
})
