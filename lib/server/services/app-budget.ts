// What all connections with one app key at one address share: the pace of calls, the silence after a used-up quota, and
// what is known of the vendor's clock. It knows no keys.

import type { Connection } from '../data/system/connections'
import { systemClock } from '../live/clock'
import { singleton } from '../singleton'
import { QuotaPause } from './quota-pause'
import { TokenBucket } from './token-bucket'
import { VendorClock } from './vendor-clock'

export type AppBudget = { bucket: TokenBucket; pause: QuotaPause; vendorClock: VendorClock }

/** The vendor advises 200 ms between calls; real nodes and our sandbox let a few come together. */
const PACE = { capacity: 3, refillMs: 200 }

type Learned = Pick<Connection, 'pausedUntil' | 'pauseReason' | 'clockOffsetMs' | 'clockMeasuredAt'>

/**
 * The budget of an app in this process; `app` tells one key at one address from all others. What was learned before a
 * restart, and stored with a connection, still counts.
 */
export function budgetOf(app: string, learned: Learned): AppBudget {
  const all = singleton('jimi-budgets', () => new Map<string, AppBudget>())
  const budget = all.get(app) ?? createAppBudget()
  all.set(app, budget)
  const { pausedUntil, pauseReason, clockOffsetMs, clockMeasuredAt } = learned
  if (pausedUntil !== null) budget.pause.restore({ untilMs: pausedUntil.getTime(), reason: pauseReason })
  if (clockOffsetMs !== null && clockMeasuredAt !== null)
    budget.vendorClock.restore({ offsetMs: clockOffsetMs, measuredAtMs: clockMeasuredAt.getTime() })
  return budget
}

function createAppBudget(): AppBudget {
  const pause = new QuotaPause(systemClock)
  return { bucket: new TokenBucket(PACE), pause, vendorClock: new VendorClock() }
}
