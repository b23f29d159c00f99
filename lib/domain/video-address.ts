// Which addresses of pictures, streams and pages a browser may be sent to. The vendor names them; a list says whose they may
// be. Pure: who is on the list comes in as arguments.

/**
 * Hosts media may come from. `domain` stands for itself and all names below it, on any port; an `origin` for exactly one
 * scheme-less host and port.
 */
export type MediaHosts = {
  /** As `tracksolidpro.com`. */
  domains: readonly string[]
  /** As `127.0.0.1:4900` or `media.example`; without a port, any. */
  hosts: readonly string[]
}

export type MediaUse = 'frame' | 'picture' | 'stream'

/** Why an address is not handed out. */
export type AddressProblem = 'no_address' | 'not_allowed' | 'own_origin' | 'scheme'

const SCHEMES: Record<MediaUse, readonly string[]> = {
  frame: ['https:', 'http:'],
  picture: ['https:', 'http:'],
  stream: ['https:', 'http:', 'wss:', 'ws:'],
}

/** What the vendor runs its services under, see lib/jimi/regions.ts. */
export const VENDOR_DOMAINS = ['tracksolidpro.com', '10000track.com'] as const

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** The host of a connection's service as the list has it: with its port on this machine, with any port elsewhere. */
export function mediaHostOf(baseUrl: string): string | null {
  if (!URL.canParse(baseUrl)) return null
  const { host, hostname } = new URL(baseUrl)
  return LOOPBACK.test(hostname) ? host : hostname
}

/** What stands against an address; null when a browser may be sent there. `ownHosts` are those our own pages come from. */
export function addressProblem(
  address: string,
  { hosts, use, ownHosts }: { hosts: MediaHosts; use: MediaUse; ownHosts: readonly string[] },
): AddressProblem | null {
  if (!URL.canParse(address)) return 'no_address'
  const url = new URL(address)
  if (!SCHEMES[use].includes(url.protocol)) return 'scheme'
  if (url.username !== '' || url.password !== '') return 'not_allowed'
  // A frame of our own origin could step out of its box.
  if (ownHosts.includes(url.host)) return 'own_origin'
  return isListed(url, hosts) ? null : 'not_allowed'
}

function isListed({ hostname, host }: URL, { domains, hosts }: MediaHosts): boolean {
  if (domains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`))) return true
  return hosts.includes(host) || hosts.includes(hostname)
}

/** The same list as sources of a content security policy, by use. Sockets belong to streams alone. */
export function policySources({ domains, hosts }: MediaHosts): Record<MediaUse, string[]> {
  const names = [
    ...domains.flatMap((domain) => [`${domain}:*`, `*.${domain}:*`]),
    ...hosts.filter((host) => HOST.test(host)).map((host) => (PORT.test(host) ? host : `${host}:*`)),
  ]
  // A source of `http:` covers `https:` as well, and `ws:` covers `wss:`.
  const web = names.map((name) => `http://${name}`)
  return { frame: web, picture: web, stream: [...web, ...names.map((name) => `ws://${name}`)] }
}

/** What may stand in a policy: no blanks, quotes or semicolons, and no stars. */
const HOST = /^[a-z\d](?:[a-z\d.-]*[a-z\d])?(?::\d{1,5})?$/i
const PORT = /:\d+$/

/** Whether a text names a host as the list has it, `media.example` or `media.example:8080`. */
export function isMediaHost(text: string): boolean {
  return HOST.test(text)
}
