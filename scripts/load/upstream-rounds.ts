// The measurements of the upstream benchmark: vendors with more and more accounts, all connected to one app, and more and more
// browsers at each. Counted is what arrives at the vendor.

import { createHash, randomUUID } from 'node:crypto'
import path from 'node:path'
import { type Sandbox, startSandbox } from '@/lib/sandbox/server'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import { seal } from '@/lib/server/secrets'
import { cleanUp } from './clean-up'
import { startCrowd } from './crowd'
import { type Seat, seatPeople } from './live-world'
import { appLaunch, startProcess } from './processes'
import { standingWorld, TOP_LOGIN, TOP_PASSWORD } from './standing-world'
import { type Store, toRosterDevice, withStore } from './world'

export type UpstreamSize = {
  accounts: readonly number[]
  browsers: readonly number[]
  settleMs: number
  measuredMs: number
}

type Vendor = { sandbox: Sandbox; accounts: number; seats: readonly Seat[] }

/** Calls a minute at one vendor with so many browsers at its tenant. */
export type UpstreamFigure = {
  accounts: number
  browsers: number
  callsAMinute: number
  /** Of these, of locations. */
  locationCallsAMinute: number
  refusedAMinute: number
  byMethod: Record<string, number>
}

const VEHICLES_EACH = 10
const LOCATIONS = 'jimi.user.device.location.list'
const OPENED_A_SECOND = 100

/** Starts vendors and app, measures every number of browsers, and ends them. */
export async function measureUpstream(
  { store, distDir, tell }: { store: Store; distDir: string; tell: (words: string) => void },
  size: UpstreamSize,
): Promise<UpstreamFigure[]> {
  const vendors = await withStore(store, async () => {
    const started: Vendor[] = []
    for (const accounts of size.accounts)
      started.push(await startVendor(accounts, Math.max(...size.browsers)))
    return started
  })
  const crowd = startCrowd()
  const app = await startProcess({
    ...appLaunch(distDir),
    variables: { ...appLaunch(distDir).variables, ...store, LOG_LEVEL: 'warn' },
    logFile: path.join(store.MILEPOST_DATA_DIR, 'app.log'),
  })
  try {
    await app.ready()
    const figures: UpstreamFigure[] = []
    for (const browsers of size.browsers) {
      const seats = vendors.flatMap((vendor) => vendor.seats.slice(0, browsers))
      await crowd.order({ kind: 'open', url: app.url, seats, perSecond: OPENED_A_SECOND, isNaive: false })
      await pause(size.settleMs)
      figures.push(...(await count(vendors, browsers, size.measuredMs)))
      const words = figures
        .slice(-vendors.length)
        .map((figure) => `${figure.accounts}: ${figure.callsAMinute}`)
      tell(`${browsers} browsers at each; calls a minute by accounts: ${words.join(', ')}`)
      await crowd.order({ kind: 'close' })
    }
    return figures
  } finally {
    await crowd.stop()
    await app.stop()
    await Promise.all(vendors.map(({ sandbox }) => sandbox.close()))
  }
}

async function startVendor(accounts: number, browsers: number): Promise<Vendor> {
  const world = standingWorld({
    accounts,
    vehiclesEach: VEHICLES_EACH,
    firstImei: 860_000_000_000_000 + accounts * 1e6,
  })
  const sandbox = await startSandbox({ port: 0, seed: accounts, devices: 0, profile: 'pro', world })
  cleanUp(() => sandbox.close())
  const [tenantId, id] = [randomUUID(), randomUUID()]
  await db().tenant.create({ data: { id: tenantId, slug: tenantId, name: `Upstream ${accounts}` } })
  await db().jimiConnection.create({
    data: {
      ...{ tenantId, id, name: 'Vendor', profile: sandbox.profile, baseUrl: sandbox.url, account: TOP_LOGIN },
      appKeySealed: seal(tenantId, 'app_key', sandbox.appKey),
      appSecretSealed: seal(tenantId, 'app_secret', sandbox.appSecret),
      passwordMd5Sealed: seal(tenantId, 'password_md5', md5(TOP_PASSWORD)),
    },
  })
  await syncRoster(tenantId, id, {
    accounts: world.accounts.map(({ login, name, type, parent }) => ({
      login,
      name,
      type,
      parentLogin: parent,
    })),
    devices: world.devices.map(({ imei, account }) => ({ ...toRosterDevice(imei), accountLogin: account })),
  })
  return { sandbox, accounts, seats: await seatPeople({ tenantId, fleet: 0, scopes: ['/'] }, browsers) }
}

/** What the vendor refuses counts as a call too. */
async function count(vendors: readonly Vendor[], browsers: number, forMs: number): Promise<UpstreamFigure[]> {
  const before = await Promise.all(vendors.map(stats))
  await pause(forMs)
  const after = await Promise.all(vendors.map(stats))
  const aMinute = (calls: number) => Math.round(((calls * 60_000) / forMs) * 10) / 10
  return vendors.map(({ accounts }, index) => {
    const [from, to] = [before[index], after[index]]
    const byMethod = Object.fromEntries(
      Object.entries(to?.calls ?? {}).flatMap(([method, calls]) => {
        const more = calls - (from?.calls[method] ?? 0)
        return more === 0 ? [] : [[method, aMinute(more)]]
      }),
    )
    return {
      accounts,
      browsers,
      callsAMinute: aMinute(sum(to?.calls) - sum(from?.calls)),
      locationCallsAMinute: byMethod[LOCATIONS] ?? 0,
      refusedAMinute: aMinute(sum(to?.refused) - sum(from?.refused)),
      byMethod,
    }
  })
}

type Stats = { calls: Record<string, number>; refused: Record<string, number> }

async function stats({ sandbox }: Vendor): Promise<Stats> {
  const response = await fetch(`${sandbox.controlUrl}/stats`)
  return (await response.json()) as Stats
}

function sum(counts: Record<string, number> = {}): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex')
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
