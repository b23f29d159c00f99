import { ReportsSkeleton } from './_components/reports-frame'

export default function ReportsLoading() {
  return <ReportsSkeleton />
}
