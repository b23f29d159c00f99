import { accountsNowQuerySchema } from '@/lib/domain/api/accounts'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { accountsNow } from '@/lib/server/services/account-pages'
import { requireViewer } from '@/lib/server/session'

/** What accounts hold now, many at once: `AccountsNow` of lib/domain/api/accounts.ts. Those one does not see are left out. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const { ids } = parseInput(accountsNowQuerySchema, queryOf(request))
  return Response.json(await accountsNow(viewer, ids))
})
