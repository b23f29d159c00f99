import { env } from '@/lib/server/env'
import { AppError } from '@/lib/server/errors'
import { log } from '@/lib/server/log'
import { isOwnOrigin, originOf } from '@/lib/server/origin'
import { shareHeaders } from '@/lib/server/share/headers'

type Context = { params: Promise<{ token: string }> }

/**
 * The frame around every answer under /s/{token}: writes from foreign origins are refused, and a failure says nothing but its
 * status, or what `onFailure` answers, if that does not fail too. The token stays out of the log.
 */
export function shareRoute(
  answer: (token: string, request: Request) => Promise<Response>,
  onFailure: (request: Request) => Response | Promise<Response> = nothing,
) {
  return async (request: Request, { params }: Context): Promise<Response> => {
    try {
      if (!isOwnOrigin(originOf(request), env().publicUrl))
        return new Response(null, { status: 403, headers: shareHeaders() })
      return await answer((await params).token, request)
    } catch (error) {
      if (error instanceof AppError)
        return new Response(null, { status: error.status, headers: shareHeaders() })
      if (!request.signal.aborted) log.error({ err: error }, 'share page failed')
      return await answerFailure(request, onFailure)
    }
  }
}

async function answerFailure(
  request: Request,
  onFailure: (request: Request) => Response | Promise<Response>,
): Promise<Response> {
  try {
    return await onFailure(request)
  } catch (error) {
    log.error({ err: error }, 'share page could not say that it failed')
    return nothing()
  }
}

function nothing(): Response {
  return new Response(null, { status: 500, headers: shareHeaders() })
}
