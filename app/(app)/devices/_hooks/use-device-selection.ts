'use client'

import { useCallback, useState } from 'react'

const NONE: ReadonlySet<string> = new Set()

/** Devices that are chosen; another filter (a `key` of it) chooses none. */
export function useDeviceSelection(key: string) {
  const [kept, setKept] = useState({ key, ids: NONE })
  const ids = kept.key === key ? kept.ids : NONE
  const put = useCallback((next: Iterable<string>) => setKept({ key, ids: new Set(next) }), [key])
  return {
    ids,
    toggle: (id: string) => put(ids.has(id) ? [...ids].filter((other) => other !== id) : [...ids, id]),
    choose: put,
    clear: () => put([]),
  }
}

export type DeviceSelection = ReturnType<typeof useDeviceSelection>
