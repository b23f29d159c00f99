import { type DeliveriesPage, deliveriesQuerySchema } from '@/lib/domain/api/notify-log'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { deliveriesPage } from '@/lib/server/services/notify-deliveries'
import { requireViewer } from '@/lib/server/session'

/** A page of what left Milepost: `DeliveriesPage` of lib/domain/api/notify-log.ts. Owners only. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const body: DeliveriesPage = await deliveriesPage(
    viewer,
    parseInput(deliveriesQuerySchema, queryOf(request)),
  )
  return Response.json(body)
})
