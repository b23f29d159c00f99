import { previewQuerySchema, type RulePreview } from '@/lib/domain/api/notify'
import { handleApi, readJson } from '@/lib/server/http'
import { previewRule } from '@/lib/server/services/notify-rules'
import { requireViewer } from '@/lib/server/session'

/** A rule may name thousands of vehicles. */
const MAX_BYTES = 512 * 1024

/** What a rule would have told of in the last seven days: `RulePreview` of lib/domain/api/notify.ts. It changes nothing. */
export const POST = handleApi(async (request) => {
  const viewer = await requireViewer()
  const { draft } = await readJson(request, previewQuerySchema, MAX_BYTES)
  const body: RulePreview = await previewRule(viewer, draft)
  return Response.json(body)
})
