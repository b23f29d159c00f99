// Whether a sender's address is on a list of allowed ones. Where the address comes from behind a proxy is decided in
// client-address.ts.

import { BlockList, isIP } from 'node:net'
import { readSource } from '@/lib/domain/source-address'

/** Says whether an address may send. */
export type SourceCheck = (address: string | null) => boolean

/**
 * A check against a list of addresses and networks. An empty list allows everybody, also senders whose address is not
 * known; any other list refuses those. An entry that cannot be read allows nobody.
 */
export function sourceCheck(allowed: readonly string[]): SourceCheck {
  if (allowed.length === 0) return () => true
  const list = new BlockList()
  for (const entry of allowed) {
    const network = readSource(entry)
    if (network === null) continue
    list.addSubnet(network.address, network.prefixBits, network.family === 4 ? 'ipv4' : 'ipv6')
  }
  return (address) => {
    const plain = address?.replace(/^::ffff:(?=\d+\.)/i, '') ?? ''
    const family = isIP(plain)
    return family !== 0 && list.check(plain, family === 4 ? 'ipv4' : 'ipv6')
  }
}
