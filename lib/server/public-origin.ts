// The address this app is reached by, to be handed to others: the configured one, else the one the request came to; and for
// what people of a tenant hand out, the tenant's own host where they came by it.

import { plainHost } from '@/lib/domain/branding'
import type { Viewer } from './access'
import { findTenantByHost } from './data/system/branding'
import { env } from './env'

/** Scheme, host and port, without a trailing slash. What a request says of itself is only told to who sent it. */
export function publicOrigin(headers: Headers): string {
  const { publicUrl } = env()
  if (publicUrl !== null) return publicUrl
  const asked = `${schemeOf(headers)}://${headers.get('host') ?? ''}`
  return URL.canParse(asked) ? new URL(asked).origin : `${schemeOf(headers)}://localhost`
}

/**
 * The origin of links a person hands out: the host they came by where it is stored as their own tenant's, with the scheme of the installation; else `publicOrigin`. Any other host is never taken: anybody can write that.
 */
export async function originForViewer(viewer: Pick<Viewer, 'tenantId'>, headers: Headers): Promise<string> {
  return (await ownOrigin(viewer, headers)) ?? publicOrigin(headers)
}

/** As `originForViewer`, null where the host of the request is not the tenant's own. */
export async function ownOrigin(
  { tenantId }: Pick<Viewer, 'tenantId'>,
  headers: Headers,
): Promise<string | null> {
  const { publicUrl } = env()
  const scheme = publicUrl === null ? schemeOf(headers) : new URL(publicUrl).protocol.slice(0, -1)
  const asked = `${scheme}://${headers.get('host') ?? ''}`
  if (!URL.canParse(asked)) return null
  // What is looked up is what the link leads to, however the header was written.
  const { hostname, origin } = new URL(asked)
  return (await findTenantByHost(plainHost(hostname))) === tenantId ? origin : null
}

function schemeOf(headers: Headers): 'http' | 'https' {
  return headers.get('x-forwarded-proto')?.split(',').at(-1)?.trim() === 'https' ? 'https' : 'http'
}
