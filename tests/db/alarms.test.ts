import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AlarmEndReport } from '@/lib/server/data/system/alarm-ends'
import type { AlarmReport } from '@/lib/server/data/system/alarm-meeting'
import { insertAlarms, type ToldAlarms } from '@/lib/server/data/system/alarms'
import { db } from '@/lib/server/db'
import { casesOn, describeOnEachDatabase } from './each-database'
import { makeFleet, makeTenant } from './fixtures'

const T0 = Date.parse('2026-03-01T08:00:00Z')
const at = (seconds: number) => new Date(T0 + seconds * 1000)

type Telling = { way: 'push' | 'poll' | 'end'; second: number; code: string; label: string }
type Car = { tenantId: string; deviceId: string }

/** Told alarms of `car`; each was told at its own place in the list of tellings. */
function told(car: Car, tellings: readonly Telling[]): ToldAlarms {
  const alarms = tellings.flatMap((telling) => (telling.way === 'end' ? [] : [reportOf(car, telling)]))
  const ends = tellings.flatMap((telling) => (telling.way === 'end' ? [endOf(car, telling)] : []))
  return { alarms, ends }
}

function reportOf(car: Car, { way, second, code, label }: Telling & { way: string }): AlarmReport {
  const isPush = way === 'push'
  return {
    ...car,
    way: isPush ? 'push' : 'poll',
    code,
    name: isPush ? 'By push' : 'By poll',
    severity: 'warning',
    startedAt: at(second),
    // The vendor's list tells no label.
    label: isPush ? label : '',
    fixAt: null,
    lat: null,
    lng: null,
    speedKph: null,
    fenceRef: null,
    item: isPush ? { label } : null,
    receivedAt: at(100),
  }
}

function endOf(car: Car, { second, code }: Telling): AlarmEndReport {
  return { ...car, code, endedAt: at(second), item: {}, receivedAt: at(100) }
}

const telling = (way: Telling['way'], second: number, over: Partial<Telling> = {}): Telling => ({
  way,
  second,
  code: '1',
  label: '',
  ...over,
})

/** The alarms of a car as people tell them apart, in order. Times in seconds after T0. */
async function alarmsOf({ tenantId, deviceId }: Car) {
  const rows = await db().alarm.findMany({
    where: { tenantId, deviceId },
    orderBy: [{ code: 'asc' }, { startedAt: 'asc' }, { label: 'asc' }],
  })
  return rows.map(({ code, name, startedAt, label, endedAt, pushedAt }) => ({
    code,
    name,
    label,
    second: (startedAt.getTime() - T0) / 1000,
    endSecond: endedAt === null ? null : (endedAt.getTime() - T0) / 1000,
    isPushed: pushedAt !== null,
  }))
}

async function makeCar(): Promise<Car> {
  const fleet = await makeFleet(1)
  return { tenantId: fleet.tenantId, deviceId: fleet.deviceIds[0] ?? '' }
}

/** The rule again, written from its words: what must stand at the end. */
function expectedOf(tellings: readonly Telling[]) {
  const pushed = tellings.filter(({ way }) => way === 'push')
  const alone = tellings.filter(
    (poll) =>
      poll.way === 'poll' &&
      !pushed.some((push) => push.code === poll.code && Math.abs(push.second - poll.second) <= 2),
  )
  const starts = new Map<string, { code: string; second: number; label: string; isPushed: boolean }>()
  for (const { code, second, label } of pushed)
    starts.set(`${code} ${second} ${label}`, { code, second, label, isPushed: true })
  for (const { code, second } of alone)
    starts.set(`${code} ${second} `, { code, second, label: '', isPushed: false })
  // Alarm 11 says that 10 is over.
  const ends = tellings.flatMap(({ way, code, second }) =>
    way === 'end' ? [{ code, second }] : code === '11' ? [{ code: '10', second }] : [],
  )
  return [...starts.values()]
    .map((start) => {
      const next = Math.min(
        ...[...starts.values()]
          .filter(({ code, second }) => code === start.code && second > start.second)
          .map(({ second }) => second),
      )
      const endSecond = Math.min(
        ...ends
          .filter(({ code, second }) => code === start.code && second >= start.second && second < next)
          .map(({ second }) => second),
      )
      const name = start.isPushed ? 'By push' : 'By poll'
      return { ...start, name, endSecond: Number.isFinite(endSecond) ? endSecond : null }
    })
    .sort((a, b) =>
      a.code < b.code ? -1 : a.code > b.code ? 1 : a.second - b.second || (a.label < b.label ? -1 : 1),
    )
}

