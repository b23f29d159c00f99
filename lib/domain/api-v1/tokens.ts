// Tokens of the API as people make and see them. How a call is judged by one is lib/server/api/.

import { z } from 'zod'
import { API_SCOPES } from './scopes'

/** Days a token may live, the longest last. */
export const TOKEN_DAYS = [30, 90, 365] as const
/** Tokens of one person that are neither over nor revoked. */
export const MAX_TOKENS = 20
export const MAX_TOKEN_NAME = 60
/** Tokens listed: those that work, and the newest of those that no longer do. */
export const MAX_TOKENS_LISTED = 100

/** A token in full: 256 random bits behind a prefix that scanners for lost secrets can look for. */
export const TOKEN_FORM = /^mp_[A-Za-z0-9_-]{43}$/

/** What people fill in to make a token. */
export const tokenDraftSchema = z.strictObject({
  name: z.string().trim().min(1).max(MAX_TOKEN_NAME),
  scopes: z.array(z.enum(API_SCOPES)).min(1).max(API_SCOPES.length),
  days: z.literal(TOKEN_DAYS),
})
export type TokenDraft = z.infer<typeof tokenDraftSchema>

const tokenSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  scopes: z.array(z.enum(API_SCOPES)).max(API_SCOPES.length),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  state: z.enum(['working', 'over', 'revoked']),
})
export type ApiToken = z.infer<typeof tokenSchema>

/** GET /api/api-tokens: one's own, those that work first. */
export const apiTokensSchema = z.object({ tokens: z.array(tokenSchema).max(MAX_TOKENS_LISTED) })
export type ApiTokens = z.infer<typeof apiTokensSchema>
