// The inbox against a real database: who sees what, what a filter and a search find, and what a person has read.

import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { AlarmFilter } from '@/lib/domain/api/alarm-inbox'
import type { Viewer } from '@/lib/server/access'
import { searchedIn } from '@/lib/server/alarm-names'
import { listInbox, listInboxIds } from '@/lib/server/data/alarm-inbox'
import { markAllRead, markRead, readMarkOf } from '@/lib/server/data/alarm-reads'
import { sql } from '@/lib/server/db'
import { InvalidInputError } from '@/lib/server/errors'
import {
  alarmDetailOf,
  alarmGroupsOf,
  alarmPulseOf,
  alarmQuestion,
  boxCountsOf,
  inboxPageOf,
} from '@/lib/server/services/alarm-inbox'
import { stepAlarms } from '@/lib/server/services/alarm-steps'
import { createFence } from '@/lib/server/services/fences'
import { recentAlarmsOf } from '@/lib/server/services/recent-alarms'
import { describeOnEachDatabase } from '../db/each-database'
import { storePerson } from '../db/fixtures'
import { manualClock } from '../live/manual-clock'
import { at, ids, makeWorld, raise, T0, type World } from './inbox-world'

describeOnEachDatabase('the inbox of alarms', () => {
  let world: World
  beforeAll(async () => {
    world = await makeWorld()
  })

  const list = (viewer: Viewer, filter: AlarmFilter = {}, rest: { cursor?: string; limit?: number } = {}) =>
    inboxPageOf(viewer, filter, rest, world.clock)

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
    const counts = await boxCountsOf(world.ann, { ...filter, box: 'open' }, manualClock(at(40).getTime()))
    expect(counts.fresh).toBe(2)
    // Whoever asks for what was counted gets it, whatever their own clock says.
    expect((await list(world.ann, { ...filter, asOf: counts.countedAt })).alarms).toHaveLength(3)
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

  test('words that are not SQL, and odd ones, are only words', async () => {
    const question = await alarmQuestion(world.ann, { search: `%' OR true --` }, world.clock)
    expect(await listInbox(world.ann, question, { after: null, limit: 5 })).toEqual([])
    expect(await listInboxIds(world.ann, { ...question, filter: { search: '%' } }, 5)).toEqual([])
  })
})
