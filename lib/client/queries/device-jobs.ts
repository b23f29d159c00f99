// What the pages of work on many devices ask the server. Work under way is asked for every two seconds.

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type {
  DeviceItemState,
  DeviceJobDetail,
  DeviceJobList,
  DeviceJobView,
  ExpiryPreview,
  TargetList,
  TransferPreview,
} from '@/lib/domain/api/device-jobs'
import { fetchJson, RequestFailedError } from './fetch-json'

/** Keys of everything below, for who has changed something. */
export const DEVICE_JOBS_QUERY_KEY = ['device-jobs'] as const

const WATCH_EVERY_MS = 2_000
const QUIET_EVERY_MS = 30_000

/** Whether work goes on, or waits to. */
export function isUnderWay({ state }: Pick<DeviceJobView, 'state'>): boolean {
  return state === 'queued' || state === 'running'
}

/** GET /api/device-jobs. */
export function useDeviceJobs() {
  return useQuery({
    queryKey: [...DEVICE_JOBS_QUERY_KEY, 'list'],
    queryFn: ({ signal }) => fetchJson<DeviceJobList>('/api/device-jobs', signal),
    refetchInterval: ({ state }) => (state.data?.jobs.some(isUnderWay) ? WATCH_EVERY_MS : QUIET_EVERY_MS),
  })
}

/** GET /api/device-jobs/[id]. */
export function useDeviceJob(id: string, page: { state: DeviceItemState | null; skip: number }) {
  const query = new URLSearchParams({ skip: String(page.skip) })
  if (page.state !== null) query.set('state', page.state)
  return useQuery({
    queryKey: [...DEVICE_JOBS_QUERY_KEY, 'one', id, page.state, page.skip],
    queryFn: ({ signal }) =>
      fetchJson<DeviceJobDetail>(`/api/device-jobs/${encodeURIComponent(id)}?${query}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data && isUnderWay(state.data.job) ? WATCH_EVERY_MS : QUIET_EVERY_MS,
  })
}

/** GET /api/device-jobs/targets. */
export function useTargets(search: string) {
  return useQuery({
    queryKey: [...DEVICE_JOBS_QUERY_KEY, 'targets', search],
    queryFn: ({ signal }) =>
      fetchJson<TargetList>(`/api/device-jobs/targets?${new URLSearchParams({ q: search })}`, signal),
    placeholderData: keepPreviousData,
  })
}

/** POST /api/device-jobs/preview; asked only when an account is chosen. */
export function useTransferPreview(deviceIds: readonly string[], accountId: string | null) {
  return useQuery({
    queryKey: [...DEVICE_JOBS_QUERY_KEY, 'preview', accountId, deviceIds],
    queryFn: ({ signal }) =>
      postJson<TransferPreview>('/api/device-jobs/preview', { deviceIds, accountId }, signal),
    enabled: accountId !== null,
    staleTime: 0,
    retry: false,
  })
}

/** POST /api/device-jobs/expiry-preview; asked only when a day is chosen, "2027-04-01". */
export function useExpiryPreview(deviceIds: readonly string[], date: string) {
  return useQuery({
    queryKey: [...DEVICE_JOBS_QUERY_KEY, 'expiry-preview', date, deviceIds],
    queryFn: ({ signal }) =>
      postJson<ExpiryPreview>('/api/device-jobs/expiry-preview', { deviceIds, date }, signal),
    enabled: date !== '',
    staleTime: 0,
    retry: false,
  })
}

async function postJson<T>(path: string, body: unknown, signal: AbortSignal): Promise<T> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  })
  if (!response.ok) throw new RequestFailedError(response.status, 'unknown')
  return (await response.json()) as T
}
