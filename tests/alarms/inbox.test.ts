// The inbox against a real database: who sees what, what becomes of steps, who is told that somebody was first, and what a
// person has read.

import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { AlarmFilter, AlarmStepRequest } from '@/lib/domain/api/alarm-inbox'
import type { Viewer } from '@/lib/server/access'
import { searchedIn } from '@/lib/server/alarm-names'
import { verifyAuditChain } from '@/lib/server/audit'
import { accountPath } from '@/lib/server/data/account-path'
import { listInbox, listInboxIds } from '@/lib/server/data/alarm-inbox'
import { markAllRead, markRead, readMarkOf } from '@/lib/server/data/alarm-reads'
import type { AlarmReport } from '@/lib/server/data/system/alarm-meeting'
import { insertAlarms } from '@/lib/server/data/system/alarms'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db, sql } from '@/lib/server/db'
import { InvalidInputError, NotFoundError } from '@/lib/server/errors'
import type { Role } from '@/lib/server/generated/prisma/enums'
import {
  alarmDetailOf,
  alarmGroupsOf,
  alarmPulseOf,
  alarmQuestion,
  alarmStartOf,
  boxCountsOf,
  inboxPageOf,
} from '@/lib/server/services/alarm-inbox'
import { stepAlarms } from '@/lib/server/services/alarm-steps'
import { createFence } from '@/lib/server/services/fences'
import { recentAlarmsOf } from '@/lib/server/services/recent-alarms'
import { describeOnEachDatabase } from '../db/each-database'
import { account, device, makeTenant, storePerson, type TestTenant } from '../db/fixtures'
import { manualClock } from '../live/manual-clock'

const T0 = Date.parse('2026-03-01T08:00:00Z')
const at = (seconds: number) => new Date(T0 + seconds * 1000)

type World = TestTenant & {
  ann: Viewer
  bob: Viewer
  looker: Viewer
  branch: Viewer
  devices: Map<string, string>
  clock: ReturnType<typeof manualClock>
}

async function addPerson(tenantId: string, name: string, role: Role, scopePath = '/'): Promise<Viewer> {
  const id = randomUUID()
  const email = `${id}@example.com`
  await db().user.create({ data: { id, tenantId, email, name, role, scopePath, passwordHash: '-' } })
  return { tenantId, userId: id, role, scopePath }
}

async function makeWorld(): Promise<World> {
  const tenant = await makeTenant()
  await syncRoster(tenant.tenantId, tenant.connectionId, {
    accounts: [account('top'), account('north', 'top'), account('south', 'top')],
    devices: [device('1', 'north'), device('2', 'south', { name: 'Van 2', plate: 'AB-12' })],
  })
  const rows = await db().device.findMany({ where: { tenantId: tenant.tenantId } })
  const person = (name: string, role: Role, scope?: string) => addPerson(tenant.tenantId, name, role, scope)
  const clock = manualClock(T0)
  return {
    ...tenant,
    clock,
    ann: await person('Ann', 'dispatcher'),
    bob: await person('Bob', 'dispatcher'),
    looker: await person('Lou', 'viewer'),
    branch: await person('Bea', 'dispatcher', accountPath(['top', 'south'])),
    devices: new Map(rows.map(({ imei, id }) => [imei, id])),
  }
}

let label = 0
/** Raises alarms, the last the newest; answers their ids in that order. */
async function raise(world: World, alarms: Partial<AlarmReport & { imei: string; sec: number }>[]) {
  const reports = alarms.map(({ imei = '1', sec = 0, ...over }): AlarmReport => {
    label += 1
    return {
      ...{ tenantId: world.tenantId, deviceId: world.devices.get(imei) ?? '', way: 'push', code: '1' },
      ...{ name: 'SOS', severity: 'critical', label: String(label), fenceRef: null, item: null },
      ...{ fixAt: null, lat: 41, lng: -8, speedKph: 0, startedAt: at(sec), receivedAt: at(sec) },
      ...over,
    }
  })
  const stored = await insertAlarms({ alarms: reports })
  return reports.map((report) => stored.find((row) => row.label === report.label)?.id ?? '')
}

const ids = (page: { alarms: { id: string }[] }) => page.alarms.map(({ id }) => id)

