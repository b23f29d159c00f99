// What the table of devices asks the server: pages, what stands above them, choices, views, groups, and files.

import { keepPreviousData, type QueryClient, useQueries, useQuery } from '@tanstack/react-query'
import type {
  DeviceChoices,
  DeviceExport,
  DeviceGroups,
  DevicePage,
  DeviceRow,
  DeviceSummary,
  DeviceViews,
  MatchingIds,
} from '@/lib/domain/api/device-table'
import type { ColumnLayout } from '@/lib/domain/device-table'
import { fetchJson, RequestFailedError } from './fetch-json'

/** Keys of everything below, for who has changed something. */
export const DEVICE_TABLE_KEY = ['device-table'] as const
const PAGES_KEY = [...DEVICE_TABLE_KEY, 'pages'] as const
const VIEWS_KEY = ['device-views'] as const
const GROUPS_KEY = ['device-groups'] as const

/** Rows of a page; the server's TABLE_PAGE. */
export const PAGE_ROWS = 100
const REFRESH_MS = 30_000

/** GET /api/device-table: the first page stays in sight while another question is asked; further ones come as they are needed. */
export function useDevicePages(query: string, pages: readonly number[], isEnabled: boolean) {
  const first = useQuery({
    queryKey: [...PAGES_KEY, query, 0],
    queryFn: ({ signal }) => fetchPage(query, 0, signal),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
    staleTime: 10_000,
    enabled: isEnabled,
  })
  const further = pages.filter((page) => page > 0)
  const others = useQueries({
    queries: further.map((page) => ({
      queryKey: [...PAGES_KEY, query, page],
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchPage(query, page, signal),
      refetchInterval: REFRESH_MS,
      staleTime: 10_000,
      enabled: isEnabled && !first.isPlaceholderData,
    })),
  })
  const rowsOf = new Map<number, readonly DeviceRow[]>()
  if (first.data) rowsOf.set(0, first.data.rows)
  further.forEach((page, at) => {
    const data = others[at]?.data
    if (data) rowsOf.set(page, data.rows)
  })
  return { first, rowsOf }
}

function fetchPage(query: string, page: number, signal: AbortSignal): Promise<DevicePage> {
  const offset = `offset=${page * PAGE_ROWS}`
  return fetchJson<DevicePage>(`/api/device-table?${query === '' ? offset : `${query}&${offset}`}`, signal)
}

/** GET /api/device-table/summary. */
export function useDeviceSummary(query: string, isEnabled: boolean) {
  return useQuery({
    queryKey: [...DEVICE_TABLE_KEY, 'summary', query],
    queryFn: ({ signal }) => fetchJson<DeviceSummary>(`/api/device-table/summary?${query}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS * 2,
    staleTime: 10_000,
    enabled: isEnabled,
  })
}

/** GET /api/device-table/choices. */
export function useDeviceChoices(isEnabled = true) {
  return useQuery({
    queryKey: [...DEVICE_TABLE_KEY, 'choices'],
    queryFn: ({ signal }) => fetchJson<DeviceChoices>('/api/device-table/choices', signal),
    staleTime: 60_000,
    enabled: isEnabled,
  })
}

/** GET /api/device-table/ids, once. */
export function fetchMatchingIds(query: string): Promise<MatchingIds> {
  return fetchJson<MatchingIds>(`/api/device-table/ids?${query}`)
}

/** GET /api/device-views. */
export function useDeviceViews() {
  return useQuery({
    queryKey: VIEWS_KEY,
    queryFn: ({ signal }) => fetchJson<DeviceViews>('/api/device-views', signal),
    staleTime: 5 * 60_000,
  })
}

/** GET /api/groups: it costs a call to the vendor, so only where they are looked at. */
export function useDeviceGroups(accountId: string | null) {
  return useQuery({
    queryKey: [...GROUPS_KEY, accountId],
    queryFn: ({ signal }) => fetchJson<DeviceGroups>(`/api/groups?account=${accountId ?? ''}`, signal),
    enabled: accountId !== null,
    staleTime: 0,
    retry: 1,
  })
}

/** Puts a changed row into every page that shows it. Pages under way may have been read before it was changed: they are asked for anew. */
export async function putDeviceRow(queries: QueryClient, row: DeviceRow): Promise<void> {
  const underWay = queries.getQueryCache().findAll({ queryKey: PAGES_KEY, fetchStatus: 'fetching' })
  await queries.cancelQueries({ queryKey: PAGES_KEY })
  queries.setQueriesData<DevicePage>({ queryKey: PAGES_KEY }, (page) =>
    page === undefined
      ? page
      : { ...page, rows: page.rows.map((known) => (known.id === row.id ? row : known)) },
  )
  for (const { queryKey } of underWay) void queries.invalidateQueries({ queryKey, exact: true })
}

/** Has the person's columns stand as they are now, also for who comes back to the page. */
export function putDeviceColumns(queries: QueryClient, columns: readonly ColumnLayout[]): void {
  queries.setQueryData<DeviceViews>(VIEWS_KEY, (known) => known && { ...known, columns: [...columns] })
}

/** Asks anew for pages, counts and choices. */
export function refreshDeviceTable(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: DEVICE_TABLE_KEY })
}

/** Asks anew for views and columns. */
export function refreshDeviceViews(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: VIEWS_KEY })
}

/** Asks anew for groups. */
export function refreshDeviceGroups(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: GROUPS_KEY })
}

/** A file was refused; `message` says why, in words for people, where the server has some. */
export class ExportRefusedError extends Error {
  override name = 'ExportRefusedError'
}

/**
 * POST /api/device-table/export: the table as a file, with the name the server gives it.
 * @throws ExportRefusedError, RequestFailedError; TypeError without a network; the signal's reason
 */
export async function exportDevices(
  order: DeviceExport,
  signal: AbortSignal,
): Promise<{ file: Blob; name: string }> {
  const response = await fetch('/api/device-table/export', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
    signal,
  })
  if (!response.ok) {
    const body: unknown = await response.json().catch(() => null)
    const hasWords = typeof body === 'object' && body !== null && 'message' in body
    if (hasWords && typeof body.message === 'string') throw new ExportRefusedError(body.message)
    throw new RequestFailedError(response.status, 'unknown')
  }
  const [, name] = /filename="?([^";]+)"?/.exec(response.headers.get('content-disposition') ?? '') ?? []
  return { file: await response.blob(), name: name ?? `devices.${order.format}` }
}