describeOnEachDatabase('alarms', (database) => {
  test.each([
    ['push first', ['push', 'poll']],
    ['poll first', ['poll', 'push']],
  ] as const)('told both ways within two seconds they are one, and new once: %s', async (_, ways) => {
    const car = await makeCar()
    const tell = (way: 'push' | 'poll') =>
      insertAlarms(told(car, [telling(way, way === 'push' ? 10 : 12, { label: 'ab' })]))
    expect(await tell(ways[0])).toHaveLength(1)
    expect(await tell(ways[1])).toEqual([])
    expect(await alarmsOf(car)).toMatchObject([{ name: 'By push', second: 10, label: 'ab', isPushed: true }])
    const row = await db().alarm.findFirstOrThrow({ where: car })
    expect(row.polledAt).toEqual(at(100))
  })

  test('further apart, of another code or label, or of another device they are two', async () => {
    const car = await makeCar()
    await insertAlarms(
      told(car, [
        telling('push', 0),
        telling('poll', 3),
        telling('push', 0, { code: '2' }),
        telling('push', 0, { label: 'ff' }),
      ]),
    )
    expect(await alarmsOf(car)).toHaveLength(4)
  })

  test('an alarm keeps its id when it turns out to be a pushed one', async () => {
    const car = await makeCar()
    const [polled] = await insertAlarms(told(car, [telling('poll', 0)]))
    await insertAlarms(told(car, [telling('push', 1)]))
    expect(await db().alarm.findMany({ where: car, select: { id: true } })).toEqual([{ id: polled?.id }])
  })

  test('an end told before its alarm ends it all the same, and a code that ends another does so', async () => {
    const car = await makeCar()
    await insertAlarms(told(car, [telling('end', 20)]))
    await insertAlarms(
      told(car, [telling('push', 10), telling('push', 40), telling('push', 0, { code: '10' })]),
    )
    await insertAlarms(told(car, [telling('poll', 30, { code: '11' })]))
    expect(await alarmsOf(car)).toMatchObject([
      { code: '1', second: 10, endSecond: 20 },
      { code: '1', second: 40, endSecond: null },
      { code: '10', second: 0, endSecond: 30 },
      { code: '11', second: 30, endSecond: null },
    ])
  })

  test('of devices that the tenant does not have nothing is kept', async () => {
    const [car, other] = [await makeCar(), await makeTenant()]
    const strange = { ...car, tenantId: other.tenantId }
    expect(await insertAlarms(told(strange, [telling('push', 0), telling('end', 1)]))).toEqual([])
    expect(await db().alarmEnd.count({ where: { tenantId: other.tenantId } })).toBe(0)
  })

  test('whatever the order, repetition and grouping, the same alarms with the same ends stand at the end', async () => {
    const fleet = await makeFleet(100)
    let next = 0
    const anyTelling = fc.record<Telling>({
      way: fc.constantFrom('push', 'poll', 'end'),
      second: fc.integer({ min: 0, max: 9 }),
      code: fc.constantFrom('1', '1', '10', '11'),
      label: fc.constantFrom('', '', 'ab'),
    })
    await fc.assert(
      fc.asyncProperty(
        fc
          .array(anyTelling, { minLength: 1, maxLength: 9 })
          .chain((tellings) => fc.tuple(fc.constant(tellings), shuffledTwice(tellings))),
        fc.array(fc.boolean(), { minLength: 18, maxLength: 18 }),
        async ([tellings, order], cuts) => {
          const car = { tenantId: fleet.tenantId, deviceId: fleet.deviceIds[next++ % 100] ?? '' }
          await db().alarm.deleteMany({ where: car })
          await db().alarmEnd.deleteMany({ where: car })
          let group: Telling[] = []
          for (const [index, each] of order.entries()) {
            group.push(each)
            if (!cuts[index]) continue
            await insertAlarms(told(car, group))
            group = []
          }
          await insertAlarms(told(car, group))
          expect(await alarmsOf(car)).toEqual(expectedOf(tellings))
        },
      ),
      { numRuns: casesOn(database, 80) },
    )
  }, 60_000)

  test('several who tell at the same time keep one of each', async () => {
    const fleet = await makeFleet(3)
    const all = fleet.deviceIds.flatMap((deviceId) => [
      reportOf({ tenantId: fleet.tenantId, deviceId }, { ...telling('push', 0), way: 'push' }),
      reportOf({ tenantId: fleet.tenantId, deviceId }, { ...telling('poll', 1), way: 'poll' }),
    ])
    const fresh = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        insertAlarms({ alarms: index % 2 === 0 ? all : all.toReversed() }),
      ),
    )
    expect(fresh.flat()).toHaveLength(3)
    expect(await db().alarm.count({ where: { tenantId: fleet.tenantId } })).toBe(3)
  })
})

function shuffledTwice(tellings: readonly Telling[]): fc.Arbitrary<Telling[]> {
  const twice = [...tellings, ...tellings]
  return fc.shuffledSubarray(twice, { minLength: twice.length, maxLength: twice.length })
}
