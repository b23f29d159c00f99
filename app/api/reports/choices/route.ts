import type { ReportChoices } from '@/lib/domain/api/reports'
import { handleApi } from '@/lib/server/http'
import { reportChoices } from '@/lib/server/services/report-choices'
import { requireViewer } from '@/lib/server/session'

/** What reports can be made of: `ReportChoices` of lib/domain/api/reports.ts. */
export const GET = handleApi(async () => {
  const body: ReportChoices = await reportChoices(await requireViewer())
  return Response.json(body)
})
