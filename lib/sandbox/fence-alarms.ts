// Alarms of fences: read off the fixes of the asked span, for watched devices alone, so that they follow from seed and
// time like everything else. A fence raises alarms from the moment a device is bound to it, never for what was before.

import { listCrossings } from './fence-shape'
import type { SandboxRoom } from './methods/handler'
import type { FenceWatch } from './state/fence-watches'
import type { WorldAlarm } from './world/types'

/** An alarm with the id of its fence, which rows carry as `geoid`. */
export type FenceAlarm = WorldAlarm & { geoid: string }

// What a device tells of its own fences has numbers, what the platform works out has words.
const CODES = {
  terminal: { in: ['4', 'Enter geo-fence (terminal)'], out: ['5', 'Exit geo-fence (terminal)'] },
  platform: { in: ['in', 'Enter geo-fence'], out: ['out', 'Exit geo-fence'] },
} as const

/** Alarms that fences raised for a device in a span of world ms. */
export function fenceAlarmsBetween(
  room: SandboxRoom,
  imei: string,
  span: { fromMs: number; toMs: number },
): FenceAlarm[] {
  return room.state.fenceWatches.listOf(imei).flatMap((watch) => alarmsOf(room, watch, span))
}

function alarmsOf(
  { world, clock }: SandboxRoom,
  watch: FenceWatch,
  span: { fromMs: number; toMs: number },
): FenceAlarm[] {
  const { imei, shape, fenceId } = watch
  // The fix at the very moment of binding is where the device was found, not a crossing.
  const fromMs = Math.max(span.fromMs, clock.toWorldMs(watch.fromMs) + 1)
  const toMs = Math.min(
    span.toMs,
    watch.toMs === Number.POSITIVE_INFINITY ? span.toMs : clock.toWorldMs(watch.toMs),
  )
  if (fromMs > toMs) return []
  const before = world.stateAt(imei, fromMs - 1).fix
  const codes = CODES[watch.isTerminal ? 'terminal' : 'platform']
  return listCrossings(shape, before, world.fixesBetween(imei, fromMs, toMs))
    .filter(({ isEntry }) => (isEntry ? watch.raisesIn : watch.raisesOut))
    .map(({ fix, isEntry }) => {
      const [code, name] = isEntry ? codes.in : codes.out
      const { atMs, lat, lng } = fix
      return { imei, code, name, atMs, lat, lng, speedKph: fix.speedKph ?? 0, geoid: fenceId }
    })
}

/** Watches anew what a platform fence has become; one that is gone watches nobody. */
export function rewatchFence(room: SandboxRoom, id: string, nowMs: number): void {
  const { fenceWatches, platformFences } = room.state
  fenceWatches.end(id, nowMs)
  const fence = platformFences.find(id)
  if (!fence) return
  const [raisesIn, raisesOut] = [fence.alertTypes.includes('in'), fence.alertTypes.includes('out')]
  if (!raisesIn && !raisesOut) return
  const { type, geom, radiusM } = fence
  for (const imei of fence.imeis) {
    const shape = { type, geom, radiusM }
    fenceWatches.add({ imei, fenceId: id, isTerminal: false, shape, raisesIn, raisesOut, fromMs: nowMs })
  }
}
