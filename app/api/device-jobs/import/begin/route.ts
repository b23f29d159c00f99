import { importBeginQuerySchema } from '@/lib/domain/api/device-import'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { beginImport } from '@/lib/server/services/device-import'
import { fileOf, importReply } from '@/lib/server/services/device-import-request'
import { requireViewer } from '@/lib/server/session'

/**
 * Begins what a dry run has shown: `ImportReply<{ jobId, total }>`. A route and no action, because an action's body may hold a
 * megabyte only; the file is the body here too.
 */
export const POST = handleApi(async (request) => {
  const viewer = await requireViewer()
  const { columns, seen, name } = parseInput(importBeginQuerySchema, queryOf(request))
  return importReply(async () =>
    beginImport(viewer, { file: await fileOf(request), columns, seen, fileName: name }),
  )
})
