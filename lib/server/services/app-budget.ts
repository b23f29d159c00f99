// What all connections with one app key at one address share: the pace of calls, the silence after a used-up quota, and
// what is known of the vendor's clock. It knows no keys.

import { createHash } from 'node:crypto'
import type { Connection } from '../data/system/connections'
import { systemClock } from '../live/clock'
import { redis } from '../redis'
import { installationName } from '../secrets'
import { singleton } from '../singleton'
import { QuotaPause } from './quota-pause'
import { SharedPace } from './shared-pace'
import { TokenBucket } from './token-bucket'
import type { ConnectionRef } from './upstream-health'
import { VendorClock } from './vendor-clock'

export type AppBudget = {
  bucket: TokenBucket
  /** The same pace, over all processes. */
  pace: SharedPace
  /** Towards everything but commands; of what single connections are short of, see call-pauses.ts. */
  pause: QuotaPause
  vendorClock: VendorClock
  /** The connections with this key that this process has called for, by id. */
  connections: Map<string, ConnectionRef>
}

/** The vendor advises 200 ms between calls; real nodes and our sandbox let a few come together. */
const PACE = { capacity: 3, refillMs: 200 }

type Learned = Pick<Connection, 'pausedUntil' | 'pauseReason' | 'clockOffsetMs' | 'clockMeasuredAt'>

/**
 * The budget of an app in this process; `app` tells one key at one address from all others. What was learned before a
 * restart, and stored with a connection, still counts.
 */
export function budgetOf(app: string, { tenantId, id, ...learned }: ConnectionRef & Learned): AppBudget {
  const all = singleton('jimi-budgets', () => new Map<string, AppBudget>())
  const budget = all.get(app) ?? createAppBudget(app)
  all.set(app, budget)
  // Its key may have been another before.
  for (const other of all.values()) other.connections.delete(id)
  budget.connections.set(id, { tenantId, id })
  learnStored(budget, learned)
  return budget
}

/** Takes over what storage says of a connection's vendor; another process may have learned it. */
export function learnStored(budget: AppBudget, learned: Learned): void {
  const { pausedUntil, pauseReason, clockOffsetMs, clockMeasuredAt } = learned
  if (pausedUntil !== null) budget.pause.restore({ untilMs: pausedUntil.getTime(), reason: pauseReason })
  if (clockOffsetMs !== null && clockMeasuredAt !== null)
    budget.vendorClock.restore({ offsetMs: clockOffsetMs, measuredAtMs: clockMeasuredAt.getTime() })
}

function createAppBudget(app: string): AppBudget {
  return {
    bucket: new TokenBucket(PACE),
    pace: new SharedPace({ clock: systemClock, bucket: PACE, key: paceKey(app), redis }),
    pause: new QuotaPause(systemClock),
    vendorClock: new VendorClock(),
    connections: new Map(),
  }
}

/** Redis learns no app keys. */
function paceKey(app: string): string {
  const digest = createHash('sha256').update(app).digest('base64url').slice(0, 22)
  return `milepost:${installationName()}:pace:${digest}`
}
