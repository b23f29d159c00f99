// Tokens of share links: 128 random bits, kept as a digest to look up and sealed for their creator to copy again.

import { createHash, randomBytes } from 'node:crypto'
import { open, seal } from '../secrets'

const TOKEN_BYTES = 16

/** A new token: 22 characters of base64url. */
export function newShareToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

/** What a token is looked up by: SHA-256, hex. */
export function shareTokenHash(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex')
}

/** The token as it is stored, bound to tenant and link. */
export function sealShareToken(tenantId: string, linkId: string, token: string): string {
  return seal(tenantId, fieldOf(linkId), token)
}

/** @throws SealBrokenError when it is none of this tenant and link. */
export function openShareToken(tenantId: string, linkId: string, sealed: string): string {
  return open(tenantId, fieldOf(linkId), sealed)
}

function fieldOf(linkId: string): string {
  return `share_link.token ${linkId}`
}
