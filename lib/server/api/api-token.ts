// Whose call it is: the token in the Authorization header, the person behind it, and how many calls it has left. Cookies count
// for nothing here. Tokens stand in no log and in no address.

import { createHash } from 'node:crypto'
import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible'
import { POINTS_PER_MINUTE } from '@/lib/domain/api-v1/openapi'
import { type ApiScope, knownScopes } from '@/lib/domain/api-v1/scopes'
import { TOKEN_FORM } from '@/lib/domain/api-v1/tokens'
import type { Right } from '@/lib/domain/rights'
import type { Viewer } from '../access'
import { addressKey } from '../address-key'
import { clientAddress } from '../client-address'
import { findLiveToken, type LiveToken, touchToken } from '../data/system/api-tokens'
import { AppError, TooManyRequestsError } from '../errors'
import { singleton } from '../singleton'
import { commonLimiter } from '../throttle'

/** A person without all of these has no tokens, and tokens they made stop. */
export const TOKEN_RIGHTS: readonly Right[] = ['export', 'manage_devices']

/** Wrong tokens from one address within ten minutes; whoever sends more is told to wait. A right token always passes. */
export const WRONG_TOKENS = 30

const SEEN_EVERY_MS = 60_000

/** A call as its handler sees it. */
export type ApiCaller = {
  viewer: Viewer
  token: Pick<LiveToken, 'id' | 'name' | 'expiresAt' | 'personName'> & { scopes: ApiScope[] }
}

/** No token, or none that works: 401. The answer says the same for every reason. */
export class WrongTokenError extends AppError {
  constructor() {
    super({
      code: 'invalid_token',
      userMessage: 'Send a token that works as "Authorization: Bearer mp_…".',
      status: 401,
    })
  }
}

/** What is stored of a token: SHA-256, hex. */
export function tokenHashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * The caller of a request, with the rights they have at this moment.
 * @throws WrongTokenError; TooManyRequestsError after many wrong tokens from one address
 */
export async function callerOf(request: Request, now = new Date()): Promise<ApiCaller> {
  const [, sent = ''] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  const token = TOKEN_FORM.test(sent) ? await findLiveToken(tokenHashOf(sent), now) : null
  if (token === null || !TOKEN_RIGHTS.every((right) => token.rights.includes(right))) {
    if (sent !== '') await countWrongToken(request)
    throw new WrongTokenError()
  }
  const { tenantId, id, name, expiresAt, personName, userId, role, scopePath, lastUsedAt } = token
  if (lastUsedAt === null || now.getTime() - lastUsedAt.getTime() >= SEEN_EVERY_MS)
    await touchToken(tenantId, id, now)
  return {
    viewer: { tenantId, userId, role, scopePath },
    token: { id, name, expiresAt, personName, scopes: knownScopes(token.scopes) },
  }
}

/** Takes points of a token. Answers the headers that say how many are left. */
export async function takePoints(tokenId: string, cost: number): Promise<PointsTaken> {
  const taken = await consume(limiter('api-token', POINTS_PER_MINUTE, 60), tokenId, cost)
  return {
    isRefused: taken.isRefused,
    retryAfterS: taken.resetS,
    headers: {
      'ratelimit-limit': String(POINTS_PER_MINUTE),
      'ratelimit-remaining': String(Math.max(0, taken.left)),
      'ratelimit-reset': String(taken.resetS),
    },
  }
}

export type PointsTaken = { isRefused: boolean; retryAfterS: number; headers: Record<string, string> }

async function countWrongToken(request: Request): Promise<void> {
  const address = addressKey(clientAddress(request.headers)) ?? 'unknown'
  const { isRefused, resetS } = await consume(limiter('api-wrong-token', WRONG_TOKENS, 600), address, 1)
  if (isRefused) throw new TooManyRequestsError(resetS)
}

function limiter(keyPrefix: string, points: number, duration: number): RateLimiterAbstract {
  return singleton(`limiter:${keyPrefix}`, () => commonLimiter({ keyPrefix, points, duration }))
}

type Taken = { isRefused: boolean; left: number; resetS: number }

async function consume(from: RateLimiterAbstract, key: string, points: number): Promise<Taken> {
  try {
    return toTaken(await from.consume(key, points), false)
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return toTaken(refusal, true)
    throw refusal
  }
}

function toTaken({ remainingPoints, msBeforeNext }: RateLimiterRes, isRefused: boolean): Taken {
  return { isRefused, left: remainingPoints, resetS: Math.max(1, Math.ceil(msBeforeNext / 1000)) }
}
