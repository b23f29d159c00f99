import type { DeliveryDetail } from '@/lib/domain/api/notify-log'
import { getDelivery } from '@/lib/server/data/notify-deliveries'
import { handleApi } from '@/lib/server/http'
import { requireViewer } from '@/lib/server/session'

type Context = { params: Promise<{ id: string }> }

/** One delivery with its body and tries: `DeliveryDetail` of lib/domain/api/notify-log.ts. Owners only. */
export const GET = handleApi<Context>(async (_request, { params }) => {
  const viewer = await requireViewer()
  const body: DeliveryDetail = await getDelivery(viewer, (await params).id)
  return Response.json(body)
})
