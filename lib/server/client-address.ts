// Where a request really comes from. Next hides the socket and lets anybody write `x-forwarded-for`, so Node's own
// "request started" channel stamps each request with its peer before Next sees it.

import { randomBytes } from 'node:crypto'
import diagnostics from 'node:diagnostics_channel'
import { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { singleton } from './singleton'

const PEER_HEADER = 'x-milepost-peer'

/** Starts stamping requests of this process; any further call does nothing. Call it as early as the process allows. */
export function stampPeerAddresses(): void {
  singleton('peer-stamp', () => {
    diagnostics.subscribe('http.server.request.start', (message) => stamp(message))
    return true
  })
}

/**
 * The client's address, or null when it is not known. A peer on this machine or a private network may be a proxy, so
 * there the last entry of `x-forwarded-for` (the one that proxy wrote) counts; from anywhere else the header is ignored.
 */
export function clientAddress(headers: Headers): string | null {
  const peer = peerAddress(headers)
  return peer === null ? null : addressBehind(peer, headers.get('x-forwarded-for'))
}

/** As `clientAddress`, for who knows the peer's address from the socket itself. */
export function addressBehind(peerOfSocket: string, forwardedFor: string | null): string {
  const peer = plainAddress(peerOfSocket)
  const forwarded = forwardedFor?.split(',').at(-1)?.trim() ?? ''
  return isNear(peer) && isIP(forwarded) !== 0 ? plainAddress(forwarded) : peer
}

/** Whether the request was made on this machine, to this machine by name, and not through a proxy for someone else. */
export function isFromThisMachine(headers: Headers): boolean {
  const address = clientAddress(headers)
  const host =
    headers
      .get('host')
      ?.replace(/:\d+$/, '')
      .replace(/^\[|\]$/g, '') ?? ''
  return address !== null && isLoopback(address) && (host === 'localhost' || isLoopback(host))
}

function stamp(message: unknown): void {
  if (typeof message !== 'object' || message === null || !('request' in message)) return
  const { request } = message
  if (!(request instanceof IncomingMessage)) return
  request.headers[PEER_HEADER] = `${stampKey()} ${request.socket.remoteAddress ?? ''}`
}

// Whoever sends the header themselves does not know the key.
function peerAddress(headers: Headers): string | null {
  const [key, address = ''] = headers.get(PEER_HEADER)?.split(' ') ?? []
  return key === stampKey() && isIP(address) !== 0 ? plainAddress(address) : null
}

function stampKey(): string {
  return singleton('peer-stamp-key', () => randomBytes(16).toString('hex'))
}

function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').toLowerCase()
}

function isLoopback(address: string): boolean {
  return isListed(address, loopbackList())
}

function isNear(address: string): boolean {
  return isLoopback(address) || isListed(address, privateList())
}

function isListed(address: string, list: BlockList): boolean {
  const family = isIP(address)
  return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

function loopbackList(): BlockList {
  return singleton('loopback-addresses', () => {
    const list = new BlockList()
    list.addSubnet('127.0.0.0', 8, 'ipv4')
    list.addAddress('::1', 'ipv6')
    return list
  })
}

function privateList(): BlockList {
  return singleton('private-addresses', () => {
    const list = new BlockList()
    list.addSubnet('10.0.0.0', 8, 'ipv4')
    list.addSubnet('172.16.0.0', 12, 'ipv4')
    list.addSubnet('192.168.0.0', 16, 'ipv4')
    list.addSubnet('169.254.0.0', 16, 'ipv4')
    list.addSubnet('fc00::', 7, 'ipv6')
    list.addSubnet('fe80::', 10, 'ipv6')
    return list
  })
}
