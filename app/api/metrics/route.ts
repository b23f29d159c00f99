import { createHash, timingSafeEqual } from 'node:crypto'
import { isFromThisMachine } from '@/lib/server/client-address'
import { env } from '@/lib/server/env'
import { NotFoundError, UnauthenticatedError } from '@/lib/server/errors'
import { isDatabaseUp } from '@/lib/server/health'
import { handleApi } from '@/lib/server/http'
import { readMetrics } from '@/lib/server/metrics'

/** Prometheus text. With MILEPOST_METRICS_TOKEN it asks for that bearer token; without, it answers this machine only. */
export const GET = handleApi(async (request) => {
  const { metricsToken } = env()
  if (metricsToken === null && !isFromThisMachine(request.headers)) throw new NotFoundError()
  if (metricsToken !== null && !hasToken(request, metricsToken)) throw new UnauthenticatedError()
  await isDatabaseUp(1000)
  const { text, contentType } = await readMetrics()
  return new Response(text, { headers: { 'content-type': contentType } })
})

function hasToken(request: Request, expected: string): boolean {
  const given = request.headers.get('authorization')?.replace(/^bearer\s+/i, '') ?? ''
  // Equal lengths for the comparison, whatever was sent.
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
