import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { FIX_SOURCES, type StatusInput, vehicleStatus } from '@/lib/domain/vehicle'
import { getDevice } from '@/lib/server/data/devices'
import { upsertStatePatches } from '@/lib/server/data/system/device-states'
import { database, db } from '@/lib/server/db'
import { mergePatches, type StatePatch } from '@/lib/server/live/state-patch'
import { readStatesSince } from '@/lib/server/live/storage'
import { anyPatch } from '../live/any-patch'
import { casesOn, describeOnEachDatabase } from './each-database'
import { fixAt, makeFleet, makeTenant, patchAt } from './fixtures'

const T0 = Date.parse('2026-03-01T08:00:00Z')
const at = (seconds: number) => new Date(T0 + seconds * 1000)
const ms = (seconds: number) => T0 + seconds * 1000

async function makeCar() {
  const fleet = await makeFleet(1)
  const deviceId = fleet.deviceIds[0] ?? ''
  const report = (patch: StatePatch) => upsertStatePatches([{ ...patch, tenantId: fleet.tenantId }])
  const read = async () => (await getDevice(fleet.owner, deviceId)).state
  return { ...fleet, deviceId, report, read }
}

/** What is stored of a tenant's devices, as patches, by device. */
async function storedPatches(tenantId: string): Promise<Map<string, StatePatch>> {
  const accounts = await db().account.findMany({ where: { tenantId }, select: { id: true } })
  const patches = await readStatesSince(
    tenantId,
    accounts.map(({ id }) => id),
    0,
  )
  return new Map(patches.map((patch) => [patch.deviceId, patch]))
}

