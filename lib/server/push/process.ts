// The receiver of this process with its real parts: hooks and devices from the database, and the writer that keeps what came.

import { findSingleton, singleton } from '../singleton'
import { deviceBook } from './device-book'
import { hookBook } from './hooks'
import { outageWatch, stopOutageWatch } from './outage-watch'
import { type PushLedger, pushLedger } from './push-ledger'
import { pushWriter, stopPushWriter } from './push-writer'
import { readItems } from './read-items'
import { createReceiver, type Receiver } from './receiver'

/** The one receiver of this process. */
export function pushReceiver(): Receiver {
  return singleton('push-receiver', () =>
    createReceiver({
      findHook: (path, nowMs) => hookBook().findHook(path, nowMs),
      readItems: (post) => readItems((ref, imeis) => deviceBook().resolve(ref, imeis), post),
      write: (batch) => pushWriter().write(batch),
      note: (tally) => pushLedger().note(tally),
      noteRefusal: (hookPath, atMs) => outageWatch().noteRefusal(hookPath, atMs),
    }),
  )
}

/** Writes what was taken and what was counted; what comes from then on is refused. Part of the orderly end. */
export async function stopPushes(): Promise<void> {
  await stopPushWriter()
  await findSingleton<PushLedger>('push-ledger')?.flush()
  await stopOutageWatch()
}
