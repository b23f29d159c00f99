import { FLEET_SORTS, type FleetSort } from '@/lib/client/fleet-view'
import { VEHICLE_STATUSES, type VehicleStatus } from '@/lib/domain/vehicle'

/** What the list was asked for; part of the address, so that a link shows the same vehicles. */
export type MapFilter = { text: string; statuses: readonly VehicleStatus[]; stale: boolean; sort: FleetSort }

export const NO_FILTER: MapFilter = { text: '', statuses: [], stale: false, sort: 'name' }

const MAX_TEXT_LENGTH = 200

/** Reads the filter from an address; unknown words in it are ignored. */
export function parseMapFilter(params: Pick<URLSearchParams, 'get'>): MapFilter {
  const statuses = (params.get('status') ?? '').split(',')
  return {
    text: (params.get('q') ?? '').slice(0, MAX_TEXT_LENGTH),
    statuses: VEHICLE_STATUSES.filter((status) => statuses.includes(status)),
    stale: params.get('stale') === '1',
    sort: FLEET_SORTS.find((sort) => sort === params.get('sort')) ?? NO_FILTER.sort,
  }
}

/** The query string with this filter in it; everything else in `search` stays. Empty without any parameter. */
export function withMapFilter(search: string, filter: MapFilter): string {
  const params = new URLSearchParams(search)
  setOrDelete(params, 'q', filter.text.trim())
  setOrDelete(params, 'status', filter.statuses.join(','))
  setOrDelete(params, 'stale', filter.stale ? '1' : '')
  setOrDelete(params, 'sort', filter.sort === NO_FILTER.sort ? '' : filter.sort)
  return toSearch(params)
}

/** The query string with this vehicle chosen, or none. */
export function withDevice(search: string, deviceId: string | null): string {
  const params = new URLSearchParams(search)
  setOrDelete(params, 'device', deviceId ?? '')
  return toSearch(params)
}

/** Whether anything narrows the list. */
export function isFiltering(filter: MapFilter): boolean {
  return filter.text.trim() !== '' || filter.statuses.length > 0 || filter.stale
}

function setOrDelete(params: URLSearchParams, name: string, value: string) {
  if (value === '') params.delete(name)
  else params.set(name, value)
}

/** Commas are legal in a query and stay readable. */
function toSearch(params: URLSearchParams): string {
  const text = params.toString().replaceAll('%2C', ',')
  return text === '' ? '' : `?${text}`
}
