import type { ImportProgress } from '@/lib/domain/api/setup'
import { handleApi } from '@/lib/server/http'
import { readImport } from '@/lib/server/services/connection-admin'
import { requireViewer } from '@/lib/server/session'

type Context = { params: Promise<{ connectionId: string }> }

/** How far the reading of a connection's roster is, for owners: `ImportProgress` of lib/domain/api/setup.ts. */
export const GET = handleApi<Context>(async (_request, { params }) => {
  const { connectionId } = await params
  const body: ImportProgress = await readImport(await requireViewer(), connectionId)
  return Response.json(body)
})
