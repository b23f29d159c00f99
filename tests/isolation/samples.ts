// Requests that are right but for the ids in them.

import type { Kind } from './registry-types'

const now = Date.now()
/** The last day. */
export const SPAN = { from: new Date(now - 86_400_000).toISOString(), to: new Date(now).toISOString() }
export const DAY = { start: SPAN.from, key: '00000000-0000-4000-8000-0000000000aa' }

export const SHAPE = { kind: 'circle', center: { lat: 41.15, lng: -8.61 }, radiusM: 500 } as const

type Vehicles = {
  deviceIds?: readonly string[]
  accountIds?: readonly string[]
  fenceIds?: readonly string[]
}

/** A report of the last day; of the fleet, or of visits to fences where some are named. */
export function report({ deviceIds = [], accountIds = [], fenceIds }: Vehicles) {
  const vehicles =
    fenceIds === undefined ? { choose: 'some', deviceIds, accountIds, groups: [] } : { choose: 'all' }
  const what =
    fenceIds === undefined
      ? { kind: 'fleet', params: {} }
      : { kind: 'fence_visits', params: { fenceIds, minSec: 0, detail: 'list' } }
  const range = { by: 'instants', ...SPAN }
  return { ...what, vehicles, range, zone: 'UTC', compare: false, fill: false }
}

export const DEVICE_FILTER = {
  q: '',
  accountId: null,
  groups: [],
  statuses: [],
  models: [],
  kinds: [],
  expiring: null,
  silentHours: null,
  enabled: null,
}
export const SORT = { key: 'name', isDescending: false }

export function DEVICE_EXPORT(accountId: string) {
  const filter = { ...DEVICE_FILTER, accountId }
  return { filter, sort: SORT, columns: ['name', 'imei'], format: 'csv', zone: 'UTC' }
}

const kindOf = {
  deviceIds: 'device',
  accountIds: 'account',
  fenceIds: 'fence',
  userIds: 'person',
  webhookIds: 'webhook',
} as const satisfies Record<string, Kind>

/** A rule that tells nobody, and the same with ids in one of its places. */
export const RULE = {
  kindOf,
  naming(name: keyof typeof kindOf, ids: readonly string[]) {
    const vehicles = { deviceIds: [] as readonly string[], accountIds: [] as readonly string[] }
    const definition = {
      timeZone: 'UTC',
      kinds: null,
      severities: ['critical'],
      vehicles:
        (name === 'deviceIds' || name === 'accountIds') && ids.length > 0
          ? { ...vehicles, [name]: ids }
          : null,
      fenceIds: name === 'fenceIds' && ids.length > 0 ? ids : null,
      hours: null,
      minDurationS: 0,
      severity: null,
      recipients: { userIds: name === 'userIds' ? ids : [], roles: ['owner'], addresses: [] },
      ways: { app: true, push: false, mail: false, webhookIds: name === 'webhookIds' ? ids : [] },
      quiet: null,
      throttleMin: 0,
    }
    return { name: 'Rule', enabled: true, definition }
  },
}

export function FENCE(deviceIds: readonly string[] | null) {
  const rules = { enter: true, exit: true, dwellMin: null }
  const words = { name: 'Yard', color: '#2563eb', tags: [], description: '' }
  return { ...words, shape: SHAPE, rules, enabled: true, deviceIds }
}

export function SHARE(deviceIds: readonly string[], fenceIds: readonly string[] = []) {
  return {
    name: '',
    startsAt: null,
    durationMin: 60,
    vehicles: deviceIds.map((deviceId) => ({ deviceId, alias: '' })),
    fields: [],
    zone: { mode: fenceIds.length > 0 ? 'hide_inside' : 'none', fenceIds },
    password: null,
    destination: null,
    viewerLimit: null,
  }
}
