import { expect, test } from 'vitest'
import { listDays, makeDays, UPKEEP_LOCK_KEY } from '@/lib/server/data/system/partitions'
import { dropPastKeeping } from '@/lib/server/data/system/retention'
import { TELEMETRY_KINDS } from '@/lib/server/data/system/telemetry-kinds'
import { database, db, sql } from '@/lib/server/db'
import { Upkeep } from '@/lib/server/jobs/upkeep'
import { storeGroup } from '@/lib/server/push/store-group'
import type { Sql } from '@/lib/server/sql'
import { describeOnEachDatabase, describeOnPostgres } from '../db/each-database'
import { makeFleet } from '../db/fixtures'
import { batchOf, type Fleet, gps, heartbeat, T0 } from './pushed'

const DAY_S = 86_400
const POSITIONS = TELEMETRY_KINDS.filter(({ kind }) => kind === 'positions')
const day = (dayMs: number) => new Date(dayMs).toISOString().slice(0, 10)
const partsOf = async (table: string) => (await listDays(table)).map(({ dayMs }) => day(dayMs))
const storeFixes = (fleet: Fleet, seconds: number[]) =>
  storeGroup([
    batchOf(
      fleet,
      seconds.map((second) => gps(fleet, second)),
    ),
  ])
const fixDays = async (tenantId: string) =>
  (await db().position.findMany({ where: { tenantId }, orderBy: { fixAt: 'asc' } })).map(({ fixAt }) =>
    day(fixAt.getTime()),
  )

