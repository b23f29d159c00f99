// Fleets, scopes and people for the benchmark of the live stream, in the database of this process.

import { createHash, randomUUID } from 'node:crypto'
import { storeHook } from '@/lib/server/data/push-hooks'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import { encodeSession, sessionCookie } from '@/lib/server/session-cookie'
import { SILENT_CONNECTION, toRosterDevice } from './world'

/** A fleet whose positions are pushed to one hook. */
export type LiveFleet = { path: string; token: string; imeis: readonly string[] }

/** A place for one browser: its session, and what it may see. */
export type Seat = { cookie: string; fleet: number; scope: string }

export type LiveWorld = { fleets: readonly LiveFleet[]; seats: readonly Seat[]; scopes: number }

/** One large fleet, one of the middle and a small one; people are spread over them as vehicles are. */
const FLEET_SHARES = [0.7, 0.2, 0.1]
/** Who sees all of a fleet, who a half, who a quarter. People take turns, vehicles are spread evenly over what is below. */
const SCOPES = ['/', '/top/north/', '/top/north/coast/']
const LOGINS = ['top', 'north', 'top', 'coast']

/** Makes the fleets, and a session of a person of its own for each seat. The database must be open and empty. */
export async function makeLiveWorld(size: { vehicles: number; seats: number }): Promise<LiveWorld> {
  const made: { fleet: LiveFleet; seats: Seat[] }[] = []
  for (const [index, share] of FLEET_SHARES.entries()) {
    const tenantId = randomUUID()
    const fleet = await makeFleet(tenantId, index, Math.round(size.vehicles * share))
    made.push({
      fleet,
      seats: await seatPeople({ tenantId, fleet: index, scopes: SCOPES }, Math.round(size.seats * share)),
    })
  }
  // Those who come first shall be of all fleets, as those who come last.
  const seats = made
    .flatMap(({ seats: own }) => own.map((seat, turn) => ({ seat, order: turn / own.length })))
    .sort((a, b) => a.order - b.order)
    .map(({ seat }) => seat)
  return { fleets: made.map(({ fleet }) => fleet), seats, scopes: FLEET_SHARES.length * SCOPES.length }
}

async function makeFleet(tenantId: string, index: number, vehicles: number): Promise<LiveFleet> {
  const connectionId = randomUUID()
  const imeis = Array.from({ length: vehicles }, (_, turn) =>
    String(860_000_000_000_000 + index * 1_000_000 + turn),
  )
  await db().tenant.create({ data: { id: tenantId, slug: `live-${index}`, name: `Live ${index}` } })
  await db().jimiConnection.create({ data: { tenantId, id: connectionId, ...SILENT_CONNECTION } })
  await syncRoster(tenantId, connectionId, {
    accounts: [
      { login: 'top', name: 'Top', type: 8, parentLogin: null },
      { login: 'north', name: 'North', type: 8, parentLogin: 'top' },
      { login: 'coast', name: 'Coast', type: 8, parentLogin: 'north' },
    ],
    devices: imeis.map((imei, turn) => ({
      ...toRosterDevice(imei),
      accountLogin: LOGINS[turn % LOGINS.length] ?? 'top',
    })),
  })
  const secrets = { path: fixedText(`path ${index}`), token: fixedText(`token ${index}`) }
  await storeHook(tenantId, { connectionId, actorId: null, secrets })
  return { ...secrets, imeis }
}

/** So many people of a tenant with a session each; they take turns with the scopes. */
export async function seatPeople(
  { tenantId, fleet, scopes }: { tenantId: string; fleet: number; scopes: readonly string[] },
  count: number,
): Promise<Seat[]> {
  const people = Array.from({ length: count }, (_, turn) => ({
    userId: randomUUID(),
    sessionId: randomUUID(),
    scope: scopes[turn % scopes.length] ?? '/',
  }))
  const now = new Date()
  await db().user.createMany({
    data: people.map(({ userId, scope }) => ({
      ...{ id: userId, tenantId, email: `${userId}@example.com`, name: 'Reader', passwordHash: '-' },
      role: 'dispatcher' as const,
      scopePath: scope,
    })),
  })
  await db().userSession.createMany({
    data: people.map(({ userId, sessionId: id }) => ({
      ...{ tenantId, id, userId },
      createdAt: now,
      lastSeenAt: now,
    })),
  })
  return Promise.all(
    people.map(async ({ userId, sessionId, scope }) => {
      const token = await encodeSession({ userId, sessionVersion: 1, sessionId })
      return { cookie: `${sessionCookie().name}=${token}`, fleet, scope }
    }),
  )
}

function fixedText(name: string): string {
  return createHash('sha256').update(`milepost live ${name}`).digest('base64url')
}
