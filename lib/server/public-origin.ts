// The address this app is reached by, to be handed to others: the configured one, else the one the request came to.

import { env } from './env'

/** Scheme, host and port, without a trailing slash. What a request says of itself is only told to who sent it. */
export function publicOrigin(headers: Headers): string {
  const { publicUrl } = env()
  if (publicUrl !== null) return publicUrl
  const scheme = headers.get('x-forwarded-proto')?.split(',').at(-1)?.trim() === 'https' ? 'https' : 'http'
  const asked = `${scheme}://${headers.get('host') ?? ''}`
  return URL.canParse(asked) ? new URL(asked).origin : `${scheme}://localhost`
}