describeOnEachDatabase('days of telemetry', () => {
  test('two days back to seven ahead are made, once, and rows of the default part move into them', async () => {
    const fleet = await makeFleet(1)
    // T0 is 2026-03-01; the last is out of the prepared days.
    await storeFixes(fleet, [-3 * DAY_S, -DAY_S, 0, 5 * DAY_S, 8 * DAY_S])
    const before = await db().position.findMany({ where: { tenantId: fleet.tenantId } })
    expect(await makeDays(T0, POSITIONS)).toEqual({ made: 10, movedRows: 3, busy: 0 })
    expect(await partsOf('position')).toEqual([
      '2026-02-27',
      '2026-02-28',
      ...['01', '02', '03', '04', '05', '06', '07', '08'].map((number) => `2026-03-${number}`),
    ])
    expect(await db().position.findMany({ where: { tenantId: fleet.tenantId } })).toEqual(
      expect.arrayContaining(before),
    )
    const left = await sql().query('SELECT 1 FROM position_default')
    expect(left).toHaveLength(2)
    expect(await makeDays(T0, POSITIONS)).toEqual({ made: 0, movedRows: 0, busy: 0 })
    // A repeat finds the row that moved, as the key of the part is that of the table.
    await storeFixes(fleet, [0])
    expect(await db().position.count({ where: { tenantId: fleet.tenantId } })).toBe(5)
  })

  test('no row is lost or doubled while days are made under inserts', async () => {
    const fleet = await makeFleet(1)
    let next = 0
    let isOver = false
    const insert = async () => {
      while (!isOver) {
        const second = next++
        // Over all ten days, so that each is made with inserts into it.
        const place = ((second * 37) % 10) * DAY_S + 100 * DAY_S + second
        await storeGroup([batchOf(fleet, [gps(fleet, place), heartbeat(fleet, place)])])
      }
    }
    const inserting = [insert(), insert(), insert()]
    const nowMs = T0 + 102 * DAY_S * 1000
    const runs = await Promise.all([makeDays(nowMs), makeDays(nowMs)])
    isOver = true
    await Promise.all(inserting)
    await makeDays(nowMs)
    expect(runs[0].made + runs[1].made).toBeGreaterThan(0)
    const where = { tenantId: fleet.tenantId }
    expect(await db().position.count({ where })).toBe(next)
    expect(await db().heartbeat.count({ where })).toBe(next)
    for (const { table, isByDay } of TELEMETRY_KINDS)
      if (isByDay) expect((await partsOf(table)).filter((name) => name >= '2026-06-09')).toHaveLength(10)
  })

  test('a past day of which many rows came late gets a part of its own', async () => {
    const fleet = await makeFleet(1)
    const late = -20 * DAY_S
    await storeFixes(
      fleet,
      Array.from({ length: 5000 }, (_, second) => late + second),
    )
    await makeDays(T0, POSITIONS)
    expect(await partsOf('position')).toContain('2026-02-09')
    expect(await db().position.count({ where: { tenantId: fleet.tenantId } })).toBe(5000)
  })

  test('days past keeping are dropped; a tenant may keep less or more than others', async () => {
    const [usual, short, long] = [await makeFleet(1), await makeFleet(1), await makeFleet(1)]
    await db().retentionRule.createMany({
      data: [
        { tenantId: short.tenantId, kind: 'positions', days: 10 },
        { tenantId: long.tenantId, kind: 'positions', days: 100 },
      ],
    })
    const base = 400 * DAY_S
    const ages = [0, 10, 11, 90, 91, 100, 101]
    for (const fleet of [usual, short, long]) {
      await storeFixes(
        fleet,
        ages.map((age) => base - age * DAY_S),
      )
      await storeGroup([
        batchOf(fleet, [heartbeat(fleet, base - 31 * DAY_S), heartbeat(fleet, base - 30 * DAY_S)]),
      ])
    }
    // Some days have parts, the others lie in the default part: both count alike.
    for (const age of [0, 11, 91, 101])
      await makeDays(T0 + (base - age * DAY_S + 2 * DAY_S) * 1000, POSITIONS)
    const nowMs = T0 + base * 1000
    const run = await dropPastKeeping(nowMs)
    expect(run.busy).toBe(0)
    expect(run.droppedDays).toBeGreaterThan(0)
    const agesOf = async ({ tenantId }: Fleet) =>
      (await fixDays(tenantId)).map((text) => Math.round((nowMs - Date.parse(text)) / 86_400_000 - 1 / 3))
    expect(await agesOf(usual)).toEqual([90, 10, 11, 0].toSorted((a, b) => b - a))
    expect(await agesOf(short)).toEqual([10, 0])
    expect(await agesOf(long)).toEqual([100, 91, 90, 11, 10, 0])
    expect(await db().heartbeat.count({ where: { tenantId: usual.tenantId } })).toBe(1)
    expect((await partsOf('position')).filter((name) => Date.parse(name) < nowMs - 102 * 86_400_000)).toEqual(
      [],
    )
    expect(await dropPastKeeping(nowMs)).toEqual({ droppedDays: 0, deletedRows: 0, busy: 0 })
  })

  test('a round of upkeep makes every kind ready, and another finds nothing to do', async () => {
    const upkeep = new Upkeep()
    expect(await upkeep.round()).toBe(true)
    const today = day(Date.now())
    for (const { table, isByDay } of TELEMETRY_KINDS)
      if (isByDay) expect(await partsOf(table)).toContain(today)
    expect(await makeDays(Date.now())).toEqual({ made: 0, movedRows: 0, busy: 0 })
  })
})

describeOnPostgres('days of telemetry', () => {
  test('another process at it, or a reader that does not end, leaves the change for later and loses nothing', async () => {
    const fleet = await makeFleet(1)
    await storeFixes(fleet, [0])
    await database().transaction(async (other) => {
      await changePartsIn(other)
      expect(await makeDays(T0, POSITIONS)).toMatchObject({ made: 0, busy: 1 })
    })
    await database().transaction(async (other) => {
      await other.query('SELECT * FROM position')
      expect(await makeDays(T0, POSITIONS)).toMatchObject({ made: 0, busy: 1 })
      await storeFixes(fleet, [1])
    })
    expect((await makeDays(T0, POSITIONS)).busy).toBe(0)
    expect(await db().position.count({ where: { tenantId: fleet.tenantId } })).toBe(2)
  })
})

/** As a process does that changes parts now. */
const changePartsIn = (session: Sql) => session.query(`SELECT pg_advisory_xact_lock(${UPKEEP_LOCK_KEY})`)
