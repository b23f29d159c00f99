'use client'

import { useState } from 'react'
import { useHydrated } from '@/lib/client/use-hydrated'
import { useIsPhone } from '@/lib/client/use-is-phone'
import { useReportAddress } from '../_hooks/use-report-address'
import { useReportRun } from '../_hooks/use-report-run'
import { AddressFaults } from './address-faults'
import { FoldedForm } from './folded-form'
import { KindGallery } from './kind-gallery'
import { PageHead } from './page-head'
import { ReportForm } from './report-form'
import { ReportResult } from './report-result'
import { ReportsFrame, ReportsSkeleton } from './reports-frame'
import { SavedList } from './saved-list'
import { ScheduleList } from './schedule-list'

/** Days begin in the reader's zone, which only the browser knows: the server delivers the frame. */
export function ReportsScreen() {
  return useHydrated() ? <LiveReportsScreen /> : <ReportsSkeleton />
}

/** The choice of kinds, a report, or the schedules, beside what is saved. */
function LiveReportsScreen() {
  const { address, acts, faults, hideFaults } = useReportAddress()
  const run = useReportRun(address)
  const { request, isSchedules, isRun } = address
  const isRunning = run.state.phase === 'running'
  const [isChanging, setChanging] = useState(false)
  const isFolded = useIsPhone() && isRun && !run.isStale && !isChanging
  const show = () => {
    setChanging(false)
    // What is shown already is made anew; another choice is made by its address.
    if (run.state.request !== null && !run.isStale) run.again()
    acts.run()
  }
  return (
    <ReportsFrame aside={<SavedList address={address} acts={acts} />}>
      <div className="flex min-h-full flex-col">
        <PageHead address={address} acts={acts} />
        <AddressFaults faults={faults} onHide={hideFaults} />
        {isSchedules ? <ScheduleList /> : null}
        {request === null && !isSchedules ? <KindGallery onChoose={acts.choose} /> : null}
        {request === null ? null : (
          <>
            <div className="px-4 pb-4 md:px-6">
              {isFolded ? (
                <FoldedForm request={request} onChange={() => setChanging(true)} />
              ) : (
                <ReportForm
                  key={`${request.kind} ${address.savedId}`}
                  request={request}
                  onChange={acts.edit}
                  onRun={show}
                  isRunning={isRunning}
                  isShown={isRun && !run.isStale && run.state.phase !== 'idle'}
                />
              )}
            </div>
            <ReportResult run={run} address={address} acts={acts} />
          </>
        )}
      </div>
    </ReportsFrame>
  )
}
