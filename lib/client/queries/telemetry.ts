// What the page of a device asks the server for: its readings over time, and what it sent.

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { DeviceMessages, ReadingKind, Readings } from '@/lib/domain/api/telemetry'
import { fetchJson } from './fetch-json'

const REFRESH_MS = 60_000

export type ReadingsQuestion = { kinds: readonly ReadingKind[]; spanMs: number }

/** GET /api/devices/{id}/readings of the last `spanMs`, asked again every minute. What was shown stays until then. */
export function useReadings(deviceId: string, { kinds, spanMs }: ReadingsQuestion) {
  return useQuery({
    queryKey: ['devices', deviceId, 'readings', kinds.join(), spanMs],
    queryFn: async ({ signal }) => {
      const toMs = Date.now()
      const query = new URLSearchParams({ kinds: kinds.join(), ...rangeOf(toMs, spanMs) })
      const readings = await fetchJson<Readings>(`${addressOf(deviceId)}/readings?${query}`, signal)
      return { ...readings, fromMs: toMs - spanMs, toMs }
    },
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  })
}

export type MessagesQuestion = { topic: string | null; page: number; toMs: number; spanMs: number }

/** GET /api/devices/{id}/messages. `toMs` stays the same while somebody turns the pages, so that nothing moves under them. */
export function useDeviceMessages(deviceId: string, { topic, page, toMs, spanMs }: MessagesQuestion) {
  return useQuery({
    queryKey: ['devices', deviceId, 'messages', topic, page, toMs, spanMs],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ ...rangeOf(toMs, spanMs), page: String(page) })
      if (topic !== null) query.set('topic', topic)
      return fetchJson<DeviceMessages>(`${addressOf(deviceId)}/messages?${query}`, signal)
    },
    placeholderData: keepPreviousData,
    enabled: toMs > 0,
  })
}

function addressOf(deviceId: string): string {
  return `/api/devices/${encodeURIComponent(deviceId)}`
}

function rangeOf(toMs: number, spanMs: number) {
  return { from: new Date(toMs - spanMs).toISOString(), to: new Date(toMs).toISOString() }
}
