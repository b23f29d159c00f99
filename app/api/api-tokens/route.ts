import type { ApiTokens } from '@/lib/domain/api-v1/tokens'
import { handleApi } from '@/lib/server/http'
import { listOwnTokens } from '@/lib/server/services/api-tokens'
import { requireViewer } from '@/lib/server/session'

/** One's own tokens of the API: `ApiTokens` of lib/domain/api-v1/tokens.ts. */
export const GET = handleApi(async () => {
  const body: ApiTokens = await listOwnTokens(await requireViewer())
  return Response.json(body)
})
