import { handleApi } from '@/lib/server/http'
import { accountStakesOf } from '@/lib/server/services/account-pages'
import { requireViewer } from '@/lib/server/session'

/** What hangs on an account and all below it: `AccountStakes` of lib/domain/api/accounts.ts. */
export const GET = handleApi<{ params: Promise<{ id: string }> }>(async (_request, { params }) => {
  const viewer = await requireViewer()
  return Response.json(await accountStakesOf(viewer, (await params).id))
})
