// The codes of alarms that Milepost raises itself.

import type { AlarmRow } from './alarm-severity'
import type { FenceEventKind } from './geofence'

/** The code of the alarm for what happened at a fence. */
export const FENCE_ALARM_CODES = {
  enter: 'fence-enter',
  exit: 'fence-exit',
  dwell: 'fence-dwell',
} as const satisfies Record<FenceEventKind, string>

export const OWN_ALARMS: readonly AlarmRow[] = [
  [FENCE_ALARM_CODES.enter, 'Fence entered', 'fence', 'event'],
  [FENCE_ALARM_CODES.exit, 'Fence left', 'fence', 'place'],
  [FENCE_ALARM_CODES.dwell, 'Stayed in fence', 'fence', 'place'],
]

const FENCE_CODES: ReadonlySet<string> = new Set(Object.values(FENCE_ALARM_CODES))

/**
 * What an alarm is called, with its fence if it is one of ours; its code where nobody named it. `fences` are the names by id
 * that the reader may know. `fenceRef` is such an id, or words of the vendor's.
 */
export function alarmNameWithFence(
  { code, name, fenceRef }: { code: string; name: string | null; fenceRef: string | null },
  fences: ReadonlyMap<string, string>,
): string {
  const plain = name ?? code
  const fence = FENCE_CODES.has(code) && fenceRef !== null ? fences.get(fenceRef) : undefined
  return fence === undefined ? plain : `${plain}: ${fence}`
}
