import type { Connections } from '@/lib/domain/api/connection'
import { handleApi } from '@/lib/server/http'
import { listConnectionStatus } from '@/lib/server/services/connection-status'
import { requireViewer } from '@/lib/server/session'

/** How the tenant's vendor connections stand, for owners: `Connections` of lib/domain/api/connection.ts. */
export const GET = handleApi(async () => {
  const body: Connections = { connections: await listConnectionStatus(await requireViewer(), Date.now()) }
  return Response.json(body)
})
