import { type TransferPreview, transferPreviewSchema } from '@/lib/domain/api/device-jobs'
import { handleApi, readJson } from '@/lib/server/http'
import { previewTransfer } from '@/lib/server/services/device-transfer'
import { requireViewer } from '@/lib/server/session'

/** Ten thousand ids are half a megabyte. */
const MAX_BODY_BYTES = 1_048_576

/** What a transfer would change: `TransferPreview`. A POST, because the ids do not fit an address; it changes nothing. */
export const POST = handleApi(async (request) => {
  const viewer = await requireViewer()
  const body: TransferPreview = await previewTransfer(
    viewer,
    await readJson(request, transferPreviewSchema, MAX_BODY_BYTES),
  )
  return Response.json(body)
})
