// The alarms of this visit: those that came while the page was open, how many nobody has looked at, and which ones show as
// toasts. Older ones are the server's to list. It knows neither the stream nor the screen.

import type { LiveAlarm } from '@/lib/domain/live-frame'

/** Toasts that show at once; further ones are counted. */
export const TOASTS_SHOWN = 3
/** How long a warning shows. A critical alarm stays until somebody takes it away. */
export const WARNING_SHOWN_MS = 10_000
const KEPT = 50
const TOASTS_KEPT = 20

/** A moment of the feed; the same object until something changes. */
export type AlarmFeedView = {
  /** Newest first, at most 50. */
  alarms: readonly LiveAlarm[]
  /** Warnings and critical alarms that came since somebody last looked. Notes are for the record, and call nobody. */
  unread: number
  /** What shows, critical ones first and then the newest. */
  toasts: readonly LiveAlarm[]
  /** Further ones that would show if there were room. */
  moreToasts: number
}

export type AlarmFeed = {
  get(): AlarmFeedView
  subscribe(listener: () => void): () => void
  /** Takes new alarms; one that is known changes nothing. Answers those that were new. */
  take(alarms: readonly LiveAlarm[]): LiveAlarm[]
  markRead(): void
  dismiss(id: string): void
  dismissAll(): void
}

/** An empty feed. */
export function createAlarmFeed(): AlarmFeed {
  const listeners = new Set<() => void>()
  let alarms: readonly LiveAlarm[] = []
  let toasts: readonly LiveAlarm[] = []
  let unread = 0
  let view = viewOf(alarms, toasts, unread)

  function change() {
    view = viewOf(alarms, toasts, unread)
    for (const listener of listeners) listener()
  }

  function keepToasts(kept: readonly LiveAlarm[]) {
    if (kept.length === toasts.length) return
    toasts = kept
    change()
  }

  return {
    get: () => view,
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    take(told) {
      const known = new Set(alarms.map(({ id }) => id))
      const fresh = told.filter(({ id }) => !known.has(id))
      if (fresh.length === 0) return []
      alarms = [...fresh.toReversed(), ...alarms].slice(0, KEPT)
      const calling = fresh.filter(({ severity }) => severity !== 'info').toReversed()
      unread += calling.length
      toasts = [...calling, ...toasts].sort(bySeverity).slice(0, TOASTS_KEPT)
      change()
      return fresh
    },
    markRead() {
      if (unread === 0) return
      unread = 0
      change()
    },
    dismiss: (id) => keepToasts(toasts.filter((toast) => toast.id !== id)),
    dismissAll: () => keepToasts([]),
  }
}

function viewOf(alarms: readonly LiveAlarm[], toasts: readonly LiveAlarm[], unread: number): AlarmFeedView {
  const shown = toasts.slice(0, TOASTS_SHOWN)
  return { alarms, unread, toasts: shown, moreToasts: toasts.length - shown.length }
}

/** Sorting keeps the order of equals, which is newest first. */
function bySeverity(a: LiveAlarm, b: LiveAlarm): number {
  return Number(b.severity === 'critical') - Number(a.severity === 'critical')
}
