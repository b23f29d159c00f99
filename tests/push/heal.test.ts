import { afterAll, beforeAll, expect, test } from 'vitest'
import { enqueueDueGaps } from '@/lib/server/data/system/heal-gaps'
import { db, sql } from '@/lib/server/db'
import { healHandlers } from '@/lib/server/jobs/heal-rounds'
import { JobWorker } from '@/lib/server/jobs/worker'
import { stopPushes } from '@/lib/server/push/process'
import { forgetPushWriter } from '@/lib/server/push/push-writer'
import { forgetSingleton } from '@/lib/server/singleton'
import { describeOnEachDatabase } from '../db/each-database'
import { forgetVendor } from '../live/vendor'
import { openStage, type Stage } from './heal-world'

const HOUR_MS = 3_600_000
const PUSH_PARTS = ['hook-book', 'device-book', 'push-receiver', 'push-ledger', 'outage-watch']

describeOnEachDatabase('an outage', () => {
  let stage: Stage
  beforeAll(async () => {
    forgetVendor()
    for (const name of PUSH_PARTS) forgetSingleton(name)
    stage = await openStage({ devices: 10, startMs: lastNoonMs() })
  })
  afterAll(async () => {
    await stage.close()
    await stopPushes()
    forgetPushWriter()
  })

  test('is found, and what was missed is filled in as if there had been none, also when it comes late', async () => {
    const { struck, spared, clock } = stage
    // Alarms of up to a quarter of an hour before a gap are asked for too: those were pushed to both.
    await stage.pass(17)
    struck.door.isOpen = false
    const beganMs = clock.ms
    await stage.pass(20)
    struck.door.isOpen = true
    await stage.pass(5)
    const [gap, ...others] = await db().receiveGap.findMany()
    expect(others).toEqual([])
    expect(gap).toMatchObject({
      tenantId: struck.ref.tenantId,
      connectionId: struck.ref.id,
      startedAt: new Date(beganMs),
      endedAt: new Date(beganMs + 20.5 * 60_000),
      status: 'open',
    })
    const missing = difference(await fixesOf(spared.ref.tenantId), await fixesOf(struck.ref.tenantId))
    expect(missing.length).toBeGreaterThan(100)
    const fleet = await db().device.count({ where: { tenantId: struck.ref.tenantId } })
    const statesBefore = await stateTimesOf(struck.ref.tenantId)

    clock.ms = Date.now()
    expect(await heal(clock.ms)).toBe(1)
    const healed = await db().receiveGap.findFirstOrThrow()
    expect(healed).toMatchObject({
      status: 'healed',
      detail: { done: fleet, total: fleet, positions: missing.length },
    })
    expect(await fixesOf(struck.ref.tenantId)).toEqual(await fixesOf(spared.ref.tenantId))
    expect(await alarmsOf(struck.ref.tenantId)).toEqual(await alarmsOf(spared.ref.tenantId))
    const statesAfter = await stateTimesOf(struck.ref.tenantId)
    for (const [deviceId, fixAtMs] of statesBefore)
      expect(statesAfter.get(deviceId)).toBeGreaterThanOrEqual(fixAtMs)

    expect(struck.door.missed.length).toBeGreaterThan(0)
    await struck.door.deliverMissed()
    const whole = { isWhole: true }
    expect(await fixesOf(struck.ref.tenantId, whole)).toEqual(await fixesOf(spared.ref.tenantId, whole))
    expect(await alarmsOf(struck.ref.tenantId)).toEqual(await alarmsOf(spared.ref.tenantId))
    expect(await stateTimesOf(struck.ref.tenantId)).toEqual(statesAfter)
    expect(await heal(Date.now())).toBe(0)
  })
})

/** Noon UTC, when most are on the road, an hour ago or more: at night ten vehicles tell too little to lose. */
function lastNoonMs(): number {
  const noonMs = new Date().setUTCHours(12, 0, 0, 0)
  return noonMs <= Date.now() - HOUR_MS ? noonMs : noonMs - 24 * HOUR_MS
}

/** Queues what is due and does it, as the background of an app does. Answers how many jobs there were. */
async function heal(nowMs: number): Promise<number> {
  await enqueueDueGaps(nowMs)
  const worker = new JobWorker({ owner: 'test', handlers: healHandlers })
  let jobs = 0
  while (await worker.runNext()) jobs += 1
  return jobs
}

/** Fixes as text. The vendor's list tells no speed of a fix by Wi-Fi or cells, where a push says 0. */
async function fixesOf(tenantId: string, { isWhole = false } = {}): Promise<string[]> {
  const rows = await sql().query<{ fix: string }>(
    `SELECT concat_ws(' ', d.imei, to_char(p.fix_at AT TIME ZONE 'UTC', 'DD HH24:MI:SS'), p.source, p.lat, p.lng,
       p.ignition, CASE WHEN $2::bool OR p.source = 'gps' THEN concat_ws(' ', p.heading_deg, p.speed_kph) END) AS fix
     FROM position p JOIN device d ON d.tenant_id = p.tenant_id AND d.id = p.device_id
     WHERE p.tenant_id = $1::uuid ORDER BY 1`,
    [tenantId, isWhole],
  )
  return rows.map(({ fix }) => fix)
}

async function alarmsOf(tenantId: string): Promise<string[]> {
  const rows = await sql().query<{ alarm: string }>(
    `SELECT concat_ws(' ', d.imei, a.code, to_char(a.started_at AT TIME ZONE 'UTC', 'HH24:MI:SS')) AS alarm
     FROM alarm a JOIN device d ON d.tenant_id = a.tenant_id AND d.id = a.device_id
     WHERE a.tenant_id = $1::uuid ORDER BY 1`,
    [tenantId],
  )
  return rows.map(({ alarm }) => alarm)
}

async function stateTimesOf(tenantId: string): Promise<Map<string, number>> {
  const rows = await db().deviceState.findMany({ where: { tenantId, fixAt: { not: null } } })
  return new Map(rows.map(({ deviceId, fixAt }) => [deviceId, fixAt?.getTime() ?? 0]))
}

function difference(all: readonly string[], some: readonly string[]): string[] {
  const known = new Set(some)
  return all.filter((each) => !known.has(each))
}
