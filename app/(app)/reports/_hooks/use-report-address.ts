'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { useTimeZone } from '@/lib/client/format/preferences'
import {
  NO_REPORT,
  parseReportAddress,
  type ReportAddress,
  type ReportView,
  reportSearch,
  requestOfKind,
} from '@/lib/client/reports/report-address'
import { reportAddressFaults } from '@/lib/client/reports/report-address-faults'
import { useAddressFaults } from '@/lib/client/use-address-faults'
import type { ReportKind, ReportRequest } from '@/lib/domain/api/reports'

/**
 * What the page shows, kept in the address. A report that was shown is a step of history; what is only tried out is not. What
 * of the address could not be read is told until it is hidden or another report is chosen.
 */
export function useReportAddress() {
  const params = useSearchParams()
  const zone = useTimeZone()
  const address = useMemo(() => parseReportAddress(params, zone), [params, zone])
  const { faults, hide } = useAddressFaults(reportAddressFaults(params))
  const go = useCallback(
    (change: (before: ReportAddress) => ReportAddress, isStep: boolean) => {
      const search = window.location.search
      const next = reportSearch(change(parseReportAddress(new URLSearchParams(search), zone)))
      if (next === search) return
      if (isStep) window.history.pushState(null, '', window.location.pathname + next)
      else window.history.replaceState(null, '', window.location.pathname + next)
    },
    [zone],
  )
  const goOn = useCallback<typeof go>(
    (change, isStep) => {
      hide()
      go(change, isStep)
    },
    [go, hide],
  )
  const acts = useMemo(
    () => ({
      choose: (kind: ReportKind) =>
        goOn(({ request }) => ({ ...NO_REPORT, request: requestOfKind(kind, zone, request) }), true),
      leave: () => goOn(() => NO_REPORT, true),
      showSchedules: () => goOn(() => ({ ...NO_REPORT, isSchedules: true }), true),
      open: (request: ReportRequest, savedId: string) =>
        goOn(() => ({ ...NO_REPORT, request: { ...request, zone }, savedId, isRun: true }), true),
      edit: (request: ReportRequest) => {
        const isShown = new URLSearchParams(window.location.search).get('run') === '1'
        goOn((before) => ({ ...before, request, isRun: false }), isShown)
      },
      run: () => go((before) => ({ ...before, isRun: before.request !== null }), false),
      setSaved: (savedId: string | null) => go((before) => ({ ...before, savedId }), false),
      show: (view: ReportView) => go((before) => ({ ...before, view }), false),
      sort: (sort: ReportAddress['sort']) => go((before) => ({ ...before, sort }), false),
      group: (isGrouped: boolean) => go((before) => ({ ...before, isGrouped }), false),
    }),
    [go, goOn, zone],
  )
  return { address, acts, faults, hideFaults: hide }
}

export type ReportActs = ReturnType<typeof useReportAddress>['acts']
