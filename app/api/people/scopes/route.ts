import { z } from 'zod'
import type { GroupChoices, ScopeChoices } from '@/lib/domain/api/people'
import { searchAccounts } from '@/lib/server/data/accounts'
import { listGroups } from '@/lib/server/data/people-scopes'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { assertMay } from '@/lib/server/rights'
import { requireViewer } from '@/lib/server/session'

const querySchema = z.object({ q: z.string().max(200).optional(), account: z.uuid().optional() })
const SHOWN = 50

/** Accounts whose name or login holds `q`, or the vehicle groups of an `account`. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  await assertMay(viewer, 'manage_people')
  const { q = '', account } = parseInput(querySchema, queryOf(request))
  if (account !== undefined) {
    const groups: GroupChoices = { groups: await listGroups(viewer, account) }
    return Response.json(groups)
  }
  const found = await searchAccounts(viewer, { text: q, limit: SHOWN })
  const accounts: ScopeChoices = { accounts: found.map(({ id, name, login }) => ({ id, name, login })) }
  return Response.json(accounts)
})
