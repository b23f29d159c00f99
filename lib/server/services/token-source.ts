// How the vendor is asked for tokens, and how its answer becomes one of ours. When to ask is token.ts; the password's digest
// is opened by jimi.ts, for the length of one request.

import type { MethodName, MethodOutput } from '@/lib/jimi/contract'
import type { Clock } from '../live/clock'
import { log } from '../log'
import type { Grant, TokenSource } from '../token'
import type { AppBudget } from './app-budget'
import type { Send } from './connection-line'
import type { ConnectionRef } from './upstream-health'

export type TokenSourceOptions = {
  ref: ConnectionRef
  /** Login of the vendor account. */
  account: string
  openPasswordMd5: () => string
  send: Send
  budget: AppBudget
  clock: Clock
}

const TOKEN_GET = 'jimi.oauth.token.get' satisfies MethodName
const TOKEN_REFRESH = 'jimi.oauth.token.refresh' satisfies MethodName
const TOKEN_LIFE_SEC = 7200

/** Asks for the tokens of one connection. Tokens don't wait for a turn, for the calls that wait need them; but the pace counts them. */
export function tokenSource(options: TokenSourceOptions): TokenSource {
  const { ref, account, openPasswordMd5, send, budget, clock } = options
  const beginCall = () => {
    budget.bucket.take(clock.now())
    void budget.pace.count()
  }
  return {
    get: async () => {
      const input = { accountLogin: account, passwordMd5: openPasswordMd5(), expiresInSec: TOKEN_LIFE_SEC }
      log.info({ connectionId: ref.id }, 'asking the vendor for a token')
      beginCall()
      const sentAtMs = clock.now()
      const granted = await send(TOKEN_GET, input, { lane: 'background' })
      learnTime(options, { shownMs: granted.issuedAt.getTime(), sentAtMs })
      return toGrant(granted, clock.now())
    },
    refresh: async ({ accessToken, refreshToken }) => {
      const input = { refreshToken, expiresInSec: TOKEN_LIFE_SEC }
      beginCall()
      return toGrant(await send(TOKEN_REFRESH, input, { lane: 'background', accessToken }), clock.now())
    },
  }
}

/** Where answers come without a date, the time a token was granted tells the vendor's clock as well. */
function learnTime(
  { budget: { vendorClock }, clock }: TokenSourceOptions,
  { shownMs, sentAtMs }: { shownMs: number; sentAtMs: number },
): void {
  if (vendorClock.current() !== null) return
  const receivedAtMs = clock.now()
  vendorClock.note({ shownMs, receivedAtMs, roundTripMs: receivedAtMs - sentAtMs })
}

/** Our own clock counts the life of a token: the vendor's may stand elsewhere. */
function toGrant(granted: MethodOutput<typeof TOKEN_GET>, nowMs: number): Grant {
  return {
    accessToken: granted.accessToken,
    refreshToken: granted.refreshToken,
    issuedAt: new Date(nowMs),
    expiresAt: new Date(nowMs + granted.expiresInSec * 1000),
  }
}
