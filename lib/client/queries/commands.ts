// What the commands page asks the server: what a device understands, what was sent, and what stands against a cut.

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type {
  CommandFilter,
  CommandPage,
  CommandStart,
  CutFactsView,
  DeviceCommands,
} from '@/lib/domain/api/command'
import { FOLLOWED_STATES } from '@/lib/domain/command'
import { fetchJson } from './fetch-json'

/** Keys of everything below, for who has changed something. */
export const COMMANDS_QUERY_KEY = ['commands'] as const

const OPEN_REFRESH_MS = 2_000
const CALM_REFRESH_MS = 15_000
const FACTS_REFRESH_MS = 5_000

/** GET /api/commands/start: powers, saved commands, and cuts that wait for somebody. */
export function useCommandStart() {
  return useQuery({
    queryKey: [...COMMANDS_QUERY_KEY, 'start'],
    queryFn: ({ signal }) => fetchJson<CommandStart>('/api/commands/start', signal),
    refetchInterval: OPEN_REFRESH_MS * 3,
    staleTime: 0,
  })
}

/** GET /api/commands, asked again every 2 s while one of them waits for its device. */
export function useCommandPage(filter: CommandFilter, before?: string) {
  return useQuery({
    queryKey: [...COMMANDS_QUERY_KEY, 'list', filter, before],
    queryFn: ({ signal }) => fetchJson<CommandPage>(`/api/commands?${commandQuery(filter, before)}`, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.commands.some(isAwaited) === true ? OPEN_REFRESH_MS : CALM_REFRESH_MS,
  })
}

/** GET /api/commands/device/{id}. */
export function useDeviceCommands(deviceId: string) {
  return useQuery({
    queryKey: [...COMMANDS_QUERY_KEY, 'device', deviceId],
    queryFn: ({ signal }) =>
      fetchJson<DeviceCommands>(`/api/commands/device/${encodeURIComponent(deviceId)}`, signal),
    staleTime: 60_000,
  })
}

/** GET /api/commands/device/{id}/facts, asked again every 5 s as long as it is looked at. */
export function useCutFacts(deviceId: string) {
  return useQuery({
    queryKey: [...COMMANDS_QUERY_KEY, 'facts', deviceId],
    queryFn: ({ signal }) =>
      fetchJson<CutFactsView>(`/api/commands/device/${encodeURIComponent(deviceId)}/facts`, signal),
    staleTime: 0,
    gcTime: 0,
    refetchInterval: FACTS_REFRESH_MS,
  })
}

/** The filter as a query string, with where the page before ended from the second on. */
export function commandQuery(filter: CommandFilter, before?: string): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value)
  if (before) query.set('before', before)
  return query.toString()
}

/** Ready ones of a batch are about to leave; of those that left, news may come at any moment, but of queued ones only late. */
function isAwaited({ state }: CommandPage['commands'][number]): boolean {
  return state === 'ready' || (FOLLOWED_STATES.includes(state) && state !== 'queued' && state !== 'unknown')
}
