import type { ReportBook } from '@/lib/domain/api/report-book'
import { handleApi } from '@/lib/server/http'
import { reportBook } from '@/lib/server/services/report-book'
import { requireViewer } from '@/lib/server/session'

/** Saved reports and their schedules: `ReportBook` of lib/domain/api/reports.ts. */
export const GET = handleApi(async () => {
  const body: ReportBook = await reportBook(await requireViewer())
  return Response.json(body)
})
