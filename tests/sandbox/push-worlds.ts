// Worlds with so little in them that every push can be told beforehand.

import type { PushSettings } from '@/lib/sandbox/pushes/settings'
import type { World } from '@/lib/sandbox/world/types'
import { DRIVING, fixtureWorld } from './fixture-world'
import type { Row } from './push-receiver'

export const driving: World = {
  ...fixtureWorld,
  devices: fixtureWorld.devices.filter(({ imei }) => imei === DRIVING),
}
/** Fixes of one vehicle every ten seconds and nothing else. */
export const positions = { topics: ['pushgps'] } satisfies Partial<PushSettings>
/** Forty copies of the driving vehicle, for shares that need numbers. */
export const convoy: World = {
  ...fixtureWorld,
  devices: Array.from({ length: 40 }, (_, index) => ({
    ...fixtureWorld.devices[0],
    imei: String(860_000_000_001_000 + index),
  })) as World['devices'],
}

export function timesOf(items: readonly Row[]): unknown[] {
  return items.map(({ gpsTime }) => gpsTime)
}
