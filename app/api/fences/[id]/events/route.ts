import { z } from 'zod'
import type { FenceEvents } from '@/lib/domain/api/fences'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { listFenceEvents } from '@/lib/server/services/fences'
import { requireViewer } from '@/lib/server/session'

const querySchema = z.object({ before: z.iso.datetime().optional() })

/** What happened at a fence, the newest first: `FenceEvents` of lib/domain/api/fences.ts. */
export const GET = handleApi(async (request, { params }: { params: Promise<{ id: string }> }) => {
  const viewer = await requireViewer()
  const { before } = parseInput(querySchema, queryOf(request))
  const beforeAt = before === undefined ? undefined : new Date(before)
  const body: FenceEvents = await listFenceEvents(viewer, (await params).id, beforeAt)
  return Response.json(body)
})
