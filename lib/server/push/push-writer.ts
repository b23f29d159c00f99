// The writer of pushes of this process, over the database of this process.

import { env } from '../env'
import { livePublisher, newsByTenant } from '../live/live-publisher'
import { setPushQueue } from '../metrics'
import { findSingleton, forgetSingleton, singleton } from '../singleton'
import { storeGroup } from './store-group'
import type { PushWriter } from './types'
import { GroupWriter } from './writer'

/** Alarms received earlier, such as of rejects that are tried again, are for the record and call nobody. */
const RINGS_WITHIN_MS = 5 * 60_000
const NAME = 'push-writer'

/** The one writer of this process. */
export function pushWriter(): PushWriter {
  return singleton(NAME, () => {
    return new GroupWriter({
      store: storeGroup,
      publish: ({ patches, alarms }) => {
        const heardMs = Date.now() - RINGS_WITHIN_MS
        const ringing = alarms.filter(({ receivedAt }) => receivedAt.getTime() >= heardMs)
        for (const news of newsByTenant({ patches, alarms: ringing })) livePublisher().publish(news)
      },
      // An embedded database has one session, and its process has other things to do between two commits.
      ...(env().databaseUrl === null
        ? { flushesAtOnce: 1, groupItems: 500 }
        : { flushesAtOnce: 2, groupItems: 2000 }),
      lingerMs: 2,
      maxItems: 20_000,
      onHeld: setPushQueue,
    })
  })
}

/** Commits what is waiting and takes nothing more, if there ever was anything. Call it before the database closes. */
export async function stopPushWriter(): Promise<void> {
  await findSingleton<PushWriter>(NAME)?.stop()
}

/** Makes the next `pushWriter()` a new one, after `stopPushWriter`. For tests. */
export function forgetPushWriter(): void {
  forgetSingleton(NAME)
}
