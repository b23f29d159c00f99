'use client'

import { useCallback, useMemo, useState } from 'react'
import { PAGE_ROWS, useDevicePages } from '@/lib/client/queries/device-table'
import type { DeviceRow } from '@/lib/domain/api/device-table'

/** Pages that are kept up to date at once: more than any screen shows, fewer than would burden anybody. */
const MAX_PAGES = 4

/** The rows of the table by their place; those that are not there yet are null. */
export function useDeviceRows(query: string, isEnabled: boolean) {
  const [shown, setShown] = useState({ query, from: 0, to: 0 })
  const pages = useMemo(() => {
    if (shown.query !== query) return [0]
    const first = Math.floor(shown.from / PAGE_ROWS)
    const last = Math.min(first + MAX_PAGES - 1, Math.floor(shown.to / PAGE_ROWS))
    return Array.from({ length: last - first + 1 }, (_, at) => first + at)
  }, [query, shown])
  const { first, rowsOf } = useDevicePages(query, pages, isEnabled)
  const rowAt = (index: number): DeviceRow | null =>
    rowsOf.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS] ?? null
  const show = useCallback(
    (from: number, to: number) =>
      setShown((before) =>
        before.query === query && before.from === from && before.to === to ? before : { query, from, to },
      ),
    [query],
  )
  return {
    rowAt,
    /** All that are in memory, in their order. */
    loaded: [...rowsOf.entries()].toSorted(([left], [right]) => left - right).flatMap(([, rows]) => rows),
    total: first.data?.total ?? 0,
    isFirst: first.data === undefined,
    /** What is shown answers the question before. */
    isOld: first.isPlaceholderData,
    error: first.error,
    again: () => void first.refetch(),
    show,
  }
}

export type DeviceRows = ReturnType<typeof useDeviceRows>
