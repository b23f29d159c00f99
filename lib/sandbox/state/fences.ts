// Fences: those kept inside devices, counted per device, and those of the platform, kept by account.

import { randomBytes } from 'node:crypto'

/** A circle that the device watches itself. `serial` counts per device from 1. */
export type DeviceFence = {
  serial: number
  name: string
  alarmType: string
  lat: number
  lng: number
  radiusM: number
  enabled: boolean
}

/** A fence of the platform; coordinates as sent, `lat,lng` with `#` between points. */
export type PlatformFence = {
  id: string
  account: string
  name: string
  type: 'circle' | 'polygon'
  color: string
  geom: string
  radiusM: number | null
  description: string
  imeis: readonly string[]
  alertTypes: readonly string[]
  stayTimeIn: number | null
  stayTimeOut: number | null
}

export type DeviceFenceBook = {
  listOf(imei: string): readonly DeviceFence[]
  add(imei: string, fence: Omit<DeviceFence, 'serial'>): DeviceFence
  /** Whether there was such a fence. */
  remove(imei: string, serial: number): boolean
  list(): { imei: string; fences: readonly DeviceFence[] }[]
  reset(): void
}

/** No device has a fence. */
export function createDeviceFenceBook(): DeviceFenceBook {
  const fences = new Map<string, DeviceFence[]>()
  const serials = new Map<string, number>()
  const listOf = (imei: string) => fences.get(imei) ?? []
  return {
    listOf,
    add(imei, fence) {
      const serial = (serials.get(imei) ?? 0) + 1
      serials.set(imei, serial)
      const added = { ...fence, serial }
      fences.set(imei, [...listOf(imei), added])
      return added
    },
    remove(imei, serial) {
      const left = listOf(imei).filter((fence) => fence.serial !== serial)
      const isRemoved = left.length < listOf(imei).length
      fences.set(imei, left)
      return isRemoved
    },
    list: () => [...fences].map(([imei, list]) => ({ imei, fences: list })),
    reset() {
      fences.clear()
      serials.clear()
    },
  }
}

export type PlatformFenceBook = {
  /** Newest first. */
  listOf(account: string): PlatformFence[]
  find(id: string): PlatformFence | null
  add(fence: Omit<PlatformFence, 'id'>): PlatformFence
  change(id: string, changes: Partial<PlatformFence>): void
  remove(id: string): void
  count(): number
  list(): PlatformFence[]
  reset(): void
}

/** No account has a fence. */
export function createPlatformFenceBook(): PlatformFenceBook {
  const fences = new Map<string, PlatformFence>()
  return {
    listOf: (account) => [...fences.values()].filter((fence) => fence.account === account).reverse(),
    find: (id) => fences.get(id) ?? null,
    add(fence) {
      const added = { ...fence, id: randomBytes(16).toString('hex') }
      fences.set(added.id, added)
      return added
    },
    change(id, changes) {
      const fence = fences.get(id)
      if (fence) fences.set(id, { ...fence, ...changes })
    },
    remove: (id) => void fences.delete(id),
    count: () => fences.size,
    list: () => [...fences.values()],
    reset: () => fences.clear(),
  }
}
