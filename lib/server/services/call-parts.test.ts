import { expect, test } from 'vitest'
import type { MethodInput, MethodOutput } from '@/lib/jimi/contract'
import { JimiApiError } from '@/lib/jimi/errors'
import { TokenUnavailableError } from '../token'
import { callInParts } from './call-parts'
import { CoolingDownError } from './call-pauses'

const TRACK = 'jimi.device.track.list'
const NOW_MS = Date.parse('2026-03-01T12:00:00.200Z')

test('who asks up to the end of the day within one second asks the same, so that one call serves both', async () => {
  const asked: MethodInput<typeof TRACK>[] = []
  const input = {
    imei: '860000000000017',
    beginAt: new Date('2026-03-01T00:00:00Z'),
    endAt: new Date('2026-03-01T23:59:59Z'),
  }
  const call = async (part: MethodInput<typeof TRACK>) => {
    asked.push(part)
    return { fixes: [] }
  }
  for (const vendorNowMs of [NOW_MS, NOW_MS + 300])
    await callInParts({ method: TRACK, input, profile: 'pro', vendorNowMs, call })
  expect(asked).toEqual([asked[0], asked[0]])
  // One second before now, as spans must end before it.
  expect(asked[0]?.endAt).toEqual(new Date('2026-03-01T11:59:59Z'))
})

test.each([
  ['a silence', () => new CoolingDownError(NOW_MS)],
  ['no token', () => new TokenUnavailableError('too recent')],
  ['a used-up quota', () => new JimiApiError({ code: 1006, method: TRACK, vendorMessage: 'too frequently' })],
])('after %s met three parts the rest is skipped, and says why', async (_, fail) => {
  let calls = 0
  const call = async () => {
    calls += 1
    throw fail()
  }
  const input = {
    imei: '860000000000017',
    beginAt: new Date('2025-12-01T00:00:00Z'),
    endAt: new Date(NOW_MS),
  }
  const { parts } = await callInParts({ method: TRACK, input, profile: 'pro', vendorNowMs: NOW_MS, call })
  // Ninety days are thirteen weeks; three parts are on the way when the first fails.
  expect(parts).toHaveLength(13)
  expect(calls).toBeLessThanOrEqual(5)
  expect(parts.at(-1)).toMatchObject({ ok: false, error: { name: 'PartSkippedError', cause: fail() } })
})

const PARKING = 'jimi.open.platform.report.parking'
const TRIPS = 'jimi.open.platform.report.trips'
const DAY = { beginAt: new Date('2026-02-01T00:00:00Z'), endAt: new Date('2026-02-02T00:00:00Z') }
const IMEI = '860000000000017'

type ReportInput = { imeis: string[]; startRow: number; pageSize: number }

/** A vendor whose report has `count` stops of the first IMEI asked for, and takes only pages that `takes` likes. */
function parkingVendor(
  count: number,
  { base, takes }: { base: 0 | 1; takes: (input: ReportInput) => boolean },
) {
  const asked: [startRow: number, pageSize: number][] = []
  const stop = (minute: number) => ({
    imei: IMEI,
    startAt: new Date(DAY.beginAt.getTime() + minute * 60_000),
  })
  const stops = Array.from({ length: count }, (_, minute) => stop(minute))
  const call = async (input: ReportInput): Promise<MethodOutput<typeof PARKING>> => {
    asked.push([input.startRow, input.pageSize])
    const details = { code: 1001, method: PARKING, vendorMessage: 'start_row is not allowed' }
    if (!takes(input)) throw new JimiApiError(details)
    const from = input.startRow - base
    return { rows: stops.slice(from, from + input.pageSize), total: count }
  }
  return { stops, asked, call }
}

const parkingInput = (imeis: string[] = [IMEI]): MethodInput<typeof PARKING> => ({
  ...DAY,
  accountLogin: 'acme',
  imeis,
  startRow: 0,
  pageSize: 100,
  ignition: false,
})

test.each([
  {
    node: 'any row and size',
    base: 0,
    takes: () => true,
    pages: [
      [0, 100],
      [100, 100],
    ],
  },
  {
    node: 'rows from 1 only',
    base: 1,
    takes: ({ startRow }: ReportInput) => startRow > 0,
    pages: [
      [0, 100],
      [1, 100],
      [101, 100],
    ],
  },
  {
    node: 'pages of 50 only',
    base: 0,
    takes: ({ pageSize }: ReportInput) => pageSize <= 50,
    pages: [
      [0, 100],
      [1, 100],
      [0, 50],
      [50, 50],
      [100, 50],
    ],
  },
  {
    node: 'rows from 1 and pages of 50 only',
    base: 1,
    takes: ({ startRow, pageSize }: ReportInput) => startRow > 0 && pageSize <= 50,
    pages: [
      [0, 100],
      [1, 100],
      [0, 50],
      [1, 50],
      [51, 50],
      [101, 50],
    ],
  },
] as const)('a parking report is complete where the vendor takes $node', async ({ base, takes, pages }) => {
  // One more than a whole page, so that counting from the wrong row would lose the last or the first.
  const { stops, asked, call } = parkingVendor(101, { base, takes })
  const work = { method: PARKING, input: parkingInput(), profile: 'pro', vendorNowMs: NOW_MS, call } as const
  const { output } = await callInParts(work)
  expect(output).toEqual({ rows: stops, total: 101 })
  expect(asked).toEqual(pages)
})

