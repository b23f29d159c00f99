// Where the vendor's service answers. An app key belongs to one node only; installations may name other addresses.

import type { Profile } from './wire/profile'

export type Region = { id: 'hk' | 'eu' | 'us' | 'ts'; baseUrl: string; profile: Profile }

/** The vendor's public nodes: Hong Kong / Singapore, Europe, United States, and the legacy TrackSolid service. */
export const REGIONS: readonly Region[] = [
  { id: 'hk', baseUrl: 'https://hk-open.tracksolidpro.com/route/rest', profile: 'pro' },
  { id: 'eu', baseUrl: 'https://eu-open.tracksolidpro.com/route/rest', profile: 'pro' },
  { id: 'us', baseUrl: 'https://us-open.tracksolidpro.com/route/rest', profile: 'pro' },
  // The legacy node has no TLS: whoever can listen on the way can read the token.
  { id: 'ts', baseUrl: 'http://open.10000track.com/route/rest', profile: 'ts' },
]

/** The region a base URL belongs to; null for the sandbox and other private addresses. */
export function findRegion(baseUrl: string): Region | null {
  return REGIONS.find((region) => region.baseUrl === baseUrl) ?? null
}
