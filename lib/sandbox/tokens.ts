// Access tokens the stand-in has given out: who holds which, and until when. No rules about who may ask.

import { randomBytes } from 'node:crypto'

/** One pair as handed to a client. Both halves end at `expiresAtMs`: a longer life of the second is not documented. */
export type IssuedToken = {
  accessToken: string
  refreshToken: string
  account: string
  issuedAtMs: number
  expiresAtMs: number
}

export type TokenRequest = {
  account: string
  lifeS: number
  nowMs: number
  refreshTokenEqualsAccess: boolean
}

/** The tokens of one sandbox, in memory. */
export type TokenDesk = {
  issue(request: TokenRequest): IssuedToken
  /** The live token of that text; null when unknown, revoked or past its life. */
  find(accessToken: string, nowMs: number): IssuedToken | null
  /** Access and refresh tokens still held, for whoever looks for leaks. */
  listTexts(): string[]
  revoke(accessToken: string): void
  revokeAccount(account: string): void
  revokeAll(): void
}

/** An empty desk. Tokens are 32 lower-case hex digits. */
export function createTokenDesk(): TokenDesk {
  const tokens = new Map<string, IssuedToken>()
  return {
    issue(request) {
      for (const [text, token] of tokens) if (token.expiresAtMs <= request.nowMs) tokens.delete(text)
      const accessToken = randomBytes(16).toString('hex')
      const token: IssuedToken = {
        accessToken,
        refreshToken: request.refreshTokenEqualsAccess ? accessToken : randomBytes(16).toString('hex'),
        account: request.account,
        issuedAtMs: request.nowMs,
        expiresAtMs: request.nowMs + request.lifeS * 1000,
      }
      tokens.set(accessToken, token)
      return token
    },
    find(accessToken, nowMs) {
      const token = tokens.get(accessToken)
      return token && nowMs < token.expiresAtMs ? token : null
    },
    listTexts: () =>
      [...tokens.values()].flatMap(({ accessToken, refreshToken }) => [accessToken, refreshToken]),
    revoke: (accessToken) => void tokens.delete(accessToken),
    revokeAccount(account) {
      for (const [text, token] of tokens) if (token.account === account) tokens.delete(text)
    },
    revokeAll: () => tokens.clear(),
  }
}
