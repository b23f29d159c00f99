// Making, listing and revoking one's own tokens of the API. How a call is judged by one is lib/server/api/.

import { randomBytes, randomUUID } from 'node:crypto'
import { knownScopes } from '@/lib/domain/api-v1/scopes'
import { type ApiToken, type ApiTokens, MAX_TOKENS, type TokenDraft } from '@/lib/domain/api-v1/tokens'
import type { Viewer } from '../access'
import { TOKEN_RIGHTS, tokenHashOf } from '../api/api-token'
import { appendAudit } from '../audit'
import { type ApiTokenRecord, insertApiToken, listApiTokens, revokeApiToken } from '../data/api-tokens'
import { inTransaction } from '../db'
import { AppError, ForbiddenError } from '../errors'
import { type Clock, systemClock } from '../live/clock'
import { rightsOfViewer } from '../rights'

const DAY_MS = 86_400_000

/** Somebody has as many tokens as anybody may: 409. */
export class TooManyTokensError extends AppError {
  constructor() {
    super({
      code: 'too_many_tokens',
      userMessage: `You have ${MAX_TOKENS} tokens that work. Revoke one first.`,
      status: 409,
    })
  }
}

/** Whether the viewer may have tokens: both rights that it takes, as they are now. */
export async function mayHaveTokens(viewer: Viewer): Promise<boolean> {
  const rights = await rightsOfViewer(viewer)
  return TOKEN_RIGHTS.every((right) => rights.includes(right))
}

/** @throws ForbiddenError */
export async function listOwnTokens(viewer: Viewer, clock: Clock = systemClock): Promise<ApiTokens> {
  await assertMayHave(viewer)
  const now = new Date(clock.now())
  const rows = await listApiTokens(viewer, now)
  return { tokens: rows.map((row) => toToken(row, now)) }
}

/**
 * Makes a token. The answer is the one time that it is seen: what is stored is its digest.
 * @throws ForbiddenError, TooManyTokensError
 */
export async function makeToken(
  viewer: Viewer,
  draft: TokenDraft,
  clock: Clock = systemClock,
): Promise<{ id: string; token: string }> {
  await assertMayHave(viewer)
  const id = randomUUID()
  const token = `mp_${randomBytes(32).toString('base64url')}`
  const createdAt = new Date(clock.now())
  const expiresAt = new Date(createdAt.getTime() + draft.days * DAY_MS)
  const scopes = knownScopes(draft.scopes)
  const row = { id, tokenHash: tokenHashOf(token), name: draft.name, scopes, createdAt, expiresAt }
  await inTransaction(async () => {
    if (!(await insertApiToken(viewer, row, MAX_TOKENS))) throw new TooManyTokensError()
    const detail = { name: draft.name, scopes, until: expiresAt.toISOString() }
    await note(viewer, { action: 'api_token.create', target: id, detail })
  })
  return { id, token }
}

/** Revokes a token at once. Whoever may have none any more still may revoke. @throws NotFoundError */
export async function revokeToken(viewer: Viewer, id: string, clock: Clock = systemClock): Promise<void> {
  await inTransaction(async () => {
    const name = await revokeApiToken(viewer, id, new Date(clock.now()))
    await note(viewer, { action: 'api_token.revoke', target: id, detail: { name } })
  })
}

type Note = Omit<Parameters<typeof appendAudit>[1], 'actorId'>

function note({ tenantId, userId }: Viewer, event: Note): Promise<void> {
  return appendAudit(tenantId, { ...event, actorId: userId })
}

async function assertMayHave(viewer: Viewer): Promise<void> {
  if (!(await mayHaveTokens(viewer))) throw new ForbiddenError()
}

function toToken(row: ApiTokenRecord, now: Date): ApiToken {
  const { id, name, scopes, createdAt, expiresAt, lastUsedAt, revokedAt } = row
  return {
    id,
    name,
    scopes: knownScopes(scopes),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    state: revokedAt !== null ? 'revoked' : expiresAt > now ? 'working' : 'over',
  }
}
