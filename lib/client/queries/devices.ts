// What the vehicle card asks the server for: the details of one device and its trail. Live values come from the store.

import { useQuery } from '@tanstack/react-query'
import type { DeviceDetail, Trail } from '@/lib/domain/api/device'
import type { ScooterState } from '@/lib/domain/api/scooter'
import { fetchJson } from './fetch-json'

const DETAIL_REFRESH_MS = 30_000
const TRAIL_REFRESH_MS = 120_000
const SCOOTER_REFRESH_MS = 60_000

/**
 * GET /api/devices/{id}. Asked again when `fixAtMs` (from the live store) has changed, at most every 30 s: the address
 * and the odometer change with the position.
 */
export function useDeviceDetail(deviceId: string, fixAtMs: number) {
  const fixStep = Math.floor(fixAtMs / DETAIL_REFRESH_MS)
  return useQuery<DeviceDetail>({
    queryKey: ['devices', deviceId, 'detail', fixStep],
    queryFn: ({ signal }) => fetchJson(`/api/devices/${encodeURIComponent(deviceId)}`, signal),
    placeholderData: (previous: DeviceDetail | undefined) =>
      previous?.id === deviceId ? previous : undefined,
  })
}

/** GET /api/devices/{id}/scooter, asked again every minute while it is looked at: each time costs a call to the vendor. */
export function useScooterState(deviceId: string) {
  return useQuery({
    queryKey: ['devices', deviceId, 'scooter'],
    queryFn: ({ signal }) =>
      fetchJson<ScooterState>(`/api/devices/${encodeURIComponent(deviceId)}/scooter`, signal),
    refetchInterval: SCOOTER_REFRESH_MS,
    staleTime: SCOOTER_REFRESH_MS / 2,
    retry: false,
  })
}

/** GET /api/devices/{id}/trail of the last hour. Only while a vehicle is chosen; the live store adds what comes after. */
export function useDeviceTrail(deviceId: string | null) {
  return useQuery({
    queryKey: ['devices', deviceId, 'trail'],
    queryFn: ({ signal }) =>
      fetchJson<Trail>(`/api/devices/${encodeURIComponent(deviceId ?? '')}/trail?minutes=60`, signal),
    enabled: deviceId !== null,
    refetchInterval: TRAIL_REFRESH_MS,
  })
}
