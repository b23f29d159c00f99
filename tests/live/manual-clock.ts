// A clock that stands still until a test moves it.

import type { Clock } from '@/lib/server/live/clock'

export type ManualClock = Clock & {
  /** Moves time on, waking whoever sleeps until then, in order. */
  advance(ms: number): Promise<void>
  /** How many sleep now. */
  readonly sleepers: number
}

export function manualClock(startMs: number): ManualClock {
  let nowMs = startMs
  let sleeping: { untilMs: number; wake: () => void }[] = []
  return {
    now: () => nowMs,
    random: () => 0.5,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve()
        const sleeper = {
          untilMs: nowMs + ms,
          wake: () => {
            sleeping = sleeping.filter((other) => other !== sleeper)
            resolve()
          },
        }
        sleeping.push(sleeper)
        signal?.addEventListener('abort', sleeper.wake, { once: true })
      }),
    get sleepers() {
      return sleeping.length
    },
    async advance(ms) {
      nowMs += ms
      const due = sleeping.filter(({ untilMs }) => untilMs <= nowMs).sort((a, b) => a.untilMs - b.untilMs)
      for (const { wake } of due) wake()
      // Lets those who woke do what they can without waiting for the outside.
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}
