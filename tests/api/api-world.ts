// A fleet with positions, an alarm and people, tokens of theirs, and calls of the API by its own route handlers.

import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { Operation } from '@/lib/domain/api-v1/operation'
import { API_SCOPES, type ApiScope } from '@/lib/domain/api-v1/scopes'
import type { Viewer } from '@/lib/server/access'
import { accountPath } from '@/lib/server/data/account-path'
import { insertAlarms } from '@/lib/server/data/system/alarms'
import { insertPositions } from '@/lib/server/data/system/positions'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import { makeToken } from '@/lib/server/services/api-tokens'
import { account, device, makePerson, makeTenant } from '../db/fixtures'

export const AT = new Date('2026-03-01T08:00:00Z')
export const SPAN = 'from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z'

export type ApiWorld = Awaited<ReturnType<typeof makeApiWorld>>

/** A tenant with an account for each of two customers below the top, one vehicle each, and a distributor of the first. */
export async function makeApiWorld() {
  const tenant = await makeTenant()
  const { tenantId, connectionId } = tenant
  await syncRoster(tenantId, connectionId, {
    accounts: [account('top'), account('acme', 'top'), account('other', 'top')],
    devices: [
      device('860000000000001', 'acme', { name: 'Van <b>1</b>', plate: '11-AB-22' }),
      device('860000000000002', 'other', { name: '100%_\\' }),
    ],
  })
  const rows = await db().device.findMany({ where: { tenantId }, orderBy: { imei: 'asc' } })
  const [mine = '', foreign = ''] = rows.map(({ id }) => id)
  await drive(tenantId, mine)
  for (const deviceId of [mine, foreign]) await report(tenantId, deviceId)
  const owner = await makePerson({ tenantId, role: 'owner' })
  const scopePath = accountPath(['top', 'acme'])
  const distributor = await makePerson({ tenantId, role: 'distributor', scopePath })
  return { ...tenant, owner, distributor, mine, foreign }
}

/** Half an hour there, an hour's stand, half an hour on: a fix a minute. */
async function drive(tenantId: string, deviceId: string): Promise<void> {
  const fixes = Array.from({ length: 120 }, (_, minute) => {
    const driven = minute < 30 ? minute : minute < 90 ? 30 : minute - 60
    const isMoving = minute < 30 || minute >= 90
    return {
      ...{ deviceId, fixAt: new Date(AT.getTime() + minute * 60_000), source: 'gps' as const },
      ...{ lat: 41.15 + driven * 0.006, lng: -8.61, speedKph: isMoving ? 40 : 0, headingDeg: 0 },
      ...{ satellites: 9, ignition: isMoving, receivedAt: AT },
    }
  })
  await insertPositions(tenantId, fixes)
}

async function report(tenantId: string, deviceId: string): Promise<void> {
  const now = new Date()
  await db().deviceState.create({
    data: {
      ...{
        tenantId,
        deviceId,
        fixAt: AT,
        lat: 41.15,
        lng: -8.61,
        speedKph: 40,
        headingDeg: 0,
        source: 'gps',
      },
      ...{ online: true, status: 'moving', statusSince: AT, receivedAt: now },
    },
  })
  const what = { code: 'stayAlert', name: 'Parking', severity: 'info', label: '', fenceRef: null }
  const where = { fixAt: AT, lat: 41.15, lng: -8.61, speedKph: 0, item: null }
  await insertAlarms({
    alarms: [{ tenantId, deviceId, way: 'poll', ...what, ...where, startedAt: AT, receivedAt: now }],
  })
}

/** A token of a person, with all scopes unless told. */
export async function tokenOf(viewer: Viewer, scopes: readonly ApiScope[] = API_SCOPES): Promise<string> {
  const name = `test ${randomUUID()}`
  return (await makeToken(viewer, { name, scopes: [...scopes], days: 30 })).token
}

export type Sent = {
  token?: string
  id?: string
  query?: string
  body?: unknown
  headers?: Record<string, string>
}
export type Got = { status: number; body: unknown; headers: Headers }

/** Calls an operation by the handler that its route file has. */
export async function call(operation: Operation, sent: Sent = {}): Promise<Got> {
  const folder = path.resolve(import.meta.dirname, '../../app/api/v1')
  const place = operation.path.replaceAll(/\{(\w+)\}/g, '[$1]').slice(1)
  const module: Record<string, unknown> = await import(path.join(folder, place, 'route.ts'))
  const handler = module[operation.method.toUpperCase()]
  if (typeof handler !== 'function') throw new Error(`No handler of ${operation.id}.`)
  const url = `http://milepost.test/api/v1${operation.path}?${sent.query ?? ''}`
  const request = new Request(url, {
    method: operation.method.toUpperCase(),
    headers: {
      ...(sent.token === undefined ? {} : { authorization: `Bearer ${sent.token}` }),
      ...sent.headers,
    },
    body: sent.body === undefined ? null : JSON.stringify(sent.body),
  })
  const response: Response = await handler(request, {
    // As Next does: a path without parts of its own has none.
    params: Promise.resolve(operation.path.includes('{') ? { id: sent.id ?? '' } : undefined),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
}
