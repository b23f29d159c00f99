import { openApiDocument } from '@/lib/domain/api-v1/openapi'
import { handleApi } from '@/lib/server/http'

/** What the API is, for programs. Tells nothing of anybody, so it needs no token. */
export const GET = handleApi(() =>
  Response.json(openApiDocument(), { headers: { 'cache-control': 'public, max-age=300' } }),
)
