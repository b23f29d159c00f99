import type { Route } from 'next'
import { type CommandFilter, commandCursorSchema } from '@/lib/domain/api/command'
import { COMMAND_STATES } from '@/lib/domain/command'

/** What the page shows; all of it stands in the address, so that a link shows the same. */
export type CommandAddress = {
  /** The vehicles chosen. */
  deviceIds: string[]
  filter: CommandFilter
  /** Where the page before ended; undefined for the newest. */
  before?: string
}

const MAX_DEVICES = 500
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** Reads an address; what cannot be right is left out. */
export function parseCommandAddress(params: Pick<URLSearchParams, 'get'>): CommandAddress {
  const deviceIds = (params.get('devices') ?? '').split(',').filter((id) => UUID.test(id))
  const before = commandCursorSchema.safeParse(params.get('before'))
  const batchId = params.get('batch') ?? ''
  return {
    deviceIds: [...new Set(deviceIds)].slice(0, MAX_DEVICES),
    filter: {
      state: COMMAND_STATES.find((state) => state === params.get('state')),
      search: params.get('q')?.slice(0, 100) || undefined,
      batchId: UUID.test(batchId) ? batchId : undefined,
    },
    before: before.data,
  }
}

/** The address that shows this. */
export function commandAddress({ deviceIds, filter, before }: CommandAddress): Route {
  const parts = [
    ['devices', deviceIds.join(',')],
    ['state', filter.state],
    ['q', filter.search && encodeURIComponent(filter.search)],
    ['batch', filter.batchId],
    ['before', before],
  ].flatMap(([name, value]) => (value ? [`${name}=${value}`] : []))
  return parts.length === 0 ? '/commands' : `/commands?${parts.join('&')}`
}
