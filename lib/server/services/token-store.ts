// Where token.ts keeps its tokens: sealed in the database, with the lease that makes all processes ask as one.

import { randomUUID } from 'node:crypto'
import {
  type ConnectionKey,
  findToken,
  releaseTokenLease,
  saveToken,
  tryAcquireTokenLease,
  tryBeginTokenGet,
} from '../data/system/tokens'
import { open, seal } from '../secrets'
import type { TokenStore } from '../token'

/** Longer than any token call may take, so that a lease runs out only when its owner died. */
const LEASE_MS = 20_000

/** The token of one connection. Every store is an owner of its own, so two in one process keep out of each other's way. */
export function tokenStore(key: ConnectionKey): TokenStore {
  const owner = randomUUID()
  const { tenantId } = key
  return {
    read: async () => {
      const stored = await findToken(key)
      if (stored === null) return null
      const { accessTokenSealed, refreshTokenSealed, issuedAt, expiresAt } = stored
      return {
        accessToken: open(tenantId, 'access_token', accessTokenSealed),
        refreshToken:
          refreshTokenSealed === null ? null : open(tenantId, 'refresh_token', refreshTokenSealed),
        issuedAt,
        expiresAt,
      }
    },
    acquire: (kind) => {
      const acquire = kind === 'get' ? tryBeginTokenGet : tryAcquireTokenLease
      return acquire(key, { owner, leaseMs: LEASE_MS })
    },
    save: ({ accessToken, refreshToken, issuedAt, expiresAt }) =>
      saveToken(key, owner, {
        accessTokenSealed: seal(tenantId, 'access_token', accessToken),
        refreshTokenSealed: refreshToken === null ? null : seal(tenantId, 'refresh_token', refreshToken),
        issuedAt,
        expiresAt,
      }),
    release: () => releaseTokenLease(key, owner),
  }
}
