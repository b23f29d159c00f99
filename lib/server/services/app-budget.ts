// What all connections with one app key at one address share: the pace of calls, the silence after a used-up quota, and
// what is known of the vendor's clock. It knows no keys.

import type { Clock } from '../live/clock'
import { QuotaPause } from './quota-pause'
import { TokenBucket } from './token-bucket'
import { VendorClock } from './vendor-clock'

export type AppBudget = { bucket: TokenBucket; pause: QuotaPause; vendorClock: VendorClock }

/** The vendor advises 200 ms between calls; real nodes and our sandbox let a few come together. */
const PACE = { capacity: 3, refillMs: 200 }

/** A rested budget. */
export function createAppBudget(clock: Clock): AppBudget {
  return { bucket: new TokenBucket(PACE), pause: new QuotaPause(clock), vendorClock: new VendorClock() }
}
