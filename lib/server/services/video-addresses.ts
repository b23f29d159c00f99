// What of the vendor's addresses is handed to browsers: those of hosts on the list that carry none of our secrets. The server
// fetches none of them, whoever names them.

import type { StreamSource, VideoFile } from '@/lib/domain/api/video'
import { plainHost } from '@/lib/domain/branding'
import {
  type AddressProblem,
  addressProblem,
  type MediaHosts,
  type MediaUse,
} from '@/lib/domain/video-address'
import { findTenantByHost } from '../data/system/branding'
import { findConnection } from '../data/system/connections'
import { env } from '../env'
import { NotFoundError } from '../errors'
import { mediaHostsOf } from '../media-hosts'
import { hiddenValues } from '../scrub'

/** Judges addresses of one connection. */
export type AddressJudge = (address: string, use: MediaUse) => AddressProblem | 'secret' | null

/** The judge of a connection's addresses. @throws NotFoundError when the connection is gone. */
export async function addressJudge(tenantId: string, connectionId: string): Promise<AddressJudge> {
  const connection = await findConnection(tenantId, connectionId)
  if (connection === null) throw new NotFoundError()
  const hosts = mediaHostsOf(connection.baseUrl)
  return judgeWith(hosts, await visitedNamesOf(hosts))
}

/** The names of the list that a tenant is visited under. */
async function visitedNamesOf({ hosts }: MediaHosts): Promise<string[]> {
  const names = [...new Set(hosts.map(plainHost))]
  const tenants = await Promise.all(names.map(findTenantByHost))
  return names.filter((_, index) => tenants[index] !== null)
}

/**
 * Our own pages come from the installation's host and from `visitedNames`. These are ours on every port: which one visitors
 * come by is known to whatever stands before us alone.
 */
function judgeWith(hosts: MediaHosts, visitedNames: readonly string[]): AddressJudge {
  const { publicUrl } = env()
  const ownHosts = publicUrl === null ? [] : [new URL(publicUrl).host]
  return (address, use) => {
    if (hiddenValues().some((secret) => address.includes(secret))) return 'secret'
    const problem = addressProblem(address, { hosts, use, ownHosts })
    if (problem !== null) return problem
    return visitedNames.includes(new URL(address).hostname) ? 'own_origin' : null
  }
}

/** How a stream's address is played, or why it is not. An address without a scheme is taken for http, as the vendor prints some. */
export function streamSource(judge: AddressJudge, stored: string): StreamSource {
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(stored) ? stored : `http://${stored}`
  const problem = judge(address, 'stream')
  if (problem === 'scheme') return { kind: 'unplayable', scheme: new URL(address).protocol.replace(':', '') }
  if (problem !== null) return { kind: 'blocked', host: hostOf(address) ?? '' }
  const { pathname } = new URL(address)
  if (/\.m3u8$/i.test(pathname)) return { kind: 'hls', url: address }
  return { kind: /\.mp4$/i.test(pathname) ? 'file' : 'flv', url: address }
}

/** The addresses of a file. */
export function fileAddresses(
  judge: AddressJudge,
  { fileUrl, thumbnailUrl }: { fileUrl: string; thumbnailUrl?: string },
): Pick<VideoFile, 'url' | 'thumbnailUrl' | 'blockedHost'> {
  const allowed = (address: string | undefined) =>
    address !== undefined && judge(address, 'picture') === null ? address : null
  const url = allowed(fileUrl)
  return { url, thumbnailUrl: allowed(thumbnailUrl), blockedHost: url === null ? hostOf(fileUrl) : null }
}

function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).host || null : null
}
