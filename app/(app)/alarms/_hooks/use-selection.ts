'use client'

import { useCallback, useMemo, useRef, useState } from 'react'
import { MAX_CHOSEN } from '@/lib/domain/alarm-inbox-limits'
import type { InboxAlarm } from '@/lib/domain/api/alarm-inbox'

const NONE: ReadonlySet<string> = new Set()

/**
 * Alarms that are checked, and whether all that match are meant. With another question (a `key` of it) none are.
 */
export function useSelection(alarms: readonly InboxAlarm[], key: string) {
  const [kept, setKept] = useState({ key, ids: NONE, isAll: false })
  const last = useRef<string | null>(null)
  const isSame = kept.key === key
  const ids = isSame ? kept.ids : NONE
  const put = useCallback(
    (next: Iterable<string>) => setKept({ key, ids: new Set([...next].slice(0, MAX_CHOSEN)), isAll: false }),
    [key],
  )
  const chosen = useMemo(() => alarms.filter(({ id }) => ids.has(id)), [alarms, ids])
  return {
    ids,
    chosen,
    isAll: isSame && kept.isAll,
    toggle: (id: string) => {
      last.current = id
      put(ids.has(id) ? [...ids].filter((other) => other !== id) : [...ids, id])
    },
    toggleTo: (id: string) => {
      const from = alarms.findIndex((alarm) => alarm.id === last.current)
      const to = alarms.findIndex((alarm) => alarm.id === id)
      if (from < 0 || to < 0) return put([...ids, id])
      put([...ids, ...alarms.slice(Math.min(from, to), Math.max(from, to) + 1).map((alarm) => alarm.id)])
    },
    checkAllShown: () => put(alarms.map(({ id }) => id)),
    meanAll: () =>
      setKept({ key, ids: new Set(alarms.slice(0, MAX_CHOSEN).map(({ id }) => id)), isAll: true }),
    clear: () => put([]),
  }
}

export type Selection = ReturnType<typeof useSelection>
