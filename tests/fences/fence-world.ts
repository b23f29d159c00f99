// A tenant with vehicles and fences, and fixes as they come by push and by poll.

import type { FenceDraft } from '@/lib/domain/api/fences'
import { METRES_PER_DEGREE } from '@/lib/domain/geofence-geometry'
import type { Viewer } from '@/lib/server/access'
import { syncRoster } from '@/lib/server/data/system/roster-sync'
import { db } from '@/lib/server/db'
import { FenceRunner } from '@/lib/server/fences/fence-runner'
import { type LiveNews, localBus } from '@/lib/server/live/live-bus'
import { newsByTenant } from '@/lib/server/live/live-publisher'
import { writePatches } from '@/lib/server/live/storage'
import { storeGroup } from '@/lib/server/push/store-group'
import { createFence, listFenceEvents } from '@/lib/server/services/fences'
import { account, device, imeiOf, makeTenant, storePerson, type TestTenant } from '../db/fixtures'
import { manualClock } from '../live/manual-clock'
import { batchOf, gps, T0 } from '../push/pushed'

export const MIN = 60_000
export const yard = { lat: 41.15, lng: -8.61 }
/** Metres north of the yard. */
export const north = (metres: number) => ({ lat: yard.lat + metres / METRES_PER_DEGREE, lng: yard.lng })

export const draft: FenceDraft = {
  name: 'Yard',
  shape: { kind: 'circle', center: yard, radiusM: 300 },
  color: '#3b7aff',
  tags: ['depot'],
  description: '',
  rules: { enter: true, exit: false, dwellMin: null },
  enabled: true,
  deviceIds: null,
}

export type World = TestTenant & {
  deviceIds: string[]
  clock: ReturnType<typeof manualClock>
  heard: LiveNews[]
  runner: FenceRunner
  bus: ReturnType<typeof localBus>
}

export async function makeWorld(): Promise<World> {
  const tenant = await makeTenant()
  await storePerson(tenant.owner)
  await syncRoster(tenant.tenantId, tenant.connectionId, {
    accounts: [account('top'), account('branch', 'top')],
    devices: [device(imeiOf(0), 'top'), device(imeiOf(1), 'branch'), device(imeiOf(2), 'top')],
  })
  const rows = await db().device.findMany({ where: { tenantId: tenant.tenantId }, orderBy: { imei: 'asc' } })
  const bus = localBus((error) => {
    throw error
  })
  const heard: LiveNews[] = []
  bus.subscribe((news) => heard.push(news))
  const clock = manualClock(T0)
  const runner = new FenceRunner({ bus, live: () => null, clock })
  return { ...tenant, deviceIds: rows.map(({ id }) => id), clock, heard, runner, bus }
}

/** As the push writer does: one commit, then the news. */
export async function push(
  world: World,
  fixes: readonly { sec: number; metres: number; who?: number }[],
): Promise<void> {
  const items = fixes.map(({ sec, metres, who = 0 }) => gps(world, sec, north(metres), who))
  const last = Math.max(...fixes.map(({ sec }) => sec))
  await world.clock.advance(Math.max(0, T0 + last * 1000 - world.clock.now()))
  for (const news of newsByTenant(await storeGroup([batchOf(world, items)]))) world.bus.publish(news)
}

/** As a poll does: the latest state and its fix, then the news. */
export async function poll(
  world: World,
  { sec, metres, who = 0 }: { sec: number; metres: number; who?: number },
) {
  await world.clock.advance(Math.max(0, T0 + sec * 1000 - world.clock.now()))
  const place = { ...north(metres), speedKph: 20, headingDeg: 0, source: 'gps' as const }
  const rest = { satellites: 9, accuracyM: null, altitudeM: null, address: null }
  const patch = {
    deviceId: world.deviceIds[who] ?? '',
    receivedAtMs: world.clock.now(),
    fix: { atMs: T0 + sec * 1000, ...place, ...rest },
  }
  await writePatches(world.tenantId, [{ patch, newFix: true }])
  world.bus.publish({ tenantId: world.tenantId, patches: [patch], alarms: [] })
}

/** The world from a while ago: a fence drawn then is no news any more. */
export async function drawn(
  world: World,
  over: Partial<FenceDraft> = {},
  viewer: Viewer = world.owner,
): Promise<string> {
  const id = await createFence(viewer, { ...draft, ...over })
  await db().fence.updateMany({ where: { id }, data: { shapeAt: new Date(T0 - MIN) } })
  return id
}

export async function eventsOf(world: World, fenceId: string): Promise<string[]> {
  const { events } = await listFenceEvents(world.owner, fenceId)
  const order = new Map(world.deviceIds.map((id, index) => [id, index]))
  return events
    .map(({ kind, at, deviceId }) => `${(Date.parse(at) - T0) / 1000} ${kind} ${order.get(deviceId)}`)
    .toReversed()
}

export const rings = (world: World) => world.heard.flatMap(({ alarms }) => alarms.map(({ name }) => name))
