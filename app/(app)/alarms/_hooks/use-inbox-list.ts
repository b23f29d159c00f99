'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import {
  refreshInbox,
  useAlarmDetail,
  useAlarmGroups,
  useAlarmPulse,
  useBoxCounts,
  useInbox,
} from '@/lib/client/queries/alarms'
import { useLiveStore } from '@/lib/client/use-live'
import { type AlarmAddress, filterQuery } from './alarm-address'

/** Of a flood of alarms the page asks once in so many ms. */
const ASK_AFTER_MS = 600

/**
 * The list at the moment it was opened, and how much came since: new alarms never move what one reads. Changes of colleagues
 * show as soon as the server tells of another revision.
 */
export function useInboxList(address: AlarmAddress, openedAt: string) {
  const [asOf, setAsOf] = useState(openedAt)
  const filter = useMemo(() => filterQuery(address, asOf), [address, asOf])
  const list = useInbox(filter, address.group === null)
  const groups = useAlarmGroups(filter, address.group)
  const detail = useAlarmDetail(address.alarmId).data
  const counts = useBoxCounts(filter)
  useColleagues()
  useArrivals(() => void counts.refetch())
  const store = useLiveStore()
  const alarms = useMemo(() => list.data?.pages.flatMap((page) => page.alarms) ?? [], [list.data])
  // The server's clock is what alarms are received by, and ours for it may be behind: what was counted is shown in any case.
  const showNew = () => {
    const guessed = new Date(Date.now() + store.clockOffsetMs).toISOString()
    const counted = counts.data?.countedAt ?? guessed
    setAsOf(counted > guessed ? counted : guessed)
  }
  return { asOf, filter, list, groups, detail, alarms, counts: counts.data ?? null, showNew }
}

export type InboxState = ReturnType<typeof useInboxList>

/** Reads everything anew when somebody has changed something. */
function useColleagues() {
  const queries = useQueryClient()
  const revision = useAlarmPulse({ isQuick: true }).data?.revision
  const known = useRef(revision)
  useEffect(() => {
    if (revision === undefined || revision === known.current) return
    const isFirst = known.current === undefined
    known.current = revision
    if (!isFirst) void refreshInbox(queries)
  }, [revision, queries])
}

/** Calls `onArrival` soon after alarms came. */
function useArrivals(onArrival: () => void) {
  const store = useLiveStore()
  const latest = useRef(onArrival)
  useEffect(() => {
    latest.current = onArrival
  })
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const leave = store.subscribe((change) => {
      if (change.kind !== 'alarm') return
      timer ??= setTimeout(() => {
        timer = undefined
        latest.current()
      }, ASK_AFTER_MS)
    })
    return () => {
      leave()
      clearTimeout(timer)
    }
  }, [store])
}
