import { findPicture } from '@/lib/server/data/system/branding'
import { NotFoundError } from '@/lib/server/errors'
import { handleApi } from '@/lib/server/http'
import { SECURITY_HEADERS } from '@/lib/server/security-headers'

type Context = { params: Promise<{ hash: string }> }

/**
 * A picture of a tenant's look, for whoever knows its hash: it stands on sign-in pages. The address never changes its
 * content. Opened by itself it can do nothing.
 */
export const GET = handleApi<Context>(async (_request, { params }) => {
  const { hash } = await params
  const picture = /^[0-9a-f]{64}$/.test(hash) ? await findPicture(hash) : null
  if (picture === null) throw new NotFoundError()
  return new Response(Uint8Array.from(picture.bytes), {
    headers: {
      ...SECURITY_HEADERS,
      'content-type': picture.contentType,
      'content-length': String(picture.bytes.length),
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': 'inline',
      'cache-control': 'public, max-age=31536000, immutable',
    },
  })
})
