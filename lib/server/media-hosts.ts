// Whom browsers may fetch pictures, streams and live pages from: the vendor, the host of each connection, and what the operator
// names. The server itself fetches none of it. Policies are made in the middleware, which has no database, so that the hosts of
// connections are looked up elsewhere (services/video-hosts.ts) and kept here.

import { isMediaHost, type MediaHosts, mediaHostOf, VENDOR_DOMAINS } from '@/lib/domain/video-address'
import { env } from './env'
import { singleton } from './singleton'

/** Who may serve media of one connection, by the address of its service. */
export function mediaHostsOf(baseUrl: string): MediaHosts {
  const own = mediaHostOf(baseUrl)
  return { domains: VENDOR_DOMAINS, hosts: [...(own === null ? [] : [own]), ...env().mediaHosts] }
}

/** Who may serve media to anybody here, for policies. */
export function knownMediaHosts(): MediaHosts {
  const hosts = new Set([...env().mediaHosts, ...known().hosts])
  return { domains: VENDOR_DOMAINS, hosts: [...hosts].filter(isMediaHost) }
}

/** Keeps the hosts of all connections, by the addresses of their services, in place of those known before. */
export function keepMediaHosts(baseUrls: readonly string[]): void {
  known().hosts = baseUrls.flatMap((baseUrl) => mediaHostOf(baseUrl) ?? [])
}

function known(): { hosts: string[] } {
  return singleton('media-hosts', () => ({ hosts: [] }))
}
