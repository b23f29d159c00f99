import type { ShareOptions } from '@/lib/domain/api/share'
import { handleApi } from '@/lib/server/http'
import { mayDo } from '@/lib/server/rights'
import { requireViewer } from '@/lib/server/session'

/** Whether the viewer may make share links: `ShareOptions` of lib/domain/api/share.ts. */
export const GET = handleApi(async () => {
  const body: ShareOptions = { mayShare: await mayDo(await requireViewer(), 'share') }
  return Response.json(body)
})
