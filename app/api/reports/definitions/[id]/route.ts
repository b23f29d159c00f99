import type { ReportDefinition } from '@/lib/domain/api/report-book'
import { handleApi } from '@/lib/server/http'
import { getReportDefinition } from '@/lib/server/services/report-book'
import { requireViewer } from '@/lib/server/session'

/** One saved report with all it asks for: `ReportDefinition` of lib/domain/api/reports.ts. */
export const GET = handleApi(async (_request, { params }: { params: Promise<{ id: string }> }) => {
  const viewer = await requireViewer()
  const body: ReportDefinition = await getReportDefinition(viewer, (await params).id)
  return Response.json(body)
})
