// Steps with alarms against a real database: what becomes of them, who is told that somebody was first, and what histories keep.

import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { AlarmFilter, AlarmStepRequest } from '@/lib/domain/api/alarm-inbox'
import type { Viewer } from '@/lib/server/access'
import { verifyAuditChain } from '@/lib/server/audit'
import { db, sql } from '@/lib/server/db'
import { NotFoundError } from '@/lib/server/errors'
import {
  alarmDetailOf,
  alarmGroupsOf,
  alarmPulseOf,
  alarmStartOf,
  boxCountsOf,
  inboxPageOf,
} from '@/lib/server/services/alarm-inbox'
import { stepAlarms } from '@/lib/server/services/alarm-steps'
import { describeOnEachDatabase } from '../db/each-database'
import { makeTenant } from '../db/fixtures'
import { manualClock } from '../live/manual-clock'
import { addPerson, at, ids, makeStranger, makeWorld, raise, T0, type World } from './inbox-world'

describeOnEachDatabase('steps with alarms', () => {
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
})
