import { type PeoplePage, peopleQuerySchema } from '@/lib/domain/api/people'
import { rolesBelow } from '@/lib/domain/people'
import { rightsOf } from '@/lib/domain/rights'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { findMailProblem } from '@/lib/server/mail'
import { listManaged } from '@/lib/server/services/people-pages'
import { managerOf } from '@/lib/server/services/people-standing'
import { requireViewer } from '@/lib/server/session'

/** A page of the people the viewer manages, and what the viewer can give. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const query = parseInput(peopleQuerySchema, queryOf(request))
  const [me, page] = await Promise.all([managerOf(viewer), listManaged(viewer, query)])
  const body: PeoplePage = {
    ...page,
    roles: [...rolesBelow(me.role)],
    rights: [...rightsOf(me)],
    canMail: findMailProblem() === null,
  }
  return Response.json(body)
})
