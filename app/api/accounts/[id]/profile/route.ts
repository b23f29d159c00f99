import { handleApi } from '@/lib/server/http'
import { accountProfileOf } from '@/lib/server/services/account-pages'
import { requireViewer } from '@/lib/server/session'

/** What is known of the person behind an account: `AccountProfile` of lib/domain/api/accounts.ts. */
export const GET = handleApi<{ params: Promise<{ id: string }> }>(async (_request, { params }) => {
  const viewer = await requireViewer()
  return Response.json(await accountProfileOf(viewer, (await params).id))
})
