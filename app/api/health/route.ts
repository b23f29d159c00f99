import { appVersion, isDatabaseUp } from '@/lib/server/health'
import { handleApi } from '@/lib/server/http'

/**
 * `?check=live` answers as long as the process does. `?check=ready` (the default) asks the database too and answers 503
 * while it is away, so that a balancer sends people elsewhere and a supervisor does not restart us for it.
 */
export const GET = handleApi(async (request) => {
  const version = await appVersion()
  if (new URL(request.url).searchParams.get('check') === 'live')
    return Response.json({ status: 'live', version })
  const up = await isDatabaseUp()
  const body = { status: up ? 'ready' : 'unavailable', version, checks: { database: up ? 'up' : 'down' } }
  return Response.json(body, { status: up ? 200 : 503 })
})
