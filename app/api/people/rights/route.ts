import { handleApi } from '@/lib/server/http'
import { rightsOfViewer } from '@/lib/server/rights'
import { requireViewer } from '@/lib/server/session'

export const dynamic = 'force-dynamic'

/** What the signed-in person may do now. */
export const GET = handleApi(async () => {
  const viewer = await requireViewer()
  return Response.json({ rights: await rightsOfViewer(viewer) })
})
