import { answerStreets } from '@/app/api/basemap/streets/street-file'
import { shareHeaders } from '@/lib/server/share/headers'
import { mayHaveStreets } from '@/lib/server/share/page'
import { shareRoute } from '../share-route'

export const dynamic = 'force-dynamic'

/** The operator's street tiles for the map of an open link, by byte range. */
export const GET = shareRoute(async (token, request) => {
  if (!(await mayHaveStreets(token, request)))
    return new Response(null, { status: 404, headers: shareHeaders() })
  const tiles = await answerStreets(request)
  const headers = shareHeaders(Object.fromEntries(tiles.headers))
  return new Response(tiles.body, { status: tiles.status, headers })
})
