import { z } from 'zod'
import { readJson } from '@/lib/server/http'
import { passCookie } from '@/lib/server/share/cookies'
import { provePassword } from '@/lib/server/share/gate'
import { shareHeaders } from '@/lib/server/share/headers'
import { answerShareAway, answerSharePage, cookiePlace } from '@/lib/server/share/page'
import { shareRoute } from './share-route'

export const dynamic = 'force-dynamic'

/** The page of a share link: for everybody who holds it, without a session and without the app's own scripts. */
export const GET = shareRoute(answerSharePage, answerShareAway)

const passwordSchema = z.strictObject({ password: z.string().min(1).max(128) })

/** The password of a link. A right one is answered with a cookie that is good for this link alone. */
export const POST = shareRoute(async (token, request) => {
  const { password } = await readJson(request, passwordSchema, 2048)
  const verdict = await provePassword(token, password, request.headers)
  const headers = shareHeaders()
  if (!verdict.ok) {
    if (verdict.retryAfterS !== undefined) headers.set('retry-after', String(verdict.retryAfterS))
    return new Response(null, { status: verdict.status, headers })
  }
  const place = { ...cookiePlace(token, request), nowMs: Date.now() }
  headers.append('set-cookie', passCookie(verdict.link, place))
  return new Response(null, { status: 204, headers })
})
