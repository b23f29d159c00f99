// Vendor chapter "access control": getting and renewing the token every other call carries.

import { eventTime, number, numberText, text, token } from '../wire/codecs'
import { tokenGetAnswers, tokenRefreshAnswers } from './access-samples'
import { one } from './answer'
import { defineMethod } from './define-method'
import { required } from './fields'
import { params, row } from './record'

/** The vendor grants 60 s to 2 h. */
const lifetimeSec = numberText({ min: 60, max: 7200, int: true })

const grantedToken = row({
  appKey: required('appKey', token),
  accountLogin: required('account', text),
  accessToken: required('accessToken', token),
  refreshToken: required('refreshToken', token),
  expiresInSec: required('expiresIn', number({ min: 1, max: 31_536_000, int: true })),
  issuedAt: required('time', eventTime),
})

export const tokenGet = defineMethod({
  name: 'jimi.oauth.token.get',
  access: 'read',
  summary: 'Exchanges an account and the MD5 of its password (32 lower-case hex digits) for an access token.',
  docs: 'At most once a minute for an account. A new token may or may not end the one before.',
  errors: [1001, 1006],
  needsToken: false,
  input: params({
    accountLogin: required('user_id', text),
    passwordMd5: required('user_pwd_md5', token),
    expiresInSec: required('expires_in', lifetimeSec),
  }),
  output: one(grantedToken),
  accounts: (input) => [input.accountLogin],
  example: {
    params: { user_id: 'jimitest', user_pwd_md5: '8afe13ab5e37ebf6d51029d2154919d0', expires_in: '7200' },
    answers: tokenGetAnswers,
  },
})

export const tokenRefresh = defineMethod({
  name: 'jimi.oauth.token.refresh',
  access: 'read',
  summary: 'Extends a session that is still valid. The tokens in the answer may be new or the same.',
  docs: 'Not known to work once the access token has run out; then a new token is needed.',
  errors: [1001, 1004, 1006],
  input: params({
    refreshToken: required('refresh_token', token),
    expiresInSec: required('expires_in', lifetimeSec),
  }),
  output: one(grantedToken),
  example: {
    params: { refresh_token: '7da3330ec28e3996b6ef4a7e3390ba71', expires_in: '7200' },
    answers: tokenRefreshAnswers,
  },
})
