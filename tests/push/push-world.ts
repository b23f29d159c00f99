// A tenant with devices and a hook, and posts to the receiver of this process the way the vendor makes them.

import { randomBytes } from 'node:crypto'
import { storeHook } from '@/lib/server/data/system/push-hooks'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { sql } from '@/lib/server/db'
import type { PushAnswer } from '@/lib/server/push/answers'
import { pushReceiver } from '@/lib/server/push/process'
import type { PushRequest } from '@/lib/server/push/receiver'
import { account, device, makeTenant, type TestTenant } from '../db/fixtures'

/** The devices that the examples of the push topics name. */
export const EXAMPLE_IMEIS = [
  '868120246598152',
  '752533678900242',
  '869247060081665',
  '865478070000239',
  '862798051583785',
  '868120145233604',
] as const

export type PushTenant = TestTenant & { hook: string; token: string; hookId: string }

/** A tenant whose connection has the example devices, or others, and a hook. */
export async function makePushTenant(imeis: readonly string[] = EXAMPLE_IMEIS): Promise<PushTenant> {
  const tenant = await makeTenant()
  await syncRoster(tenant.tenantId, tenant.connectionId, {
    accounts: [account('top')],
    devices: imeis.map((imei) => device(imei, 'top')),
  })
  const { id, path, token } = await storeHook(tenant.tenantId, {
    connectionId: tenant.connectionId,
    actorId: null,
  })
  return { ...tenant, hook: path, token, hookId: id }
}

export type Posting = Partial<PushRequest> & {
  form?: Record<string, string | undefined>
  raw?: string | Uint8Array
}

/** Posts a form, or the bytes given, to the receiver itself. */
export function post(hook: string, topicPath: string, posting: Posting = {}): Promise<PushAnswer> {
  const { form, raw, ...over } = posting
  const body = raw === undefined ? formOf(form ?? {}) : raw
  return pushReceiver().receive({
    method: 'POST',
    hook,
    topicPath,
    contentType: 'application/x-www-form-urlencoded',
    body: typeof body === 'string' ? Buffer.from(body) : body,
    remoteAddress: '198.51.100.7',
    now: new Date(),
    ...over,
  })
}

export function formOf(fields: Record<string, string | undefined>): string {
  const given = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return new URLSearchParams(given).toString()
}

/** A position of a device, `second` seconds into a minute. */
export function gpsItem(imei: string, second = 0): Record<string, unknown> {
  const at = `2026-01-13 02:24:${String(second).padStart(2, '0')}`
  return {
    deviceImei: imei,
    gpsTime: at,
    gateTime: at,
    lng: 113.942885,
    lat: 22.576539,
    satelliteNum: 7,
    gpsSpeed: 10,
    direction: 184,
    acc: 1,
    postType: 1,
    gpsMode: 0,
  }
}

const ROW_TABLES = [
  'position',
  'heartbeat',
  'sign_on',
  'obd_reading',
  'fault_report',
  'fuel_reading',
  'climate_reading',
  'rfid_scan',
  'trip_report',
  'device_message',
  'device_notice',
  'alarm',
  'alarm_end',
  'push_reject',
] as const

/** How many rows everything that was ever pushed to a tenant has made, rejects among them. */
export async function countRows(tenantId: string): Promise<number> {
  const counts = ROW_TABLES.map((table) => `(SELECT count(*) FROM ${table} WHERE tenant_id = $1)`)
  const [row] = await sql().query<{ rows: string }>(`SELECT (${counts.join(' + ')})::text AS rows`, [
    tenantId,
  ])
  return Number(row?.rows)
}

/** A path or token nobody has. */
export function nobodys(): string {
  return randomBytes(32).toString('base64url')
}
