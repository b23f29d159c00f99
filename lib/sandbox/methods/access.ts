// Chapter "Access control": token.get and token.refresh.

import { createHash } from 'node:crypto'
import type { TreeAccount } from '../account-tree'
import { formatVendorTime } from '../clock'
import { badToken, VendorRefusal } from '../refusal'
import type { IssuedToken } from '../tokens'
import type { Answer, MethodHandler, OpenCall, SandboxRoom } from './handler'
import { getInteger, getText } from './params'

const TOKEN_LIFE_S = { min: 60, max: 7200 }

/** `jimi.oauth.token.get`: account and lower-case MD5 of the password for a token pair. */
export const tokenGet: MethodHandler = {
  open: true,
  answer(call) {
    const { room } = call
    const login = getText(call, 'user_id')
    const digest = getText(call, 'user_pwd_md5')
    const lifeS = getInteger(call, 'expires_in', TOKEN_LIFE_S)
    if (room.switches.limitTokenGet && room.limits.isTokenGetTooSoon(login, call.wallMs)) {
      throw new VendorRefusal(1006, room.switches.rateText)
    }
    const account = room.tree.findAccount(login)
    if (!account || passwordDigest(account) !== digest) {
      throw new VendorRefusal(1001, 'Incorrect user name or password')
    }
    room.limits.noteTokenGet(login, call.wallMs)
    if (room.switches.tokenGetRevokesOld) room.tokens.revokeAccount(login)
    return issueToken(call, login, lifeS)
  },
}

/** `jimi.oauth.token.refresh`: a live pair for a new one. A wrong partner of a live access token is 1004 too. */
export const tokenRefresh: MethodHandler = {
  open: false,
  answer(call) {
    const { room } = call
    const refreshToken = getText(call, 'refresh_token')
    const lifeS = getInteger(call, 'expires_in', TOKEN_LIFE_S)
    const token = room.tokens.find(call.accessToken, call.nowMs)
    if (token?.refreshToken !== refreshToken) throw badToken()
    if (room.switches.tokenRefreshRevokesOld) room.tokens.revoke(call.accessToken)
    return issueToken(call, call.caller.login, lifeS)
  },
}

function passwordDigest({ password, passwordMd5 }: TreeAccount): string {
  return passwordMd5 ?? createHash('md5').update(password, 'utf8').digest('hex')
}

function issueToken(call: OpenCall, account: string, lifeS: number): Answer {
  const { refreshTokenEqualsAccess } = call.room.switches
  const token = call.room.tokens.issue({ account, lifeS, nowMs: call.nowMs, refreshTokenEqualsAccess })
  return { result: tokenRow(call.room, token, lifeS) }
}

function tokenRow(room: SandboxRoom, token: IssuedToken, lifeS: number) {
  return {
    appKey: room.appKey,
    account: token.account,
    accessToken: token.accessToken,
    expiresIn: lifeS,
    refreshToken: token.refreshToken,
    time: formatVendorTime(token.issuedAtMs),
  }
}
