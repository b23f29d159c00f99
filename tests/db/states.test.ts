import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { getDevice } from '@/lib/server/data/devices'
import type { LatestState } from '@/lib/server/data/records'
import { MAX_FIX_AHEAD_MS, upsertLatestStates } from '@/lib/server/data/system/device-states'
import { database, db } from '@/lib/server/db'
import { describeOnEachDatabase } from './each-database'
import { makeFleet, makeTenant, stateAt } from './fixtures'

const T0 = Date.parse('2026-03-01T08:00:00Z')
const at = (seconds: number) => new Date(T0 + seconds * 1000)

async function makeCar() {
  const fleet = await makeFleet(1)
  const deviceId = fleet.deviceIds[0] ?? ''
  const report = (state: LatestState) => upsertLatestStates(fleet.tenantId, [state])
  const read = async () => (await getDevice(fleet.owner, deviceId)).state
  return { ...fleet, deviceId, report, read }
}

describeOnEachDatabase('latest states', () => {
  test('a first report is stored as it is', async () => {
    const { deviceId, report, read } = await makeCar()
    const state = stateAt(deviceId, at(0))
    expect(await report(state)).toEqual([deviceId])
    expect(await read()).toEqual(state)
  })

  test('an older fix moves nothing, and a report that changes nothing says so', async () => {
    const { deviceId, report, read } = await makeCar()
    const newer = stateAt(deviceId, at(60))
    await report(newer)
    expect(
      await report(stateAt(deviceId, at(0), { lat: 1, lng: 1, status: 'parked', receivedAt: at(90) })),
    ).toEqual([])
    expect(await report({ ...newer, receivedAt: at(120) })).toEqual([])
    expect(await read()).toEqual(newer)
  })

  test('a heartbeat moves without a fix, and brings the readings that come with it', async () => {
    const { deviceId, report, read } = await makeCar()
    await report(stateAt(deviceId, at(0)))
    const heartbeat = { fixAt: null, lat: null, lng: null, speedKph: null, source: null, heartbeatAt: at(30) }
    await report(stateAt(deviceId, at(30), { ...heartbeat, batteryPercent: 79, externalPower: null }))
    expect(await read()).toMatchObject({
      fixAt: at(0),
      lat: 41.15,
      speedKph: 42,
      heartbeatAt: at(30),
      batteryPercent: 79,
      // The report left it open, so the last known reading stays.
      externalPower: 12.6,
    })
  })

  test('a report that we received late does not bring an old status back', async () => {
    const { deviceId, report, read } = await makeCar()
    await report(stateAt(deviceId, at(60), { online: false, status: 'offline', receivedAt: at(62) }))
    await report(stateAt(deviceId, at(60), { online: true, status: 'moving', receivedAt: at(61) }))
    expect(await read()).toMatchObject({ online: false, status: 'offline' })
  })

  test('going offline is taken over although the device itself sent nothing new', async () => {
    const { deviceId, report, read } = await makeCar()
    await report(stateAt(deviceId, at(0)))
    await report(stateAt(deviceId, at(0), { online: false, status: 'offline', receivedAt: at(600) }))
    expect(await read()).toMatchObject({ online: false, status: 'offline', receivedAt: at(600) })
  })

  test('a fix from the future or from nowhere is left out, and the rest of the report counts', async () => {
    const { deviceId, report, read } = await makeCar()
    const future = new Date(at(0).getTime() + MAX_FIX_AHEAD_MS + 1000)
    await report(stateAt(deviceId, future, { receivedAt: at(0), heartbeatAt: at(0) }))
    expect(await read()).toMatchObject({ fixAt: null, lat: null, lng: null, online: true })
    await report(stateAt(deviceId, at(10), { lat: 91, batteryPercent: 7 }))
    expect(await read()).toMatchObject({ fixAt: null, lat: null, batteryPercent: 7 })
    await report(stateAt(deviceId, at(20)))
    expect(await read()).toMatchObject({ fixAt: at(20), lat: 41.15 })
  })

  test('odd values cost neither themselves nor their neighbours more than they must', async () => {
    const { tenantId, owner, deviceIds } = await makeFleet(2)
    const [odd = '', plain = ''] = deviceIds
    const changed = await upsertLatestStates(tenantId, [
      stateAt(odd, at(0), {
        headingDeg: 360,
        speedKph: -1,
        batteryPercent: 101,
        satellites: Number.NaN,
        address: 'a\u0000"\\{}',
      }),
      stateAt('00000000-0000-4000-8000-000000000000', at(0)),
      stateAt(plain, at(0)),
    ])
    expect(changed.toSorted()).toEqual([odd, plain].toSorted())
    expect((await getDevice(owner, odd)).state).toMatchObject({
      headingDeg: 0,
      speedKph: null,
      batteryPercent: 100,
      satellites: null,
      address: 'a"\\{}',
    })
  })

  test('a report never reaches a device of another tenant', async () => {
    const { deviceId, read } = await makeCar()
    const other = await makeTenant()
    expect(await upsertLatestStates(other.tenantId, [stateAt(deviceId, at(0))])).toEqual([])
    expect(await read()).toBeNull()
  })

  test('whatever the order and grouping of reports, the newest fix and heartbeat stand at the end', async () => {
    const fleet = await makeFleet(60)
    let next = 0
    const reports = fc.array(
      fc.record({
        fixS: fc.option(fc.integer({ min: 0, max: 50 })),
        heartbeatS: fc.option(fc.integer({ min: 0, max: 50 })),
        receivedS: fc.integer({ min: 50, max: 100 }),
        cut: fc.boolean(),
      }),
      { minLength: 1, maxLength: 8 },
    )
    await fc.assert(
      fc.asyncProperty(reports, async (drawn) => {
        const deviceId = fleet.deviceIds[next++ % fleet.deviceIds.length] ?? ''
        await upsertClean(fleet.tenantId, deviceId, drawn)
        const state = (await getDevice(fleet.owner, deviceId)).state
        const newest = (seconds: (number | null)[]) => {
          const known = seconds.filter((second) => second !== null)
          return known.length === 0 ? null : at(Math.max(...known))
        }
        expect(state?.fixAt).toEqual(newest(drawn.map((report) => report.fixS)))
        expect(state?.heartbeatAt).toEqual(newest(drawn.map((report) => report.heartbeatS)))
        // Each fix was reported from a latitude of its own, so the place tells which fix is shown.
        expect(state?.lat ?? null).toEqual(state?.fixAt ? (state.fixAt.getTime() - T0) / 1000 : null)
      }),
      { numRuns: 60 },
    )
  })

  test('20,000 reports at once are written in a few statements', async () => {
    const fleet = await makeFleet(2000)
    const rows = Array.from({ length: 10 }, (_, round) =>
      fleet.deviceIds.map((id) => stateAt(id, at(round))),
    ).flat()
    const query = vi.spyOn(database().sql, 'query')
    const changed = await upsertLatestStates(fleet.tenantId, rows)
    const statements = query.mock.calls.length
    query.mockRestore()
    // Ten rounds of 2,000 devices: one statement a round, since a round may name a device once only.
    expect(statements).toBe(10)
    expect(changed).toHaveLength(2000)
  })
})

type Drawn = { fixS: number | null; heartbeatS: number | null; receivedS: number; cut: boolean }

/** Sends the drawn reports in their order, several in one call until a `cut`. */
async function upsertClean(tenantId: string, deviceId: string, drawn: readonly Drawn[]): Promise<void> {
  await db().deviceState.deleteMany({ where: { tenantId, deviceId } })
  let batch: LatestState[] = []
  for (const { fixS, heartbeatS, receivedS, cut } of drawn) {
    const fix = fixS === null ? { fixAt: null, lat: null, lng: null } : { fixAt: at(fixS), lat: fixS, lng: 0 }
    const heartbeatAt = heartbeatS === null ? null : at(heartbeatS)
    batch.push(stateAt(deviceId, at(0), { ...fix, heartbeatAt, receivedAt: at(receivedS) }))
    if (!cut) continue
    await upsertLatestStates(tenantId, batch)
    batch = []
  }
  await upsertLatestStates(tenantId, batch)
}