test('a refusal that no form of the page mends is told as it was first said, and other refusals cost one call', async () => {
  const { asked, call } = parkingVendor(1, { base: 0, takes: () => false })
  const work = { method: PARKING, input: parkingInput(), profile: 'pro', vendorNowMs: NOW_MS } as const
  const { parts } = await callInParts({ ...work, call })
  expect(parts).toMatchObject([{ ok: false, error: { code: 1001 } }])
  expect(asked).toHaveLength(4)
  let calls = 0
  const signs = async () => {
    calls += 1
    throw new JimiApiError({ code: 1001, method: PARKING, vendorMessage: 'sign error' })
  }
  await callInParts({ ...work, call: signs })
  expect(calls).toBe(1)
})

test("what one part learned of the vendor's pages, later ones begin with", async () => {
  const { asked, call } = parkingVendor(1, { base: 1, takes: ({ startRow }) => startRow > 0 })
  // Seven parts of 50, three at once.
  const imeis = Array.from({ length: 350 }, (_, index) => String(860_000_000_000_000 + index))
  const work = { method: PARKING, input: parkingInput(imeis), profile: 'pro', vendorNowMs: NOW_MS } as const
  await callInParts({ ...work, call })
  expect(asked.filter(([startRow]) => startRow === 0)).toHaveLength(3)
  expect(asked.filter(([startRow]) => startRow === 1)).toHaveLength(7)
})

test('a vendor that heeds no page parameters is asked twice, not for ever', async () => {
  const { stops } = parkingVendor(100, { base: 0, takes: () => true })
  let calls = 0
  const call = async () => {
    calls += 1
    return { rows: stops }
  }
  const work = { method: PARKING, input: parkingInput(), profile: 'pro', vendorNowMs: NOW_MS, call } as const
  expect((await callInParts(work)).output.rows).toEqual(stops)
  expect(calls).toBe(2)
})

test("reports end before now by the vendor's clock, and their spans are never cut", async () => {
  const asked: MethodInput<typeof PARKING>[] = []
  const input = {
    ...parkingInput(),
    beginAt: new Date('2025-12-01T00:00:00Z'),
    endAt: new Date('2026-03-01T23:59:59Z'),
  }
  const call = async (part: MethodInput<typeof PARKING>) => {
    asked.push(part)
    return { rows: [] }
  }
  await callInParts({ method: PARKING, input, profile: 'pro', vendorNowMs: NOW_MS, call })
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatchObject({ beginAt: input.beginAt, endAt: new Date('2026-03-01T11:59:59Z') })
})

test('trip reports of many devices and pages become one, with devices and days whole again', async () => {
  const trip = (index: number) => ({
    startAt: new Date(DAY.beginAt.getTime() + index * 60_000),
    endAt: new Date(DAY.beginAt.getTime() + index * 60_000 + 30_000),
  })
  const imeis = Array.from({ length: 70 }, (_, index) => String(860_000_000_000_000 + index))
  const asked: { imeis: number; startRow: number }[] = []
  const call = async (input: MethodInput<typeof TRIPS>): Promise<MethodOutput<typeof TRIPS>> => {
    asked.push({ imeis: input.imeis.length, startRow: input.startRow })
    // The first part has 120 trips of one device on one day; the other has none.
    const isFirst = input.imeis[0] === imeis[0]
    const trips = Array.from({ length: isFirst ? 120 : 0 }, (_, index) => trip(index))
    const page = trips.slice(input.startRow, input.startRow + input.pageSize)
    if (page.length === 0) return { byDay: [], byTrip: [], summaries: [] }
    const totals = { tripCount: page.length }
    const day = { date: '2026-02-01', tripCount: page.length, totals, trips: page }
    return {
      byDay: [],
      byTrip: [{ imei: IMEI, deviceName: 'Van', totals, days: [day] }],
      summaries: [],
    } as MethodOutput<typeof TRIPS>
  }
  const input = { ...DAY, accountLogin: 'acme', imeis, by: 'trip', startRow: 0, pageSize: 100 } as const
  const work = {
    method: TRIPS,
    input: { ...input, imeis },
    profile: 'pro',
    vendorNowMs: NOW_MS,
    call,
  } as const
  const { output } = await callInParts(work)
  expect(asked).toEqual([
    { imeis: 50, startRow: 0 },
    { imeis: 20, startRow: 0 },
    { imeis: 50, startRow: 100 },
  ])
  expect(output.byTrip).toHaveLength(1)
  expect(output.byTrip[0]?.deviceName).toBe('Van')
  expect(output.byTrip[0]?.days).toHaveLength(1)
  expect(output.byTrip[0]?.days[0]?.trips.map(({ startAt }) => startAt)).toEqual(
    Array.from({ length: 120 }, (_, index) => trip(index).startAt),
  )
  // 100 said one page, 20 the other: neither is what the device drove.
  expect(output.byTrip[0]?.totals).toBeUndefined()
  expect(output.byTrip[0]?.days[0]?.tripCount).toBeUndefined()
})
