// The call ledger and the fresh answers of this process. Who writes into them is jimi.ts.

import { addCallDays, removeOldCallDays } from '../data/system/call-days'
import { isDbInUse } from '../db'
import { systemClock } from '../live/clock'
import { log } from '../log'
import { findSingleton, singleton } from '../singleton'
import { CallLedger } from './call-ledger'
import { FreshAnswers } from './fresh-answers'

/** What this process has asked of the vendor. */
export function callLedger(): CallLedger {
  return singleton(
    LEDGER,
    () =>
      new CallLedger({
        clock: systemClock,
        store: addCallDays,
        removeOld: removeOldCallDays,
        canStore: isDbInUse,
        onError: (error) => log.warn({ err: error }, 'call counts not stored'),
      }),
  )
}

/** Stores the counts of this process, if it counted anything. Call it before the database closes. */
export async function storeCallCounts(): Promise<void> {
  await findSingleton<CallLedger>(LEDGER)?.flush()
}

/** What the vendor answered this process in the last seconds or minutes. */
export function freshAnswers(): FreshAnswers {
  return singleton(
    'fresh-answers',
    () => new FreshAnswers({ clock: systemClock, maxAnswers: 2_000, maxRows: 400_000 }),
  )
}

const LEDGER = 'call-ledger'
