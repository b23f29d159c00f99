import type { Route } from 'next'

/** How far back the page looks, as its address says it. */
export const DEVICE_RANGES = ['6h', '24h', '3d', '7d'] as const
export type DeviceRange = (typeof DEVICE_RANGES)[number]

const HOUR_MS = 3_600_000
export const RANGE_MS: Record<DeviceRange, number> = {
  '6h': 6 * HOUR_MS,
  '24h': 24 * HOUR_MS,
  '3d': 72 * HOUR_MS,
  '7d': 168 * HOUR_MS,
}

/** The range an address names; a day when it names none. */
export function parseRange(text: string | null): DeviceRange {
  return DEVICE_RANGES.find((range) => range === text) ?? '24h'
}

/** The address of this page with another range. */
export function rangeAddress(range: DeviceRange): Route {
  return `?range=${range}`
}
