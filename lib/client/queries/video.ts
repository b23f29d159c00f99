// What the video page asks the server: cameras, their files, events, orders and lists of recordings, and its signs of life.

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type {
  VideoBeat,
  VideoBeatAnswer,
  VideoCapture,
  VideoDone,
  VideoEvents,
  VideoFailure,
  VideoFiles,
  VideoLists,
  VideoOrders,
  VideoStart,
  VideoUpload,
} from '@/lib/domain/api/video'
import { LIST_POLL_EVERY_MS } from '@/lib/domain/video'
import { fetchJson, RequestFailedError } from './fetch-json'
import { postJson } from './post-json'

/** Keys of everything below, for who has changed something. */
export const VIDEO_QUERY_KEY = ['video'] as const

const START_REFRESH_MS = 10_000
const WAITING_REFRESH_MS = 2_000

const pathOf = (deviceId: string, rest = '') => `/api/video/devices/${encodeURIComponent(deviceId)}${rest}`

/** GET /api/video/devices/{id}, with what it took since `monthAt`. */
export function useVideoStart(deviceId: string, monthAt: Date) {
  const month = monthAt.toISOString()
  return useQuery({
    queryKey: [...VIDEO_QUERY_KEY, 'start', deviceId, month],
    queryFn: ({ signal }) => fetchJson<VideoStart>(pathOf(deviceId, `?month=${month}`), signal),
    refetchInterval: START_REFRESH_MS,
    staleTime: 0,
  })
}

/** POST /api/video/devices/{id}/orders: a photo or a clip now. */
export function orderCapture(deviceId: string, capture: VideoCapture): Promise<VideoDone | VideoFailure> {
  return postVideo(pathOf(deviceId, '/orders'), capture)
}

/** POST /api/video/devices/{id}/uploads: has a recording sent up. */
export function orderUpload(deviceId: string, upload: VideoUpload): Promise<VideoDone | VideoFailure> {
  return postVideo(pathOf(deviceId, '/uploads'), upload)
}

async function postVideo(path: string, body: unknown): Promise<VideoDone | VideoFailure> {
  const posted = await postJson<VideoDone | VideoFailure>(path, body).catch(() => null)
  return posted?.ok ? posted.value : { kind: 'failed', why: 'other' }
}

export type Span = { fromAt: Date; toAt: Date }

/** GET /api/video/devices/{id}/files. */
export function useVideoFiles(deviceId: string, span: Span) {
  return useQuery({
    queryKey: [...VIDEO_QUERY_KEY, 'files', deviceId, spanQuery(span)],
    queryFn: ({ signal }) => fetchJson<VideoFiles>(pathOf(deviceId, `/files?${spanQuery(span)}`), signal),
    staleTime: 10_000,
  })
}

/** GET /api/video/devices/{id}/events. */
export function useVideoEvents(deviceId: string, span: Span) {
  return useQuery({
    queryKey: [...VIDEO_QUERY_KEY, 'events', deviceId, spanQuery(span)],
    queryFn: ({ signal }) => fetchJson<VideoEvents>(pathOf(deviceId, `/events?${spanQuery(span)}`), signal),
    staleTime: 10_000,
  })
}

/** GET /api/video/devices/{id}/orders, asked again every 2 s while one waits. */
export function useVideoOrders(deviceId: string) {
  return useQuery({
    queryKey: [...VIDEO_QUERY_KEY, 'orders', deviceId],
    queryFn: ({ signal }) => fetchJson<VideoOrders>(pathOf(deviceId, '/orders'), signal),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.orders.some((order) => order.state === 'waiting') ? WAITING_REFRESH_MS : false,
  })
}

/** GET /api/video/lists, asked again every second until none of them waits any more. */
export function useVideoLists(ids: readonly string[]) {
  return useQuery({
    queryKey: [...VIDEO_QUERY_KEY, 'lists', ids],
    queryFn: ({ signal }) => fetchJson<VideoLists>(`/api/video/lists?ids=${ids.join(',')}`, signal),
    enabled: ids.length > 0,
    staleTime: 0,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.lists.some((list) => list.state === 'waiting') ? LIST_POLL_EVERY_MS : false,
  })
}

function spanQuery({ fromAt, toAt }: Span): string {
  return `from=${fromAt.toISOString()}&to=${toAt.toISOString()}`
}

/** POST /api/video/beat. @throws as `fetchJson` */
export async function sendBeat(body: VideoBeat): Promise<VideoBeatAnswer> {
  const response = await fetch('/api/video/beat', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: JSON_BODY,
  })
  if (!response.ok) throw new RequestFailedError(response.status, 'unknown')
  return response.json()
}

/** POST /api/video/leave, also from a page that is being closed. Never fails: leases run out by themselves. */
export function sendLeave(viewerKey: string, streamIds: readonly string[]): void {
  if (streamIds.length === 0) return
  const body = JSON.stringify({ viewerKey, streamIds })
  void fetch('/api/video/leave', { method: 'POST', body, headers: JSON_BODY, keepalive: true }).catch(
    () => undefined,
  )
}

const JSON_BODY = { 'content-type': 'application/json' }
