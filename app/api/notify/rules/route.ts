import type { Rules } from '@/lib/domain/api/notify'
import { handleApi } from '@/lib/server/http'
import { listRules } from '@/lib/server/services/notify-rules'
import { requireViewer } from '@/lib/server/session'

/** The tenant's alarm rules: `Rules` of lib/domain/api/notify.ts. */
export const GET = handleApi(async () => {
  const body: Rules = await listRules(await requireViewer())
  return Response.json(body)
})
