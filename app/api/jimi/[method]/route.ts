import { z } from 'zod'
import { explorerCallSchema } from '@/lib/domain/api/explorer'
import { handleApi, parseInput, queryOf, readJson } from '@/lib/server/http'
import { callByHand } from '@/lib/server/services/explorer'
import { describeMethod } from '@/lib/server/services/explorer-methods'
import { requireViewer } from '@/lib/server/session'

type Context = { params: Promise<{ method: string }> }

const querySchema = z.object({ profile: z.enum(['ts', 'pro']) })
const MAX_BODY_BYTES = 256 * 1024
const STATUS = { done: 200, ordered: 200, invalid: 422, unconfirmed: 409, refused: 403 } as const

/** What a form for the method needs, for owners: `ExplorerMethod` of lib/domain/api/explorer.ts. */
export const GET = handleApi<Context>(async (request, { params }) => {
  const viewer = await requireViewer()
  const { profile } = parseInput(querySchema, { profile: 'pro', ...queryOf(request) })
  return Response.json(describeMethod(viewer, (await params).method, profile))
})

/**
 * Calls the method for an owner, checked like every other call. 200 `ExplorerResult`, whatever the vendor made of it, or
 * `ExplorerOrdered` for an order to a vehicle; 422 `ExplorerInvalid`; 409 and 403 `ExplorerHeld`, with nothing sent.
 */
export const POST = handleApi<Context>(async (request, { params }) => {
  const viewer = await requireViewer()
  const call = await readJson(request, explorerCallSchema, MAX_BODY_BYTES)
  const reply = await callByHand(viewer, (await params).method, { call, signal: request.signal })
  return Response.json(reply.kind === 'done' ? reply.result : reply.body, { status: STATUS[reply.kind] })
})
