// The vendor's method sheet as a table: for each method a good call, the members of its answer, and its error codes with
// a call that provokes each. Written from the sheet alone; nothing of lib/jimi is used. One file a chapter.

import { accessMethods } from './methods/access'
import { accountMethods } from './methods/accounts'
import { commandMethods } from './methods/commands'
import { deviceMethods } from './methods/devices'
import { fenceMethods } from './methods/fences'
import { mediaMethods } from './methods/media'
import { reportMethods } from './methods/reports'
import { scooterMethods } from './methods/scooters'
import { trackingMethods } from './methods/tracking'
import type { MethodSpec } from './methods/vocabulary'

export const METHOD_TABLE: readonly MethodSpec[] = [
  ...accessMethods,
  ...deviceMethods,
  ...trackingMethods,
  ...mediaMethods,
  ...commandMethods,
  ...fenceMethods,
  ...reportMethods,
  ...accountMethods,
  ...scooterMethods,
]
