// The time of PostgreSQL beside that of this process.

import { eachSessionMs } from '../load/processor-time'
import type { Meter } from './measure'

/**
 * Adds what the sessions of the open database spend, in steps of 10 ms; they must be of this machine. One that ends meanwhile
 * was idle and counts nothing.
 */
export function withSessions(meter: Meter): Meter {
  return async () => {
    const before = await eachSessionMs()
    const own = await meter()
    return async () => {
      const ownMs = await own()
      const after = await eachSessionMs()
      return [...after].reduce((sum, [pid, ms]) => sum + ms - (before.get(pid) ?? 0), ownMs)
    }
  }
}
