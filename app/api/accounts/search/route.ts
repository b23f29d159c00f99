import { accountSearchQuerySchema } from '@/lib/domain/api/accounts'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { findAccounts } from '@/lib/server/services/account-pages'
import { requireViewer } from '@/lib/server/session'

/** Accounts by name or login: `AccountSearch` of lib/domain/api/accounts.ts. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const { q, moving } = parseInput(accountSearchQuerySchema, queryOf(request))
  return Response.json(await findAccounts(viewer, q, moving))
})
