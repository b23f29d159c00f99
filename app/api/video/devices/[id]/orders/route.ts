import { handleApi } from '@/lib/server/http'
import { ordersOf } from '@/lib/server/services/video-orders'
import { requireViewer } from '@/lib/server/session'

/** What a vehicle's camera was asked for, and whether it has come: `VideoOrders` of lib/domain/api/video.ts. */
export const GET = handleApi(async (_, { params }: { params: Promise<{ id: string }> }) =>
  Response.json(await ordersOf(await requireViewer(), (await params).id)),
)
