import { isDatabaseUp } from '@/lib/server/health'
import { handleApi } from '@/lib/server/http'
import { readMetrics } from '@/lib/server/metrics'
import { assertMayReadMetrics } from '@/lib/server/metrics-access'

/** Prometheus text. With MILEPOST_METRICS_TOKEN it asks for that bearer token; without, it answers this machine only. */
export const GET = handleApi(async (request) => {
  assertMayReadMetrics(request.headers)
  await isDatabaseUp(1000)
  const { text, contentType } = await readMetrics()
  return new Response(text, { headers: { 'content-type': contentType } })
})
