// The fence runner of this process.

import { live } from '../live/live'
import { liveBus } from '../live/live-publisher'
import { findSingleton, forgetSingleton, singleton } from '../singleton'
import { FenceRunner } from './fence-runner'

const NAME = 'fence-runner'

/** Begins to watch the fences of whatever tenants no other process watches. */
export function startFences(): void {
  singleton(NAME, () => new FenceRunner({ bus: liveBus(), live })).start()
}

/** Writes down how far it came and leaves the fences to others, if this process ever watched any. */
export async function stopFences(): Promise<void> {
  const runner = findSingleton<FenceRunner>(NAME)
  forgetSingleton(NAME)
  await runner?.stop()
}

/** Has changed fences looked at within a second, where this process is the one that watches. */
export function noteFencesChanged(): void {
  findSingleton<FenceRunner>(NAME)?.noteChange()
}
