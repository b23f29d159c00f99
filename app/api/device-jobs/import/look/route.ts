import { handleApi } from '@/lib/server/http'
import { lookAtImport } from '@/lib/server/services/device-import'
import { fileOf, importReply } from '@/lib/server/services/device-import-request'
import { requireViewer } from '@/lib/server/session'

/** What a file holds: `ImportReply<ImportLook>` of lib/domain/device-import.ts. The body is the file. */
export const POST = handleApi(async (request) => {
  const viewer = await requireViewer()
  return importReply(async () => lookAtImport(viewer, await fileOf(request)))
})