describeOnEachDatabase('the inbox of alarms', () => {
  let world: World
  beforeAll(async () => {
    world = await makeWorld()
  })

  const list = (viewer: Viewer, filter: AlarmFilter = {}, rest: { cursor?: string; limit?: number } = {}) =>
    inboxPageOf(viewer, filter, rest, world.clock)
  const one = async (viewer: Viewer, id: string) => (await alarmDetailOf(viewer, id, world.clock)).alarm
  const step = async (viewer: Viewer, id: string, request: AlarmStepRequest, version?: number) => {
    const seen = version ?? (await one(world.owner, id)).version
    return stepAlarms(viewer, { chosen: [{ id, version: seen }] }, request, world.clock)
  }

  test('an alarm nobody touched is open; each step shows, with who did it, for everybody', async () => {
    const [id = ''] = await raise(world, [{ sec: 1 }])
    expect(await one(world.ann, id)).toMatchObject({ state: 'open', version: 0, assignee: null })
    expect(await step(world.ann, id, { kind: 'acknowledge' })).toMatchObject({ ok: true, done: 1 })
    await step(world.ann, id, { kind: 'assign', assigneeId: world.bob.userId })
    await step(world.bob, id, { kind: 'note', note: 'On my way' })
    await step(world.bob, id, { kind: 'resolve', reason: 'other', note: 'Towed' })
    const detail = await alarmDetailOf(world.looker, id, world.clock)
    expect(detail.alarm).toMatchObject({
      ...{ state: 'resolved', resolution: 'other', note: 'Towed', version: 3 },
      assignee: { id: world.bob.userId, name: 'Bob' },
      changedBy: { name: 'Bob' },
    })
    const told = detail.history.map((entry) => [entry.actor?.name, entry.step, entry.note])
    expect(told.toSorted()).toEqual(
      [
        ['Ann', 'acknowledge', null],
        ['Ann', 'assign', null],
        ['Bob', 'note', 'On my way'],
        ['Bob', 'resolve', 'Towed'],
      ].toSorted(),
    )
    expect(await verifyAuditChain(world.tenantId)).toMatchObject({ intact: true })
    const audited = await sql().query<{ action: string }>(
      'SELECT action FROM audit_entry WHERE tenant_id = $1 AND target = $2 ORDER BY seq',
      [world.tenantId, id],
    )
    expect(audited.map(({ action }) => action)).toEqual([
      'alarm.acknowledge',
      'alarm.assign',
      'alarm.note',
      'alarm.resolve',
    ])
  })

  test('of two who act on what they saw, the second changes nothing and is told who was first', async () => {
    const [id = ''] = await raise(world, [{ sec: 2 }])
    await step(world.ann, id, { kind: 'acknowledge' }, 0)
    const answer = await step(world.bob, id, { kind: 'resolve', reason: 'false_alarm', note: '' }, 0)
    expect(answer).toMatchObject({
      done: 0,
      others: [{ id, result: 'overtaken', by: 'Ann', step: 'acknowledge', at: at(0).toISOString() }],
    })
    expect(await one(world.bob, id)).toMatchObject({ state: 'acknowledged', version: 1 })
  })

  test('of many at the same moment exactly one wins', async () => {
    const [id = ''] = await raise(world, [{ sec: 3 }])
    const tries = await Promise.all(
      [world.ann, world.bob, world.owner].map((viewer) => step(viewer, id, { kind: 'acknowledge' }, 0)),
    )
    const done = tries.map((answer) => (answer.ok ? answer.done : -1)).toSorted()
    expect(done).toEqual([0, 0, 1])
    expect((await alarmDetailOf(world.ann, id, world.clock)).history).toHaveLength(1)
  })

  test('viewers only look, and nothing is written of their tries', async () => {
    const [id = ''] = await raise(world, [{ sec: 4 }])
    expect(await step(world.looker, id, { kind: 'acknowledge' })).toEqual({ ok: false, why: 'role' })
    expect(await one(world.looker, id)).toMatchObject({ version: 0 })
    expect(await alarmStartOf(world.looker)).toMatchObject({ mayHandle: false })
  })

  test('missing, foreign and out of scope are the same, for reading and for steps', async () => {
    const [north = '', south = ''] = await raise(world, [{ sec: 5 }, { sec: 5, imei: '2' }])
    const other = await makeTenant()
    const strangers = [
      [world.branch, north],
      [other.owner, south],
      [world.ann, randomUUID()],
    ] as const
    for (const [viewer, id] of strangers) {
      await expect(alarmDetailOf(viewer, id)).rejects.toEqual(new NotFoundError())
      const answer = await step(viewer, id, { kind: 'acknowledge' }, 0)
      expect(answer).toMatchObject({ done: 0, others: [{ id, result: 'gone' }] })
    }
    await expect(alarmDetailOf(world.ann, 'x')).rejects.toEqual(new NotFoundError())
    expect(ids(await list(world.branch))).toEqual([south])
    expect(
      (await alarmGroupsOf(world.branch, {}, 'vehicle', world.clock)).groups.map(({ key }) => key),
    ).toEqual([world.devices.get('2')])
  })

  test('an alarm is given only to who may see and handle it', async () => {
    const [north = '', south = ''] = await raise(world, [{ sec: 6 }, { sec: 6, imei: '2' }])
    const give = (id: string, { userId }: Viewer) =>
      step(world.ann, id, { kind: 'assign', assigneeId: userId })
    expect(await give(north, world.branch)).toMatchObject({ others: [{ result: 'assignee' }] })
    expect(await give(south, world.looker)).toMatchObject({ others: [{ result: 'assignee' }] })
    expect(await give(south, makeStranger())).toMatchObject({ others: [{ result: 'assignee' }] })
    expect(await give(south, world.branch)).toMatchObject({ done: 1 })
    expect(ids(await list(world.branch, { assignee: 'me' }))).toEqual([south])
    expect(ids(await list(world.ann, { assignee: world.branch.userId }))).toEqual([south])
    expect(ids(await list(world.ann, { assignee: 'nobody' }))).not.toContain(south)
    const names = (await alarmStartOf(world.branch)).people.map(({ name }) => name)
    expect(names).toEqual(['Ann', 'Bea', 'Bob'])
  })

  test('sleep takes an alarm out of the open ones until it ends by itself', async () => {
    const [id = ''] = await raise(world, [{ sec: 7 }])
    await step(world.ann, id, { kind: 'snooze', forMs: 60_000 })
    expect(ids(await list(world.ann, { box: 'open' }))).not.toContain(id)
    expect(ids(await list(world.ann, { box: 'snoozed' }))).toEqual([id])
    expect((await boxCountsOf(world.ann, {}, world.clock)).boxes.snoozed).toBe(1)
    const later = manualClock(T0 + 60_000)
    expect(ids(await inboxPageOf(world.ann, { box: 'open' }, {}, later))).toContain(id)
    expect(ids(await inboxPageOf(world.ann, { box: 'snoozed' }, {}, later))).toEqual([])
    await step(world.ann, id, { kind: 'unsnooze' })
    expect(await one(world.ann, id)).toMatchObject({ snoozedUntil: null, version: 2 })
  })

  test('many at once: each fares by itself, and one entry of the audit tells of them', async () => {
    const [a = '', b = '', c = ''] = await raise(world, [{ sec: 8 }, { sec: 8 }, { sec: 8 }])
    await step(world.bob, b, { kind: 'resolve', reason: 'test', note: '' })
    const chosen = [
      { id: a, version: 0 },
      { id: b, version: 1 },
      { id: c, version: 0 },
      { id: randomUUID(), version: 0 },
    ]
    const answer = await stepAlarms(world.ann, { chosen }, { kind: 'acknowledge' }, world.clock)
    expect(answer).toMatchObject({ ok: true, done: 2, isCut: false })
    const results = answer.ok ? answer.others.map(({ result }) => result) : []
    expect(results).toEqual(['state', 'gone'])
    const [last] = await sql().query<{ detail: { count: number; alarmIds: string[] } }>(
      `SELECT detail FROM audit_entry WHERE tenant_id = $1 ORDER BY seq DESC LIMIT 1`,
      [world.tenantId],
    )
    expect(last?.detail.alarmIds.toSorted()).toEqual([a, c].toSorted())
  })

  test('all that match a filter are stepped as they stand, whatever version was seen', async () => {
    const code = `filter-${randomUUID()}`
    const [a = '', b = ''] = await raise(world, [{ code }, { code }, { code, imei: '2' }])
    await step(world.bob, a, { kind: 'assign', assigneeId: world.bob.userId })
    const target = { filter: { kinds: [code], deviceIds: [world.devices.get('1') ?? ''] } }
    const answer = await stepAlarms(
      world.ann,
      target,
      { kind: 'resolve', reason: 'test', note: '' },
      world.clock,
    )
    expect(answer).toMatchObject({ ok: true, done: 2, isCut: false })
    expect(ids(await list(world.ann, { kinds: [code], box: 'resolved' })).toSorted()).toEqual(
      [a, b].toSorted(),
    )
    expect((await list(world.ann, { kinds: [code], box: 'open' })).alarms).toHaveLength(1)
  })

  test('pages follow each other without a hole or a double, also where alarms began at one moment', async () => {
    const code = `pages-${randomUUID()}`
    const raised = await raise(
      world,
      Array.from({ length: 11 }, (_, index) => ({ code, sec: Math.floor(index / 4) })),
    )
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await list(world.ann, { kinds: [code] }, { cursor, limit: 3 })
      seen.push(...ids(page))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(seen).toHaveLength(11)
    expect(new Set(seen)).toEqual(new Set(raised))
    await expect(list(world.ann, {}, { cursor: 'no place' })).rejects.toThrow(InvalidInputError)
  })

  test('filters and groups say the same as counting by hand', async () => {
    const other = await makeWorld()
    await raise(other, [
      { sec: 0, code: '1', severity: 'critical' },
      { sec: 60, code: '6', name: 'Speed', severity: 'warning', imei: '2' },
      { sec: 120, code: '6', name: 'Speed', severity: 'warning' },
      { sec: 180, code: '6', name: 'Speed', severity: 'warning' },
    ])
    const page = (filter: AlarmFilter) => inboxPageOf(other.ann, filter, {}, other.clock)
    expect((await page({ severities: ['warning'] })).alarms).toHaveLength(3)
    expect((await page({ severities: [] })).alarms).toHaveLength(0)
    expect((await page({ search: 'ab-12' })).alarms.map(({ plate }) => plate)).toEqual(['AB-12'])
    expect((await page({ from: at(60).toISOString(), to: at(180).toISOString() })).alarms).toHaveLength(2)
    const kinds = await alarmGroupsOf(other.ann, {}, 'kind', other.clock)
    expect(kinds.groups.map(({ key, count }) => [key, count])).toEqual([
      ['1', 1],
      ['6', 3],
    ])
    const vehicles = await alarmGroupsOf(other.ann, { kinds: ['6'] }, 'vehicle', other.clock)
    expect(vehicles).toMatchObject({ total: 2, groups: [{ count: 2 }, { count: 1, plate: 'AB-12' }] })
  })

  test('a search finds alarms by their names in the language of the reader, with their fence or in a row of bits', async () => {
    const other = await makeWorld()
    const [speed = '', bits = '', fence = '', own = ''] = await raise(other, [
      { sec: 0, code: '6', name: 'Overspeed (device)' },
      { sec: 60, code: 'jt808-256', name: 'SOS, Overspeed' },
      { sec: 120, code: 'fence-exit', name: 'Fence left: Depot' },
      { sec: 180, code: '977', name: 'Overspeed (device) too often' },
    ])
    const find = async (locale: string, search: string) =>
      ids(await inboxPageOf(other.ann, searchedIn(locale, { search }), {}, other.clock))
    expect(await find('es', 'exceso de vel')).toEqual([bits, speed])
    expect(await find('zh', '超速')).toEqual([bits, speed])
    expect(await find('fr', 'SORTIE DE LA GÉO')).toEqual([fence])
    expect(await find('en', 'exceso')).toEqual([])
    // The stored names are found as well.
    expect(await find('es', 'overspeed')).toEqual([own, bits, speed])
  })

  test('groups and searches look back a month, and further where the filter names times', async () => {
    const other = await makeWorld()
    const [old = '', late = ''] = await raise(other, [{ sec: -31 * 86_400 }, { sec: -29 * 86_400 }])
    const from = at(-40 * 86_400).toISOString()
    const find = async (filter: AlarmFilter) => ids(await inboxPageOf(other.ann, filter, {}, other.clock))
    expect(await find({})).toEqual([late, old])
    expect(await find({ search: 'sos' })).toEqual([late])
    expect(await find({ search: 'sos', from })).toEqual([late, old])
    expect(await find({ search: 'sos', to: at(0).toISOString() })).toEqual([late, old])
    const count = async (filter: AlarmFilter) =>
      (await alarmGroupsOf(other.ann, filter, 'kind', other.clock)).groups[0]?.count
    expect([await count({}), await count({ from })]).toEqual([1, 2])
  })

  test('a fence is named with its alarm to those whose scope holds it, and to nobody else', async () => {
    const other = await makeWorld()
    await storePerson(other.owner)
    const id = await createFence(other.owner, {
      ...{ name: 'Depot', color: '#3b7aff', tags: [], description: '', enabled: true, deviceIds: null },
      shape: { kind: 'circle', center: { lat: 41, lng: -8 }, radiusM: 300 },
      rules: { enter: true, exit: false, dwellMin: null },
    })
    const what = { code: 'fence-enter', name: 'Fence entered', severity: 'warning', imei: '2' }
    const [alarmId = ''] = await raise(other, [
      { ...what, fenceRef: id },
      { ...what, sec: 1, fenceRef: 'fence of the vendor' },
    ])
    const names = async (viewer: Viewer, filter: AlarmFilter = {}) =>
      (await inboxPageOf(viewer, filter, {}, other.clock)).alarms.map(({ name }) => name)
    const bell = async (viewer: Viewer) => (await recentAlarmsOf(viewer, 5)).map(({ name }) => name)
    const detail = async (viewer: Viewer) => {
      const { alarm, fenceName, neighbours } = await alarmDetailOf(viewer, alarmId, other.clock)
      return [alarm.name, fenceName, neighbours[0]?.name]
    }
    expect(await names(other.ann)).toEqual(['Fence entered', 'Fence entered: Depot'])
    expect(await bell(other.ann)).toEqual(['Fence entered', 'Fence entered: Depot'])
    expect(await detail(other.ann)).toEqual(['Fence entered: Depot', 'Depot', 'Fence entered'])
    expect(await names(other.branch)).toEqual(['Fence entered', 'Fence entered'])
    expect(await bell(other.branch)).toEqual(['Fence entered', 'Fence entered'])
    expect(await detail(other.branch)).toEqual(['Fence entered', null, 'Fence entered'])
    expect(await names(other.ann, { search: 'depot' })).toEqual(['Fence entered: Depot'])
    expect(await names(other.branch, { search: 'depot' })).toEqual([])
  })

  test('who has left is still named in histories, and what was theirs is nobody’s', async () => {
    const leaver = await addPerson(world.tenantId, 'Cleo', 'dispatcher')
    const [id = ''] = await raise(world, [{ sec: 8 }])
    await step(world.ann, id, { kind: 'assign', assigneeId: leaver.userId })
    expect(ids(await list(world.ann, { assignee: 'nobody' }))).not.toContain(id)
    await db().user.updateMany({ where: { id: leaver.userId }, data: { disabledAt: at(9) } })
    const { history } = await alarmDetailOf(world.ann, id, world.clock)
    expect(history[0]?.assignee).toEqual({ id: leaver.userId, name: 'Cleo' })
    expect(ids(await list(world.ann, { assignee: 'nobody' }))).toContain(id)
    const [next = ''] = await raise(world, [{ sec: 8 }])
    const again = await step(world.ann, next, { kind: 'assign', assigneeId: leaver.userId })
    expect(again).toMatchObject({ done: 0, others: [{ result: 'assignee' }] })
  })

  test('the list stands still at the moment it was opened, and says how many came since', async () => {
    const code = `still-${randomUUID()}`
    await raise(world, [{ code, sec: 10 }])
    const asOf = at(20).toISOString()
    await raise(world, [
      { code, sec: 30 },
      { code, sec: 30 },
    ])
    const filter: AlarmFilter = { kinds: [code], asOf }
    expect((await list(world.ann, filter)).alarms).toHaveLength(1)
    expect(await boxCountsOf(world.ann, { ...filter, box: 'open' }, world.clock)).toMatchObject({ fresh: 2 })
  })

  test('what is unread is each person’s own: from their first look on, until read, marked or resolved', async () => {
    const fresh = await makeWorld()
    await raise(fresh, [{ sec: -60 }])
    const unread = async (viewer: Viewer) => (await alarmPulseOf(viewer, fresh.clock)).unread
    expect([await unread(fresh.ann), await unread(fresh.bob)]).toEqual([0, 0])
    const [a = '', b = '', note = ''] = await raise(fresh, [
      { sec: 5 },
      { sec: 6 },
      { sec: 7, severity: 'info' },
    ])
    expect([await unread(fresh.ann), await unread(fresh.bob)]).toEqual([2, 2])
    await markRead(fresh.ann, [a, note, randomUUID()], new Date(T0))
    await markRead(fresh.ann, [a], new Date(T0))
    expect([await unread(fresh.ann), await unread(fresh.bob)]).toEqual([1, 2])
    expect((await alarmDetailOf(fresh.ann, a, fresh.clock)).alarm.isUnread).toBe(false)
    expect((await alarmDetailOf(fresh.bob, a, fresh.clock)).alarm.isUnread).toBe(true)
    await stepAlarms(
      fresh.bob,
      { chosen: [{ id: b, version: 0 }] },
      { kind: 'resolve', reason: 'test', note: '' },
      fresh.clock,
    )
    expect([await unread(fresh.ann), await unread(fresh.bob)]).toEqual([0, 1])
    await markAllRead(fresh.bob, at(10))
    expect(await unread(fresh.bob)).toBe(0)
    await raise(fresh, [{ sec: 8 }])
    // It carries a time before the mark was set, as polled alarms do, and is news all the same.
    expect(await unread(fresh.bob)).toBe(1)
    expect(await readMarkOf(fresh.bob, at(0))).toEqual(at(0))
  })

  test('marks of alarms behind the mark are forgotten', async () => {
    const [id = ''] = await raise(world, [{ sec: 40 }])
    await markRead(world.bob, [id], new Date(T0))
    await markAllRead(world.bob, at(600))
    const rows = await sql().query('SELECT 1 FROM alarm_read WHERE tenant_id = $1 AND user_id = $2', [
      world.tenantId,
      world.bob.userId,
    ])
    expect(rows).toEqual([])
    expect((await alarmDetailOf(world.bob, id, manualClock(T0 + 600_000))).alarm.isUnread).toBe(false)
  })

  test('each change makes another revision, looking makes none', async () => {
    const [id = ''] = await raise(world, [{ sec: 9 }])
    const revision = async () => (await alarmPulseOf(world.ann, world.clock)).revision
    const before = await revision()
    await alarmDetailOf(world.ann, id, world.clock)
    expect(await revision()).toBe(before)
    await step(world.bob, id, { kind: 'note', note: 'Looked at' })
    expect(await revision()).not.toBe(before)
  })

  test('history is never changed, and goes with its alarm', async () => {
    const [id = ''] = await raise(world, [{ sec: 11 }])
    await step(world.ann, id, { kind: 'acknowledge' })
    await expect(
      sql().query('UPDATE alarm_history SET step = $1 WHERE alarm_id = $2', ['note', id]),
    ).rejects.toThrow(/append-only/)
    await sql().query('DELETE FROM alarm WHERE tenant_id = $1 AND id = $2', [world.tenantId, id])
    const left = await sql().query('SELECT 1 FROM alarm_history WHERE alarm_id = $1', [id])
    expect(left).toEqual([])
  })

  test('words that are not SQL, and odd ones, are only words', async () => {
    const question = await alarmQuestion(world.ann, { search: `%' OR true --` }, world.clock)
    expect(await listInbox(world.ann, question, { after: null, limit: 5 })).toEqual([])
    expect(await listInboxIds(world.ann, { ...question, filter: { search: '%' } }, 5)).toEqual([])
  })
})

function makeStranger(): Viewer {
  return { tenantId: randomUUID(), userId: randomUUID(), role: 'dispatcher', scopePath: '/' }
}
