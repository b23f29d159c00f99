import { handleApi } from '@/lib/server/http'
import { requireActor } from '@/lib/server/services/commands-actor'
import { showCutFacts } from '@/lib/server/services/commands-view'

/** What is known toward a cut of this vehicle now: `CutFactsView` of lib/domain/api/command.ts. */
export const GET = handleApi<{ params: Promise<{ id: string }> }>(async (_request, { params }) => {
  const actor = await requireActor()
  const { id } = await params
  return Response.json(await showCutFacts(actor, id))
})
