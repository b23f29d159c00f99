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
