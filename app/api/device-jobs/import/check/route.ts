import { importCheckQuerySchema } from '@/lib/domain/api/device-import'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { checkImport } from '@/lib/server/services/device-import'
import { fileOf, importReply } from '@/lib/server/services/device-import-request'
import { requireViewer } from '@/lib/server/session'

/** The dry run: `ImportReply<ImportCheck>` of lib/domain/device-import.ts. The body is the file; nothing is written. */
export const POST = handleApi(async (request) => {
  const viewer = await requireViewer()
  const { columns } = parseInput(importCheckQuerySchema, queryOf(request))
  return importReply(async () => checkImport(viewer, { file: await fileOf(request), columns }))
})
