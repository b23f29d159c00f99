// Where this server may be sent to on somebody's word: public addresses, and whatever the operator allows besides
// (MILEPOST_WEBHOOK_ALLOW). A name is looked up once, and exactly the address that was judged is connected to.

import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { readSource } from '@/lib/domain/source-address'

/** An address of the internet that was judged. */
export type OutboundTarget = { url: URL; address: string; family: 4 | 6 }

/** Why nothing is sent there. `isFinal` is false where the same address may be fine later. */
export class OutboundRefusedError extends Error {
  override readonly name = 'OutboundRefusedError'

  constructor(
    readonly words: string,
    readonly isFinal: boolean,
  ) {
    super(words)
  }
}

export type OutboundRules = {
  /** Hosts, `host:port`, addresses and CIDR ranges that need not be public. */
  allow: readonly string[]
  /** All addresses of a name; the resolver of the system unless a test gives its own. */
  resolve?: (host: string) => Promise<{ address: string; family: number }[]>
}

const MAX_URL_LENGTH = 2000

/** Networks of IANA's special-purpose registry that nobody's receiver is in. */
const PRIVATE_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]
/** Within 2000::/3, outside of which IPv6 has nothing public: tunnels that carry other addresses, and documentation. */
const PRIVATE_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

/**
 * Reads an address somebody typed: http or https, without user and password. Looks nothing up.
 * @throws OutboundRefusedError with words.
 */
export function readOutboundUrl(text: string): URL {
  const url = text.length <= MAX_URL_LENGTH ? URL.parse(text.trim()) : null
  if (url === null) throw new OutboundRefusedError('This is no web address.', true)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new OutboundRefusedError('Only http and https addresses are sent to.', true)
  if (url.username !== '' || url.password !== '')
    throw new OutboundRefusedError('The address must not hold a user or a password.', true)
  return url
}

/**
 * Judges where an address leads. Of a name all addresses must be fine, so that it cannot be public one moment and inside
 * the next.
 * @throws OutboundRefusedError with words.
 */
export async function judgeTarget(text: string, rules: OutboundRules): Promise<OutboundTarget> {
  const url = readOutboundUrl(text)
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase()
  const found = isIP(host) === 0 ? await addressesOf(host, rules) : [{ address: host, family: isIP(host) }]
  const isNamed = rules.allow.some((entry) => namesHost(entry, host, portOf(url)))
  const refused = found.find(({ address }) => !isNamed && !isReachable(address, portOf(url), rules.allow))
  if (refused !== undefined)
    throw new OutboundRefusedError(
      `${host} is at ${refused.address}, which is not a public address. The operator can allow it with MILEPOST_WEBHOOK_ALLOW.`,
      true,
    )
  const [first] = found
  if (first === undefined) throw new OutboundRefusedError(`${host} has no address.`, false)
  return { url, address: first.address, family: first.family === 6 ? 6 : 4 }
}

/** Whether the operator's list names the host of an address, by name or, where it is an IP address, by range. Looks nothing up. */
export function isAllowedTarget(url: URL, allow: readonly string[]): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase()
  const port = portOf(url)
  return allow.some(
    (entry) => namesHost(entry, host, port) || (isIP(host) !== 0 && isInEntry(entry, host, port)),
  )
}

/** Whether an IP address is one that anybody on the internet can reach. */
export function isPublicAddress(address: string): boolean {
  const plain = asIpv4(address) ?? address
  const family = isIP(plain)
  if (family === 4) return !listOf(PRIVATE_V4).check(plain, 'ipv4')
  if (family !== 6) return false
  return listOf(['2000::/3']).check(plain, 'ipv6') && !listOf(PRIVATE_V6).check(plain, 'ipv6')
}

async function addressesOf(host: string, { resolve }: OutboundRules) {
  try {
    return await (resolve ?? ((name) => lookup(name, { all: true, verbatim: true })))(host)
  } catch {
    throw new OutboundRefusedError(`The name ${host} cannot be found.`, false)
  }
}

const portOf = (url: URL) => url.port || (url.protocol === 'https:' ? '443' : '80')

/** `host` or `host:port`, as typed; ranges name no host. */
function namesHost(entry: string, host: string, port: string): boolean {
  return entry === host || entry === `${host}:${port}` || entry === `[${host}]:${port}`
}

function isReachable(address: string, port: string, allow: readonly string[]): boolean {
  return isPublicAddress(address) || allow.some((entry) => isInEntry(entry, address, port))
}

function isInEntry(entry: string, address: string, port: string): boolean {
  const plain = asIpv4(address) ?? address
  if (entry === plain || entry === `${plain}:${port}` || entry === `[${plain}]:${port}`) return true
  const network = readSource(entry)
  if (network === null || isIP(plain) !== network.family) return false
  return listOf([entry]).check(plain, network.family === 4 ? 'ipv4' : 'ipv6')
}

/** The IPv4 address within `::ffff:…`, however it is written. */
function asIpv4(address: string): string | null {
  const mapped = /^(?:0*:)*:?(?:0*:)*ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address) ?? []
  if (high === undefined || low === undefined) return null
  const bits = Number.parseInt(high, 16) * 65_536 + Number.parseInt(low, 16)
  return [bits >>> 24, (bits >>> 16) & 255, (bits >>> 8) & 255, bits & 255].join('.')
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const text of networks) {
    const network = readSource(text)
    if (network === null) continue
    list.addSubnet(network.address, network.prefixBits, network.family === 4 ? 'ipv4' : 'ipv6')
  }
  return list
}
