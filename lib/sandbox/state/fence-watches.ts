// Which device was watched by which fence, and from when to when: alarms stay as they were raised, whatever becomes of
// the fence later. When a fence is crossed is decided in lib/sandbox/fence-alarms.ts.

import type { FenceShape } from '../fence-shape'

/** One fence over one device, vendor's ms; without end while it lasts. */
export type FenceWatch = {
  readonly imei: string
  /** Platform fences by their id, those of a device by their serial. */
  readonly fenceId: string
  readonly isTerminal: boolean
  readonly shape: FenceShape
  readonly raisesIn: boolean
  readonly raisesOut: boolean
  readonly fromMs: number
  readonly toMs: number
}

export type FenceWatchBook = {
  listOf(imei: string): readonly FenceWatch[]
  add(watch: Omit<FenceWatch, 'toMs'>): void
  /** Ends what lasts of a fence: of one device, or of all. */
  end(fenceId: string, atMs: number, imei?: string): void
  reset(): void
}

const KEPT_PER_DEVICE = 200

/** Nobody is watched. The newest 200 entries of a device are kept. */
export function createFenceWatchBook(): FenceWatchBook {
  const watches = new Map<string, readonly FenceWatch[]>()
  const listOf = (imei: string) => watches.get(imei) ?? []
  return {
    listOf,
    add(watch) {
      const longer = [...listOf(watch.imei), { ...watch, toMs: Number.POSITIVE_INFINITY }]
      watches.set(watch.imei, longer.slice(-KEPT_PER_DEVICE))
    },
    end(fenceId, atMs, imei) {
      const imeis = imei === undefined ? [...watches.keys()] : [imei]
      for (const one of imeis) {
        const list = listOf(one)
        if (!list.some((watch) => isLasting(watch, fenceId))) continue
        watches.set(
          one,
          list.map((watch) => (isLasting(watch, fenceId) ? { ...watch, toMs: atMs } : watch)),
        )
      }
    },
    reset: () => watches.clear(),
  }
}

function isLasting(watch: FenceWatch, fenceId: string): boolean {
  return watch.fenceId === fenceId && watch.toMs === Number.POSITIVE_INFINITY
}
