// Three vehicles with a drive, readings, a visit and an alarm of one day, and how reports of them are asked for and read.

import { randomUUID } from 'node:crypto'
import { type ReportEvent, reportEventSchema } from '@/lib/domain/api/report-table'
import {
  DEFAULT_REPORT_PARAMS,
  type ReportKind,
  type ReportRequest,
  reportRequestSchema,
} from '@/lib/domain/api/reports'
import type { Viewer } from '@/lib/server/access'
import { insertPositions } from '@/lib/server/data/system/positions'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import { planReport } from '@/lib/server/services/report-run'
import { account, device, makeTenant } from '../db/fixtures'

export const staying = () => ({ signal: new AbortController().signal, weekStart: 'mon' as const })
export const DAY = Date.parse('2026-03-02T00:00:00Z')
export const minute = (count: number) => new Date(DAY + count * 60_000)

export function ask(kind: ReportKind, over: Record<string, unknown> = {}): ReportRequest {
  return reportRequestSchema.parse({
    kind,
    params: DEFAULT_REPORT_PARAMS[kind],
    vehicles: { choose: 'all' },
    range: { by: 'days', from: '2026-03-02', to: '2026-03-03' },
    zone: 'UTC',
    compare: false,
    fill: false,
    ...over,
  })
}

export async function run(
  viewer: Viewer,
  request: ReportRequest,
  options = staying(),
): Promise<ReportEvent[]> {
  const events: ReportEvent[] = []
  const { events: told } = await planReport(viewer, request, options)
  for await (const event of told) events.push(reportEventSchema.parse(JSON.parse(JSON.stringify(event))))
  return events
}

/** Rows by the keys of their columns. */
export function rowsIn(events: readonly ReportEvent[]) {
  const start = events.find((event) => event.type === 'start')
  const keys = start?.columns.map(({ key }) => key) ?? []
  const named = (cells: readonly unknown[]) =>
    Object.fromEntries(keys.map((key, index) => [key, cells[index]]))
  return {
    rows: events.flatMap((event) => (event.type === 'rows' ? event.rows.map(named) : [])),
    totals: named(events.flatMap((event) => (event.type === 'totals' ? event.cells : []))),
    ofType: (type: ReportEvent['type']) => events.filter((event) => event.type === type),
  }
}

/** A tenant with Anna, Bert and Cleo, and another with somebody else. */
export async function makeReportWorld() {
  const tenant = await makeTenant()
  const other = await makeTenant()
  const devices = [
    device('1', 'top', { name: 'Anna', groupName: 'North' }),
    device('2', 'branch', {
      name: 'Bert',
      groupName: 'South',
      expiresAt: new Date('2026-03-01T00:00:00Z'),
    }),
    device('3', 'below', { name: 'Cleo', groupName: 'North' }),
  ]
  const accounts = [account('top'), account('branch', 'top'), account('below', 'branch')]
  await syncRoster(tenant.tenantId, tenant.connectionId, { accounts, devices })
  await syncRoster(other.tenantId, other.connectionId, {
    accounts: [account('x')],
    devices: [device('9', 'x')],
  })
  const rows = await db().device.findMany({ where: { tenantId: tenant.tenantId } })
  const ids = new Map(rows.map(({ name, id }) => [name, id]))
  const idOf = (name: string) => ids.get(name) ?? ''
  // Anna drives north at 60 km/h from 23:30 to 00:30: a minute of it is 1 km, and 1 km of latitude 1/111.195 degrees.
  await insertPositions(
    tenant.tenantId,
    Array.from({ length: 61 }, (_, index) => ({
      ...{
        deviceId: idOf('Anna'),
        source: 'gps' as const,
        lng: 36.8,
        speedKph: 60,
        headingDeg: 0,
        satellites: 9,
      },
      ...{
        fixAt: minute(23.5 * 60 + index),
        lat: index / 111.195_08,
        ignition: true,
        receivedAt: minute(0),
      },
    })),
  )
  const key = { tenantId: tenant.tenantId, deviceId: idOf('Anna') }
  await db().fuelReading.createMany({
    data: [50, 50, 50, 80, 80, 80].map((value, index) => ({
      ...{
        ...key,
        at: minute(index * 5),
        sensor: 1,
        value,
        unit: 'litre',
        item: {},
        receivedAt: minute(0),
      },
    })),
  })
  await db().climateReading.createMany({
    data: [4, 12].map((temperatureC, index) => ({
      ...{ ...key, at: minute(index * 10), temperatureC, item: {}, receivedAt: minute(0) },
    })),
  })
  const fenceId = randomUUID()
  await db().fence.create({
    data: {
      ...{
        tenantId: tenant.tenantId,
        id: fenceId,
        scopePath: '/',
        name: 'Depot',
        color: '#000000',
        tags: [],
      },
      shape: { kind: 'circle', center: { lat: 0, lng: 36.8 }, radiusM: 500 },
      ...{ alarmEnter: true, alarmExit: true, shapeAt: minute(-9_999), updatedAt: minute(0) },
    },
  })
  const visit = {
    ...key,
    fenceId,
    enteredAt: minute(60),
    fixAt: minute(60),
    lat: 0,
    lng: 36.8,
    toldAt: minute(60),
  }
  await db().fenceEvent.createMany({
    data: [
      { ...visit, kind: 'enter', at: minute(60) },
      { ...visit, kind: 'exit', at: minute(90) },
    ],
  })
  await db().alarm.create({
    data: {
      ...{
        tenantId: tenant.tenantId,
        id: randomUUID(),
        deviceId: idOf('Bert'),
        code: 'overspeed',
        name: 'Too fast',
      },
      ...{ severity: 'info', ruleSeverity: 'critical', startedAt: minute(100), endedAt: minute(101) },
      receivedAt: minute(100),
    },
  })
  return { tenant, other, ids }
}
