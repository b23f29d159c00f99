'use client'

import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { ReportAddress } from '@/lib/client/reports/report-address'
import { ReportRun } from '@/lib/client/reports/report-run'
import type { ReportRequest } from '@/lib/domain/api/reports'

/** The report of the address, made whenever the address asks for it to run; `again` makes it anew. */
export function useReportRun({ request, isRun }: ReportAddress) {
  const [run] = useState(() => new ReportRun())
  const state = useSyncExternalStore(run.subscribe, run.read, run.read)
  const key = keyOf(request)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says whether it is another request.
  useEffect(() => {
    const shown = run.read().request
    if (request === null || (shown !== null && shown.kind !== request.kind)) run.clear()
    if (request !== null && isRun && keyOf(run.read().request) !== key) void run.start(request)
  }, [run, key, isRun])
  useEffect(() => () => run.clear(), [run])
  const again = useCallback(() => {
    if (request !== null) void run.start(request)
  }, [run, request])
  return { state, again, cancel: run.cancel, isStale: state.request !== null && keyOf(state.request) !== key }
}

export type ReportRunView = ReturnType<typeof useReportRun>

function keyOf(request: ReportRequest | null): string {
  return JSON.stringify(request)
}
