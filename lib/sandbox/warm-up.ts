// What the first call about a large account would otherwise have to wait for, done at the start.

import type { World } from './world/types'

/** Smaller accounts are answered soon enough as they are. */
const LARGE_ACCOUNT = 10_000

/** Asks a world once for the devices of large accounts, by which routes, work days and what each vehicle does get known. */
export function warmUp({ devices, stateAt }: World, atMs: number): void {
  if (devices.length < LARGE_ACCOUNT) return
  const sizes = new Map<string, number>()
  for (const { account } of devices) sizes.set(account, (sizes.get(account) ?? 0) + 1)
  for (const { account, imei } of devices) if ((sizes.get(account) ?? 0) >= LARGE_ACCOUNT) stateAt(imei, atMs)
}
