import { expect, test, vi } from 'vitest'
import { database, db, inTransaction, sql } from '@/lib/server/db'
import { storeGroup } from '@/lib/server/push/store-group'
import { QueueFullError, WriterStoppedError } from '@/lib/server/push/types'
import { GroupWriter } from '@/lib/server/push/writer'
import { describeOnEachDatabase } from '../db/each-database'
import { makeFleet } from '../db/fixtures'
import { batchOf, type Fleet, gps, heartbeat, reject } from './pushed'

const OPTIONS = { publish: () => {}, flushesAtOnce: 1, lingerMs: 1, groupItems: 1000, maxItems: 1000 }

const makeWriter = (over: Partial<typeof OPTIONS> = {}) =>
  new GroupWriter({ store: storeGroup, ...OPTIONS, ...over })

async function countsOf(tenantId: string) {
  const where = { tenantId }
  const [positions, heartbeats, rejects] = await Promise.all([
    db().position.count({ where }),
    db().heartbeat.count({ where }),
    db().pushReject.count({ where }),
  ])
  return { positions, heartbeats, rejects }
}

/** An item that no column can hold: a heartbeat without a moment. */
const poison = (fleet: Fleet, seconds: number) => ({
  ...heartbeat(fleet, seconds, { at: new Date(Number.NaN) }),
  raw: { poison: seconds },
})

