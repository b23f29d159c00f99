import { type ExpiryPreview, expirySchema } from '@/lib/domain/api/device-jobs'
import { handleApi, readJson } from '@/lib/server/http'
import { previewExpiry } from '@/lib/server/services/device-expiry'
import { requireViewer } from '@/lib/server/session'

/** Ten thousand ids are half a megabyte. */
const MAX_BODY_BYTES = 1_048_576

/** What a new last day would change: `ExpiryPreview`. A POST, because the ids do not fit an address; it changes nothing. */
export const POST = handleApi(async (request) => {
  const viewer = await requireViewer()
  const body: ExpiryPreview = await previewExpiry(
    viewer,
    await readJson(request, expirySchema, MAX_BODY_BYTES),
  )
  return Response.json(body)
})
