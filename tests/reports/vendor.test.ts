// The vendor's own reports beside ours, over the sandbox: tracks filled first, figures within what two ways of measuring
// differ by, and what cannot be had told of each vehicle.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReportEvent } from '@/lib/domain/api/report-table'
import { DEFAULT_REPORT_PARAMS, type ReportKind, reportRequestSchema } from '@/lib/domain/api/reports'
import { type Sandbox, startSandbox } from '@/lib/sandbox/server'
import type { Viewer } from '@/lib/server/access'
import { db } from '@/lib/server/db'
import { planReport } from '@/lib/server/services/report-run'
import { importRoster } from '@/lib/server/services/roster'
import { describeOnOneDatabase } from '../db/each-database'
import { connectTenant, forgetVendor } from '../live/vendor'

const HOUR_MS = 3_600_000

describeOnOneDatabase('the vendor beside reports', () => {
  let sandbox: Sandbox
  let owner: Viewer
  let deviceIds: string[] = []

  async function connect(profile: 'pro' | 'ts'): Promise<void> {
    forgetVendor()
    sandbox = await startSandbox({ port: 0, seed: 7, devices: 40, profile, switches: { ratePerSecond: 0 } })
    const customer = await connectTenant({ sandbox }, 'northway', { password: 'northway-demo' })
    owner = customer.owner
    await importRoster(customer.ref, new AbortController().signal)
    const rows = await db().device.findMany({
      where: { tenantId: owner.tenantId, expiresAt: { gt: new Date(Date.now() + 30 * 24 * HOUR_MS) } },
      orderBy: { imei: 'asc' },
      take: 6,
    })
    deviceIds = rows.map(({ id }) => id)
  }

  beforeAll(() => connect('pro'))
  afterAll(() => sandbox.close())

  async function run(kind: ReportKind, { fill }: { fill: boolean }) {
    const toMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS
    const request = reportRequestSchema.parse({
      ...{ kind, params: DEFAULT_REPORT_PARAMS[kind], compare: true, fill, zone: 'UTC' },
      vehicles: { choose: 'some', deviceIds, accountIds: [], groups: [] },
      range: {
        by: 'instants',
        from: new Date(toMs - 24 * HOUR_MS).toISOString(),
        to: new Date(toMs).toISOString(),
      },
    })
    const signal = new AbortController().signal
    const { events } = await planReport(owner, request, { signal, weekStart: 'mon' })
    const told: ReportEvent[] = []
    for await (const event of events) told.push(event)
    const start = told.find((event) => event.type === 'start')
    const keys = start?.columns.map(({ key }) => key) ?? []
    const rows = told.flatMap((event) => (event.type === 'rows' ? event.rows : []))
    return {
      rows: rows.map((row) => Object.fromEntries(keys.map((key, index) => [key, row[index]]))),
      problems: told.filter((event) => event.type === 'problem'),
      steps: new Set(told.flatMap((event) => (event.type === 'progress' ? [event.step] : []))),
    }
  }

  const fail = (method: string) =>
    fetch(`${sandbox.controlUrl}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'code', code: 1002, method }),
    })

  test('filled from the vendor, ours and its mileage, trips and stops agree', async () => {
    const mileage = await run('mileage', { fill: true })
    expect(mileage.steps).toEqual(new Set(['filling', 'comparing', 'reading']))
    expect(mileage.problems).toEqual([])
    const sum = (key: string) => mileage.rows.reduce((all, row) => all + Number(row[key] ?? 0), 0)
    const [ours, vendors] = [sum('distanceM'), sum('vendorDistanceM')]
    expect(vendors).toBeGreaterThan(10_000)
    expect(Math.abs(ours - vendors) / vendors).toBeLessThan(0.1)
    for (const { distanceM, vendorDistanceM, distanceDiffM } of mileage.rows)
      expect(distanceDiffM).toBe(Number(distanceM) - Number(vendorDistanceM))

    const trips = await run('trips', { fill: false })
    const met = trips.rows.filter(
      ({ startedAt, vendorStartedAt }) => startedAt !== null && vendorStartedAt !== null,
    )
    expect(met.length).toBeGreaterThan(0)
    for (const { startedAt, vendorStartedAt } of met)
      expect(Math.abs(Date.parse(String(startedAt)) - Date.parse(String(vendorStartedAt)))).toBeLessThan(
        6 * HOUR_MS,
      )
    const stops = await run('stops', { fill: false })
    expect(stops.rows.some(({ vendorArrivedAt }) => vendorArrivedAt !== null)).toBe(true)
  })

  test('a vendor that refuses costs no row of ours, and is told of each vehicle', async () => {
    // What it answered before is not to be asked again for a while.
    forgetVendor()
    await fail('jimi.device.track.mileage')
    const { rows, problems } = await run('mileage', { fill: false })
    expect(new Set(rows.map(({ vehicle }) => vehicle)).size).toBe(deviceIds.length)
    const failed = problems.filter(({ code }) => code === 'compare_failed')
    expect(failed.map(({ vehicleId }) => vehicleId).toSorted()).toEqual(deviceIds.toSorted())
    for (const { message } of failed) expect(message).toBeTruthy()
  })

  test('the legacy dialect has no parking report, and says so', async () => {
    await sandbox.close()
    await connect('ts')
    const { problems } = await run('stops', { fill: false })
    expect(problems.filter(({ code }) => code === 'compare_unsupported')).toHaveLength(deviceIds.length)
  })
})
