import { handleApi } from '@/lib/server/http'
import { scooterStateOf } from '@/lib/server/services/scooter-state'
import { requireViewer } from '@/lib/server/session'

/** Whether a scooter is locked, and how far it gets: `ScooterState` of lib/domain/api/scooter.ts. */
export const GET = handleApi<{ params: Promise<{ id: string }> }>(async (_request, { params }) => {
  const viewer = await requireViewer()
  const { id } = await params
  return Response.json(await scooterStateOf(viewer, id))
})
