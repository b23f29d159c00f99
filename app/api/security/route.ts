import type { SecurityOverview } from '@/lib/domain/api/security'
import { handleApi } from '@/lib/server/http'
import { securityOverview } from '@/lib/server/services/sign-in-overview'
import { requireSession } from '@/lib/server/session'

/** How the person signs in and where they are signed in; for owners also whom a second factor is demanded of. */
export const GET = handleApi(async () => {
  const body: SecurityOverview = await securityOverview(await requireSession())
  return Response.json(body)
})
