// A sandbox that pushes to a receiver, on a clock that tests turn.

import { type PushOptions, type Sandbox, startSandbox } from '@/lib/sandbox/server'
import type { World } from '@/lib/sandbox/world/types'
import { fixtureWorld, START_MS } from './fixture-world'
import { openReceiver, type Receiver } from './push-receiver'

export type PushBench = {
  sandbox: Sandbox
  receiver: Receiver
  clock: { ms: number }
  /** Turns the clock on and waits until everything due then has been posted and answered. */
  pass(seconds: number): Promise<void>
  close(): Promise<void>
}

type BenchOptions = {
  profile?: 'ts' | 'pro'
  world?: World
  seed?: number
  devices?: number
  settings?: PushOptions['settings']
  logFile?: string
}

/** The first look is at `START_MS`, so what happens from then on is pushed. */
export async function openPushBench(options: BenchOptions = {}): Promise<PushBench> {
  const receiver = await openReceiver()
  const clock = { ms: START_MS }
  const targets = [{ url: receiver.url, token: 'secret token & more' }]
  const sandbox = await startSandbox({
    port: 0,
    seed: options.seed ?? 7,
    devices: options.devices ?? 0,
    profile: options.profile ?? 'pro',
    world: options.devices === undefined ? (options.world ?? fixtureWorld) : undefined,
    now: () => clock.ms,
    switches: { ratePerSecond: 0 },
    pushes: { everyMs: 0, logFile: options.logFile, settings: { targets, ...options.settings } },
  })
  const pass = async (seconds: number) => {
    clock.ms += seconds * 1000
    sandbox.pushes.tick()
    await sandbox.pushes.quiet()
  }
  await pass(0)
  return {
    sandbox,
    receiver,
    clock,
    pass,
    async close() {
      await sandbox.close()
      await receiver.close()
    },
  }
}
