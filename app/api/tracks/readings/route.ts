import { z } from 'zod'
import { handleApi, parseInput, queryOf } from '@/lib/server/http'
import { readingsOf } from '@/lib/server/services/device-readings'
import { requireViewer } from '@/lib/server/session'
import { fittingSpan } from '../query'

const querySchema = z.object({ id: z.uuid(), from: z.iso.datetime(), to: z.iso.datetime() })

/** Fuel and temperature of one vehicle along its track, thinned for a chart: `Readings` of lib/domain/api/telemetry.ts. */
export const GET = handleApi(async (request) => {
  const viewer = await requireViewer()
  const query = parseInput(querySchema, queryOf(request))
  const { fromMs, toMs } = fittingSpan(query)
  const range = { fromAt: new Date(fromMs), toAt: new Date(toMs) }
  return Response.json(await readingsOf(viewer, query.id, { ...range, kinds: ['fuel', 'temperature'] }))
})
