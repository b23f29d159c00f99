// A sandbox with a small fleet, and tenants connected to it, for tests of the live path.

import { createHash, randomUUID } from 'node:crypto'
import type { Profile } from '@/lib/jimi/wire/profile'
import type { Fault } from '@/lib/sandbox/faults'
import { type Sandbox, startSandbox } from '@/lib/sandbox/server'
import type { Switches } from '@/lib/sandbox/switches'
import type { Viewer } from '@/lib/server/access'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import { log } from '@/lib/server/log'
import { seal } from '@/lib/server/secrets'
import type { ConnectionRef } from '@/lib/server/services/upstream-health'
import { forgetSingleton } from '@/lib/server/singleton'
import { device, storePerson } from '../db/fixtures'
import { createFleetWorld, type FleetWorld } from './fleet-world'

// What fails in these tests fails on purpose.
log.level = 'silent'

export type Vendor = {
  sandbox: Sandbox
  world: FleetWorld
  /** Calls by method since the start or the last reset. */
  calls(): Promise<Record<string, number>>
  fault(fault: Partial<Fault> & { kind: string }): Promise<void>
  heal(): Promise<void>
  revokeTokens(): Promise<void>
  switches(changes: Partial<Switches>): Promise<void>
  close(): Promise<void>
}

/** Starts a vendor without rate limit, so that tests need not wait for one. */
export async function startVendor({
  world = createFleetWorld(Date.now()),
  profile = 'pro',
}: {
  world?: FleetWorld
  profile?: Profile
} = {}): Promise<Vendor> {
  const sandbox = await startSandbox({
    port: 0,
    seed: 7,
    devices: 0,
    profile,
    world,
    switches: { ratePerSecond: 0 },
  })
  const control = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(sandbox.controlUrl + path, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  return {
    sandbox,
    world,
    calls: async () => (await control('GET', '/stats')).calls,
    fault: (fault) => control('POST', '/faults', fault),
    heal: () => control('DELETE', '/faults'),
    revokeTokens: () => control('POST', '/faults', { kind: 'revokeTokens' }),
    switches: (changes) => control('PATCH', '/switches', changes),
    close: () => sandbox.close(),
  }
}

export type Customer = { ref: ConnectionRef; owner: Viewer }

/** A tenant connected to the vendor with the account `login`. */
export async function connectTenant(
  { sandbox }: Pick<Vendor, 'sandbox'>,
  login: string,
  over: { password?: string; appSecret?: string } = {},
): Promise<Customer> {
  const tenantId = randomUUID()
  const id = randomUUID()
  const password = over.password ?? `${login}-password`
  const passwordMd5 = createHash('md5').update(password).digest('hex')
  await db().tenant.create({ data: { id: tenantId, slug: tenantId, name: login } })
  await db().jimiConnection.create({
    data: {
      tenantId,
      id,
      name: `Vendor of ${login}`,
      profile: sandbox.profile,
      baseUrl: sandbox.url,
      account: login,
      appKeySealed: seal(tenantId, 'app_key', sandbox.appKey),
      appSecretSealed: seal(tenantId, 'app_secret', over.appSecret ?? sandbox.appSecret),
      passwordMd5Sealed: seal(tenantId, 'password_md5', passwordMd5),
    },
  })
  const owner: Viewer = { tenantId, userId: randomUUID(), role: 'owner', scopePath: '/' }
  await storePerson(owner)
  return { ref: { tenantId, id }, owner }
}

/** As if the roster of a tenant's connection had been read: what the vendor has below `login`, without asking it. */
export async function storeRoster({ world }: Vendor, { ref }: Customer, login: string): Promise<void> {
  const below = new Set([login])
  const accounts = world.accounts.flatMap((account) => {
    if (account.login !== login && !below.has(account.parent ?? '')) return []
    below.add(account.login)
    const parentLogin = account.login === login ? null : account.parent
    return [{ login: account.login, name: account.name, type: account.type, parentLogin }]
  })
  const devices = world.devices
    .filter(({ account }) => below.has(account))
    .map(({ imei, account, deviceName }) => device(imei, account, { name: deviceName }))
  await syncRoster(ref.tenantId, ref.id, { accounts, devices })
}

/** What a restart of the process forgets of the vendor, and the key of another test's data folder. */
export function forgetVendor(): void {
  for (const name of [
    'sealing-key',
    'jimi-lines',
    'jimi-budgets',
    'fresh-answers',
    'health-board',
    'asked-trails',
  ])
    forgetSingleton(name)
}
