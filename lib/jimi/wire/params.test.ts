import { expect, test } from 'vitest'
import { signedForm, withCommonParams } from './params'

const identity = { appKey: '8FB345B8693CCD00000000000000DEMO', at: new Date('2026-01-15T08:30:00.999Z') }
// Vector token_get of signing-vectors.json.
const appSecret = '0a1b2c3d4e5f60718293a4b5c6d7e8f9'
const credentials = {
  user_id: 'demo_fleet',
  user_pwd_md5: '8afe13ab5e37ebf6d51029d2154919d0',
  expires_in: '7200',
}

test('the common parameters and the form of a token request are those of the worked example', () => {
  const params = withCommonParams(credentials, { method: 'jimi.oauth.token.get', ...identity })
  // The worked request body, which lists its parameters in alphabetical order.
  const expected =
    'app_key=8FB345B8693CCD00000000000000DEMO&expires_in=7200&format=json&method=jimi.oauth.token.get' +
    '&sign=CB0AF7052953BAC0AB466C99649A7D3D&sign_method=md5&timestamp=2026-01-15+08%3A30%3A00' +
    '&user_id=demo_fleet&user_pwd_md5=8afe13ab5e37ebf6d51029d2154919d0&v=1.0'
  expect(signedForm(params, appSecret).split('&').sort()).toEqual(expected.split('&').sort())
})

test('private parameters without a value are neither sent nor signed', () => {
  const params = withCommonParams(
    { imei: '1', vehicle_name: '' },
    { method: 'm', accessToken: 't', ...identity },
  )
  expect(params).toMatchObject({ imei: '1', access_token: 't' })
  expect(params).not.toHaveProperty('vehicle_name')
})

test('a private parameter cannot take the place of a common one', () => {
  const params = withCommonParams({ method: 'other', app_key: 'other' }, { method: 'm', ...identity })
  expect(params).toMatchObject({ method: 'm', app_key: identity.appKey })
})