describeOnEachDatabase('latest states', (underTest) => {
  test('a first message is stored as it is', async () => {
    const { tenantId, deviceId, report, read } = await makeCar()
    const patch = patchAt(deviceId, at(0))
    expect(await report(patch)).toEqual([deviceId])
    expect((await storedPatches(tenantId)).get(deviceId)).toEqual(patch)
    expect(await read()).toMatchObject({ status: 'moving', statusSince: at(0) })
  })

  test('an older fix moves nothing, and what changes nothing says so', async () => {
    const { deviceId, report, read } = await makeCar()
    const newer = patchAt(deviceId, at(60))
    await report(newer)
    const before = await read()
    expect(await report({ ...patchAt(deviceId, at(0)), receivedAtMs: ms(90) })).toEqual([])
    expect(await report({ ...newer, receivedAtMs: ms(120) })).toEqual([])
    expect(await read()).toEqual(before)
  })

  test('a heartbeat moves without a fix, and brings the readings that come with it', async () => {
    const { deviceId, report, read } = await makeCar()
    await report(patchAt(deviceId, at(0)))
    const batteryPercent = { atMs: ms(30), value: 79 }
    await report({ deviceId, receivedAtMs: ms(30), heartbeatAtMs: ms(30), batteryPercent })
    expect(await read()).toMatchObject({
      fixAt: at(0),
      lat: 41.15,
      speedKph: 42,
      heartbeatAt: at(30),
      batteryPercent: 79,
      // The message left it open, so the last known reading stays.
      externalPower: 12.6,
      receivedAt: at(30),
    })
  })

  test('a word about the connection that is older than the known one does not bring it back', async () => {
    const { deviceId, report, read } = await makeCar()
    const saying = (seconds: number, value: boolean) =>
      report({ deviceId, receivedAtMs: ms(99), online: { atMs: ms(seconds), value } })
    await report(patchAt(deviceId, at(0)))
    await saying(62, false)
    await saying(61, true)
    expect(await read()).toMatchObject({ online: false, status: 'offline' })
  })

  test('going offline is taken over although the device itself sent nothing new', async () => {
    const { deviceId, report, read } = await makeCar()
    await report(patchAt(deviceId, at(0)))
    await report(patchAt(deviceId, at(0), { online: { atMs: ms(600), value: false }, receivedAtMs: ms(600) }))
    expect(await read()).toMatchObject({
      online: false,
      status: 'offline',
      statusSince: at(0),
      receivedAt: at(600),
    })
  })

  test('one odd value costs only itself', async () => {
    const { tenantId, owner, deviceIds } = await makeFleet(2)
    const [odd = '', plain = ''] = deviceIds
    const patches = [
      patchAt(odd, at(0), { fix: fixAt(ms(0), { satellites: Number.NaN, address: 'a\u0000"\\{}' }) }),
      patchAt(plain, at(0)),
    ]
    const changed = await upsertStatePatches(patches.map((patch) => ({ ...patch, tenantId })))
    expect(changed.toSorted()).toEqual([odd, plain].toSorted())
    expect((await getDevice(owner, odd)).state).toMatchObject({ satellites: null, address: 'a"\\{}' })
  })

  test('one call serves several tenants, and leaves out devices that are gone or another tenant’s', async () => {
    const [mine, theirs] = [await makeCar(), await makeCar()]
    const other = await makeTenant()
    const changed = await upsertStatePatches([
      { ...patchAt(mine.deviceId, at(0)), tenantId: mine.tenantId },
      { ...patchAt(theirs.deviceId, at(1)), tenantId: theirs.tenantId },
      { ...patchAt(randomUUID(), at(0)), tenantId: mine.tenantId },
    ])
    expect(changed.toSorted()).toEqual([mine.deviceId, theirs.deviceId].toSorted())
    expect(
      await upsertStatePatches([{ ...patchAt(mine.deviceId, at(9)), tenantId: other.tenantId }]),
    ).toEqual([])
    expect([await mine.read(), await theirs.read()]).toMatchObject([{ fixAt: at(0) }, { fixAt: at(1) }])
  })

  test('whatever the order, repetition and grouping of messages, the same is known at the end as in memory', async () => {
    const fleet = await makeFleet(40)
    let next = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyPatch('', T0), fc.boolean()), { minLength: 1, maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        async (drawn, order) => {
          const deviceId = fleet.deviceIds[next++ % fleet.deviceIds.length] ?? ''
          await db().deviceState.deleteMany({ where: { tenantId: fleet.tenantId, deviceId } })
          const patches = drawn.map(([patch]) => ({ ...patch, deviceId, tenantId: fleet.tenantId }))
          const shuffled = [...patches, ...patches]
            .map((patch) => ({ patch, key: order.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ patch }) => patch)
          await upsertInGroups(shuffled, (index) => drawn[index % drawn.length]?.[1] === true)
          const expected = drawn.map(([patch]) => ({ ...patch, deviceId })).reduce(mergePatches)
          const { receivedAtMs, ...stored } = (await storedPatches(fleet.tenantId)).get(deviceId) ?? {
            receivedAtMs: 0,
          }
          expect(stored).toEqual({ ...expected, receivedAtMs: undefined })
          // When it was learned only counts messages that brought something.
          expect(receivedAtMs).toBeLessThanOrEqual(expected.receivedAtMs)
        },
      ),
      { numRuns: casesOn(underTest, 80) },
    )
  }, 60_000)

  test('the status is the one that lib/domain/vehicle.ts knows, on first and on later words', async () => {
    const { tenantId, deviceIds } = await makeFleet(STATUS_INPUTS.length)
    const inputs = (deviceId: string, shift: number) =>
      STATUS_INPUTS[(deviceIds.indexOf(deviceId) * 7 + shift) % STATUS_INPUTS.length] ?? NO_STATUS_INPUT
    const statuses = async () => {
      const rows = await db().deviceState.findMany({ where: { tenantId } })
      return rows.map(({ deviceId, status }) => ({ deviceId, status }))
    }
    await upsertStatePatches(deviceIds.map((id) => ({ ...statusPatch(id, 0, inputs(id, 0)), tenantId })))
    for (const { deviceId, status } of await statuses()) {
      expect(status).toBe(vehicleStatus(inputs(deviceId, 0)))
    }
    await upsertStatePatches(deviceIds.map((id) => ({ ...statusPatch(id, 60, inputs(id, 3)), tenantId })))
    for (const { deviceId, status } of await statuses()) {
      // What the later words leave open stays as it was.
      const ignition = inputs(deviceId, 3).ignition ?? inputs(deviceId, 0).ignition
      expect(status).toBe(vehicleStatus({ ...inputs(deviceId, 3), ignition }))
    }
  })

  test('10 messages of each of 2,000 devices are written in one statement', async () => {
    const fleet = await makeFleet(2000)
    const rows = Array.from({ length: 10 }, (_, round) =>
      fleet.deviceIds.map((id) => ({ ...patchAt(id, at(round)), tenantId: fleet.tenantId })),
    ).flat()
    const query = vi.spyOn(database().sql, 'query')
    const changed = await upsertStatePatches(rows)
    const statements = query.mock.calls.length
    query.mockRestore()
    expect(statements).toBe(1)
    expect(changed).toHaveLength(2000)
  })
})

const NO_STATUS_INPUT: StatusInput = {
  online: false,
  expired: false,
  ignition: null,
  source: null,
  speedKph: null,
}

/** Every combination that `vehicleStatus` tells apart, with speeds on both sides of its thresholds. */
const STATUS_INPUTS: StatusInput[] = [true, false].flatMap((online) =>
  [true, false].flatMap((expired) =>
    [true, false, null].flatMap((ignition) =>
      [...FIX_SOURCES, null].flatMap((source) =>
        [null, 0, 2.9, 3, 7.9, 8].map((speedKph) => ({ online, expired, ignition, source, speedKph })),
      ),
    ),
  ),
)

function statusPatch(deviceId: string, second: number, input: StatusInput): StatePatch {
  const atMs = ms(second)
  const { source, speedKph, online, expired, ignition } = input
  return {
    deviceId,
    receivedAtMs: atMs,
    fix: fixAt(atMs, { source, speedKph }),
    online: { atMs, value: online },
    expired: { atMs, value: expired },
    ignition: ignition === null ? undefined : { atMs, value: ignition },
  }
}

async function upsertInGroups(
  rows: readonly (StatePatch & { tenantId: string })[],
  isCutAfter: (index: number) => boolean,
): Promise<void> {
  let group: (StatePatch & { tenantId: string })[] = []
  for (const [index, row] of rows.entries()) {
    group.push(row)
    if (!isCutAfter(index)) continue
    await upsertStatePatches(group)
    group = []
  }
  await upsertStatePatches(group)
}
