// Tenants with devices and hooks for measurements and trials, always the same ones, in the database of this process.

import { createHash } from 'node:crypto'
import { storeHook } from '@/lib/server/data/push-hooks'
import type { RosterDevice } from '@/lib/server/data/system/roster-sync'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { closeDb, db, openDb } from '@/lib/server/db'
import { forgetEnv } from '@/lib/server/env'

/** One hook with the devices of its connection. */
export type LoadTenant = {
  tenantId: string
  connectionId: string
  path: string
  token: string
  imeis: readonly string[]
}

/** Settings of a process that works on this database; the same ones make this process work on it. */
export type Store = { DATABASE_URL: string; MILEPOST_DATA_DIR: string }

/** Opens the store in this process, does the work, and lets go of it. */
export async function withStore<Result>(store: Store, work: () => Promise<Result>): Promise<Result> {
  Object.assign(process.env, store)
  forgetEnv()
  await openDb()
  try {
    return await work()
  } finally {
    await closeDb()
  }
}

/** Makes tenants of one connection each, with so many devices each. The database must be open and empty. */
export function makeWorld({ tenants, devicesEach }: { tenants: number; devicesEach: number }) {
  return makeTenants(Array.from({ length: tenants }, () => devicesEach))
}

/** The same with as many devices in each as told. */
export async function makeTenants(devices: readonly number[]): Promise<LoadTenant[]> {
  const tenants = devices.map(planTenant)
  for (const [index, { tenantId, connectionId, path, token, imeis }] of tenants.entries()) {
    await db().tenant.create({ data: { id: tenantId, slug: `load-${index}`, name: `Load ${index}` } })
    await db().jimiConnection.create({ data: { tenantId, id: connectionId, ...SILENT_CONNECTION } })
    await syncRoster(tenantId, connectionId, {
      accounts: [{ login: 'top', name: 'Top', type: 8, parentLogin: null }],
      devices: imeis.map(toRosterDevice),
    })
    await storeHook(tenantId, { connectionId, actorId: null, secrets: { path, token } })
  }
  return tenants
}

function planTenant(devices: number, tenant: number): LoadTenant {
  return {
    tenantId: fixedUuid(`tenant ${tenant}`),
    connectionId: fixedUuid(`connection ${tenant}`),
    path: fixedText(`path ${tenant}`),
    token: fixedText(`token ${tenant}`),
    imeis: Array.from({ length: devices }, (_, index) =>
      String(860_000_000_000_000 + tenant * 1_000_000 + index),
    ),
  }
}

/** Nobody answers there: all that comes, comes by push. */
export const SILENT_CONNECTION = {
  name: 'Vendor',
  profile: 'pro',
  baseUrl: 'http://127.0.0.1:1/route/rest',
  account: 'top',
  appKeySealed: '-',
  appSecretSealed: '-',
  passwordMd5Sealed: '-',
}

/** A device of the account `top`. */
export function toRosterDevice(imei: string): RosterDevice {
  return {
    imei,
    accountLogin: 'top',
    name: `Vehicle ${imei}`,
    plate: null,
    driverName: null,
    driverPhone: null,
    model: 'VL110',
    kind: 'tracker',
    icon: 'automobile',
    sim: null,
    vin: null,
    groupName: null,
    remark: null,
    enabled: true,
    activatedAt: null,
    expiresAt: new Date('2040-01-01T00:00:00Z'),
  }
}

function fixedText(name: string): string {
  return createHash('sha256').update(`milepost load ${name}`).digest('base64url')
}

function fixedUuid(name: string): string {
  const hex = createHash('sha256').update(`milepost load ${name}`).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
