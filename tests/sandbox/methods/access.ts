// The chapter "Access control" of the vendor's method sheet as a table, written from the sheet alone.

import { md5, memberText } from '../raw-client'
import { BOTH, type MethodSpec, result, TOKEN } from './vocabulary'

export const accessMethods: MethodSpec[] = [
  {
    method: 'jimi.oauth.token.get',
    profiles: BOTH,
    params: { access_token: '', user_id: 'acme', user_pwd_md5: md5('pw-acme'), expires_in: '7200' },
    envelope: 'result',
    pick: result,
    members: TOKEN,
    errors: { 1001: { user_pwd_md5: md5('guess') }, 1006: 'rate' },
  },
  {
    method: 'jimi.oauth.token.refresh',
    profiles: BOTH,
    params: { expires_in: '7200' },
    prepare: async ({ bench }) => {
      bench.clock.ms += 60_000
      const pair = await bench.call('jimi.oauth.token.get', {
        user_id: 'acme',
        user_pwd_md5: md5('pw-acme'),
        expires_in: '7200',
      })
      return {
        access_token: memberText(pair.result, 'accessToken'),
        refresh_token: memberText(pair.result, 'refreshToken'),
      }
    },
    envelope: 'result',
    pick: result,
    members: TOKEN,
    errors: { 1001: { expires_in: '59' }, 1004: { refresh_token: md5('other') }, 1006: 'rate' },
  },
]
