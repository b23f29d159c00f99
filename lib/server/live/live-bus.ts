// How news travels from whoever stored it to the listeners, in this process or between several. What is said is plain JSON.
// Who may hear what is the business of the hub.

import type { LiveAlarm } from '@/lib/domain/live-frame'
import type { StatePatch } from './state-patch'

/** What became known of one tenant's devices: already stored, and plain JSON. */
export type LiveNews = {
  tenantId: string
  patches: readonly StatePatch[]
  /** Alarms nobody has been told of yet. */
  alarms: readonly LiveAlarm[]
}

/** Carries news. It may lose some, and may bring some twice or late: states only move forward, and alarms are in storage. */
export type LiveBus = {
  /** Hands news on. It never throws and keeps nobody waiting. */
  publish(news: LiveNews): void
  /**
   * Calls `listener` with all news from now on, also those of this process; the answer ends that. Of other processes it need
   * not bring what no listener `wants`.
   */
  subscribe(listener: (news: LiveNews) => void, wants?: (tenantId: string) => boolean): () => void
  /** Whether news of other processes come now; false for a bus that has none. */
  isConnected(): boolean
  close(): void
}

/** The bus of a process that is alone. */
export function localBus(onError: (error: unknown) => void): LiveBus {
  const listeners = new Set<(news: LiveNews) => void>()
  return {
    publish: (news) => {
      for (const listener of listeners) {
        try {
          listener(news)
        } catch (error) {
          onError(error)
        }
      }
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    isConnected: () => false,
    close: () => undefined,
  }
}
