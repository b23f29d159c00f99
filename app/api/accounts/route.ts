import { accountsQuerySchema } from '@/lib/domain/api/accounts'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { accountPageOf } from '@/lib/server/services/account-pages'
import { requireViewer } from '@/lib/server/session'

/** Children of an account, or the tops of the viewer's scope: `AccountPage` of lib/domain/api/accounts.ts. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  return Response.json(await accountPageOf(viewer, parseInput(accountsQuerySchema, queryOf(request))))
})
