// The operator's own street tiles (PMTILES_PATH), served by byte range to people who are signed in.

import { handleApi } from '@/lib/server/http'
import { requireViewer } from '@/lib/server/session'
import { answerStreets } from './street-file'

export const GET = handleApi((request) => answer(request))
export const HEAD = handleApi((request) => answer(request))

async function answer(request: Request): Promise<Response> {
  await requireViewer()
  return answerStreets(request)
}
