import { handleApi } from '@/lib/server/http'
import { accountDetailOf } from '@/lib/server/services/account-pages'
import { requireViewer } from '@/lib/server/session'

/** One account with what may be done to it: `AccountDetail` of lib/domain/api/accounts.ts. */
export const GET = handleApi<{ params: Promise<{ id: string }> }>(async (_request, { params }) => {
  const viewer = await requireViewer()
  return Response.json(await accountDetailOf(viewer, (await params).id))
})
