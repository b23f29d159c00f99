import { peopleQuerySchema } from '@/lib/domain/api/people'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { listOpenInvitations } from '@/lib/server/services/people-pages'
import { requireViewer } from '@/lib/server/session'

/** A page of the invitations nobody has taken up yet. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  return Response.json(await listOpenInvitations(viewer, parseInput(peopleQuerySchema, queryOf(request))))
})
