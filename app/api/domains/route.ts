import { handleApi } from '@/lib/server/http'
import { standingOfHost } from '@/lib/server/served-hosts'

const STATUS = { served: 200, foreign: 404, unknown: 503 } as const

/**
 * `?domain=fleet.example.com`: whether a proxy may fetch a certificate for that name, as a status and nothing else. It is asked
 * before anybody could have signed in, and tells no more than a connection to that name does.
 */
export const GET = handleApi(async (request) => {
  const name = new URL(request.url).searchParams.get('domain') ?? ''
  return new Response(null, { status: STATUS[await standingOfHost(name)] })
})