describeOnEachDatabase('the writer of pushes', () => {
  test('what is resolved is stored, of several tenants at once, each in its own', async () => {
    const [one, two] = [await makeFleet(2), await makeFleet(1)]
    const writer = makeWriter()
    await Promise.all([
      writer.write(
        batchOf(one, [gps(one, 0), heartbeat(one, 0), gps(one, 0, {}, 1)], [reject('pushgps', '{}')]),
      ),
      writer.write(batchOf(two, [gps(two, 0)])),
    ])
    expect(await countsOf(one.tenantId)).toEqual({ positions: 2, heartbeats: 1, rejects: 1 })
    expect(await countsOf(two.tenantId)).toEqual({ positions: 1, heartbeats: 0, rejects: 0 })
  })

  test('requests that wait together are committed together', async () => {
    const fleet = await makeFleet(1)
    const store = vi.fn(storeGroup)
    const writer = new GroupWriter({ ...OPTIONS, store })
    await Promise.all([0, 1, 2, 3, 4].map((second) => writer.write(batchOf(fleet, [gps(fleet, second)]))))
    expect(store).toHaveBeenCalledTimes(1)
    expect((await countsOf(fleet.tenantId)).positions).toBe(5)
  })

  test('100 replays of one body have one effect', async () => {
    const fleet = await makeFleet(1)
    const batch = batchOf(
      fleet,
      [gps(fleet, 0), heartbeat(fleet, 0), gps(fleet, 0)],
      [reject('pushgps', '{"a":1}')],
    )
    const writer = makeWriter()
    await writer.write(batch)
    const before = await db().position.findMany({ where: { tenantId: fleet.tenantId } })
    await Promise.all(Array.from({ length: 100 }, () => writer.write({ ...batch, receivedAt: new Date() })))
    expect(await db().position.findMany({ where: { tenantId: fleet.tenantId } })).toEqual(before)
    expect(await countsOf(fleet.tenantId)).toEqual({ positions: 1, heartbeats: 1, rejects: 1 })
  })

  test('a poison item costs neither its neighbours nor other requests: it alone becomes a reject', async () => {
    const [one, two] = [await makeFleet(1), await makeFleet(1)]
    const writer = makeWriter()
    const items = Array.from({ length: 50 }, (_, second) =>
      second === 17 || second === 40 ? poison(one, second) : gps(one, second),
    )
    await Promise.all([writer.write(batchOf(one, items)), writer.write(batchOf(two, [gps(two, 0)]))])
    expect(await countsOf(one.tenantId)).toEqual({ positions: 48, heartbeats: 0, rejects: 2 })
    expect(await countsOf(two.tenantId)).toEqual({ positions: 1, heartbeats: 0, rejects: 0 })
    const [row] = await db().pushReject.findMany({
      where: { tenantId: one.tenantId },
      orderBy: { digest: 'asc' },
    })
    expect(row).toMatchObject({ topic: 'pushhb', reason: 'not_storable' })
    expect(row?.detail).toMatch(/SQLSTATE 23502/)
    expect(['{"poison":17}', '{"poison":40}']).toContain(Buffer.from(row?.raw ?? []).toString())
  })

  test('a commit that fails half way stores nothing and is not acknowledged', async () => {
    const fleet = await makeFleet(1)
    const writer = new GroupWriter({
      ...OPTIONS,
      store: (batches) =>
        inTransaction(async () => {
          await storeGroup(batches)
          await sql().query('SELECT * FROM no_such_table')
        }),
    })
    await expect(writer.write(batchOf(fleet, [gps(fleet, 0)]))).rejects.toThrow(/no_such_table/)
    expect((await countsOf(fleet.tenantId)).positions).toBe(0)
  })

  test('without a connection everybody who waits is told at once', async () => {
    const fleet = await makeFleet(1)
    const away = vi.spyOn(database(), 'transaction').mockImplementation(async () => {
      throw Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' })
    })
    const writer = makeWriter({ groupItems: 2 })
    const writes = [0, 1, 2, 3, 4].map((second) => writer.write(batchOf(fleet, [gps(fleet, second)])))
    const results = await Promise.allSettled(writes)
    expect(results.map(({ status }) => status)).toEqual(Array(5).fill('rejected'))
    // One try for all of them.
    expect(away).toHaveBeenCalledTimes(1)
    away.mockRestore()
    await writer.write(batchOf(fleet, [gps(fleet, 9)]))
    expect((await countsOf(fleet.tenantId)).positions).toBe(1)
  })

  test('two writers that bring the same items in opposite order both finish', async () => {
    const fleet = await makeFleet(20)
    const items = fleet.deviceIds.flatMap((_, index) => [
      gps(fleet, 0, {}, index),
      heartbeat(fleet, 0, {}, index),
    ])
    const writers = [makeWriter(), makeWriter({ flushesAtOnce: 2 })]
    const orders = [items, items.toReversed()]
    await Promise.all(
      Array.from({ length: 20 }, (_, round) =>
        writers[round % 2]?.write(batchOf(fleet, orders[round % 2] ?? [])),
      ),
    )
    expect(await countsOf(fleet.tenantId)).toMatchObject({ positions: 20, heartbeats: 20 })
  })

  test('a full queue refuses, and takes again when there is room', async () => {
    const fleet = await makeFleet(1)
    const held: number[] = []
    const options = { ...OPTIONS, maxItems: 2, onHeld: (items: number) => void held.push(items) }
    const writer = new GroupWriter({ store: storeGroup, ...options })
    const first = writer.write(batchOf(fleet, [gps(fleet, 0), gps(fleet, 1)]))
    await expect(writer.write(batchOf(fleet, [gps(fleet, 2)]))).rejects.toThrow(QueueFullError)
    await first
    await writer.write(batchOf(fleet, [gps(fleet, 3)]))
    expect((await countsOf(fleet.tenantId)).positions).toBe(3)
    // The refused one was never held.
    expect(held).toEqual([2, 0, 1, 0])
  })

  test('stopping commits what was taken and takes nothing more', async () => {
    const fleet = await makeFleet(1)
    const writer = makeWriter({ lingerMs: 60_000 })
    const taken = writer.write(batchOf(fleet, [gps(fleet, 0)]))
    await writer.stop()
    await taken
    expect((await countsOf(fleet.tenantId)).positions).toBe(1)
    await expect(writer.write(batchOf(fleet, [gps(fleet, 1)]))).rejects.toThrow(WriterStoppedError)
  })

  test('a push completes a fix that a poll told, in either order, and says all it said', async () => {
    const fleet = await makeFleet(2)
    const { insertPositions } = await import('@/lib/server/data/system/positions')
    const polled = (index: number) => ({
      deviceId: fleet.deviceIds[index] ?? '',
      fixAt: gps(fleet, 0).item.fixAt,
      source: 'gps' as const,
      lat: 41.1,
      lng: -8.6,
      speedKph: 40,
      headingDeg: null,
      satellites: null,
      ignition: null,
      receivedAt: gps(fleet, 0).item.fixAt,
    })
    const writer = makeWriter()
    await insertPositions(fleet.tenantId, [polled(0)])
    await writer.write(batchOf(fleet, [gps(fleet, 0), gps(fleet, 0, {}, 1)]))
    await insertPositions(fleet.tenantId, [polled(0), polled(1)])
    const rows = await db().position.findMany({
      where: { tenantId: fleet.tenantId },
      omit: { deviceId: true, receivedAt: true },
    })
    expect(rows).toHaveLength(2)
    expect(rows[0]).toEqual(rows[1])
    expect(rows[0]).toMatchObject({ lat: 41.15, altitudeM: 31, odometerKm: 125.4, reason: 3, resent: false })
  })
})
