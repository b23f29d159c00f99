import { handleApi } from '@/lib/server/http'
import { leftBehind } from '@/lib/server/services/people'
import { requireViewer } from '@/lib/server/session'

/** What goes with somebody who is deleted. */
export const GET = handleApi<{ params: Promise<{ id: string }> }>(async (_, { params }) =>
  Response.json(await leftBehind(await requireViewer(), (await params).id)),
)
