import { z } from 'zod'
import { deviceFilterSchema, MAX_TABLE_ROWS } from '@/lib/domain/api/device-table'
import { type DeviceFilter, type DeviceSort, parseDeviceSort } from '@/lib/domain/device-table'
import { parseInput } from '@/lib/server/http'

/** The filter and order a query string asks for. What is not one is refused, not left out. */
export function askedOf(request: Request): { filter: DeviceFilter; sort: DeviceSort } {
  const query = new URL(request.url).searchParams
  const yesOrNo = (name: string) => {
    const word = parseInput(z.enum(['yes', 'no']).nullable(), query.get(name))
    return word === null ? null : word === 'yes'
  }
  const silent = query.get('silent')
  const filter = parseInput(deviceFilterSchema, {
    q: query.get('q') ?? '',
    accountId: query.get('account'),
    groups: query.getAll('group'),
    statuses: query.getAll('status'),
    models: query.getAll('model'),
    kinds: query.getAll('kind'),
    expiring: query.get('expiring'),
    silentHours: silent === null ? null : Number(silent),
    online: yesOrNo('online'),
    enabled: yesOrNo('enabled'),
  })
  return { filter, sort: parseDeviceSort(query.get('sort')) }
}

/** Where a page begins. */
export function offsetOf(request: Request): number {
  const text = new URL(request.url).searchParams.get('offset') ?? '0'
  return parseInput(z.int().min(0).max(MAX_TABLE_ROWS), /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN)
}
