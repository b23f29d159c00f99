import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hideInLogs } from '../scrub'
import { createMask, MASK } from './explorer-mask'

const token = '7DA3330EC28E3996B6EF4A7E3390BA71'
const sent = {
  method: 'jimi.user.device.list',
  app_key: 'KEY-0123',
  access_token: token,
  sign: 'A'.repeat(32),
  target: 'acme',
}

test('secret parameters are replaced by name, the others stay in their order', () => {
  expect(createMask([sent]).params(sent)).toEqual([
    { name: 'method', value: 'jimi.user.device.list', masked: false },
    { name: 'app_key', value: MASK, masked: true },
    { name: 'access_token', value: MASK, masked: true },
    { name: 'sign', value: MASK, masked: true },
    { name: 'target', value: 'acme', masked: false },
  ])
})

test.each(['user_pwd_md5', 'password', 'refresh_token', 'token'])('%s is a secret, however short', (name) => {
  expect(createMask([]).params({ [name]: 'x' })).toEqual([{ name, value: MASK, masked: true }])
})

test('a secret that an answer quotes is taken out, in either letter case and URL encoded', () => {
  const mask = createMask([{ ...sent, access_token: 'a+b/c=d&e' }])
  expect(mask.text('{"m":"bad a+b/c=d&e"}')).toBe(`{"m":"bad ${MASK}"}`)
  expect(mask.text('http://x/?t=a%2Bb%2Fc%3Dd%26e')).toBe(`http://x/?t=${MASK}`)
  expect(createMask([sent]).text(`{"m":"${token.toLowerCase()}"}`)).toBe(`{"m":"${MASK}"}`)
})

test('credentials that were opened for the connection are taken out although nobody sent them', () => {
  hideInLogs('the-app-secret-of-a-test')
  expect(createMask([]).text('sign with the-app-secret-of-a-test')).toBe(`sign with ${MASK}`)
})

test('members named like secrets are masked whatever they hold; ids and other texts are not', () => {
  const answer = JSON.stringify({
    accessToken: 'abc',
    refresh_token: 'x"y',
    appKey: '1',
    id: 'c33b80d46d2b41d588a5afbd6f8b6285',
  })
  expect(JSON.parse(createMask([sent]).text(answer))).toEqual({
    accessToken: MASK,
    refresh_token: MASK,
    appKey: MASK,
    id: 'c33b80d46d2b41d588a5afbd6f8b6285',
  })
})

test('a secret by name is masked in JSON that is itself a text, as a bare number, and in the query of an address', () => {
  const mask = createMask([])
  const inner = JSON.stringify({ accessToken: 'abc"d', note: 'kept' })
  const twice = JSON.stringify({ data: JSON.stringify({ deeper: inner }) })
  const deeper = JSON.parse(JSON.parse(mask.text(twice)).data).deeper
  expect(JSON.parse(deeper)).toEqual({ accessToken: MASK, note: 'kept' })
  expect(JSON.parse(mask.text('{"password":123456,"n":1}'))).toEqual({ password: MASK, n: 1 })
  expect(mask.text('http://x/?app_key=ab12&imei=1&access_token=ff00&z=2')).toBe(
    `http://x/?app_key=${MASK}&imei=1&access_token=${MASK}&z=2`,
  )
  expect(mask.text('u=http%3A%2F%2Fx%3Fimei%3D1%26access_token%3Dff00%26z%3D2')).toBe(
    `u=http%3A%2F%2Fx%3Fimei%3D1%26access_token%3D${MASK}%26z%3D2`,
  )
})

test('the address of a stream keeps what the stream needs', () => {
  const address = 'http://stream.example/1/8692.flv?secret=035c73f7'
  expect(createMask([]).text(address)).toBe(address)
})

test('wherever and however often a secret stands, nothing of it is left', () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9+/=.$^()[\]{}|\\"'-]{8,40}$/)
  fc.assert(
    fc.property(secret, fc.array(fc.string(), { maxLength: 5 }), (value, around) => {
      const mask = createMask([{ access_token: value }])
      expect(mask.text(around.join(value) + value)).not.toContain(value)
      expect(JSON.stringify(mask.params({ note: `${value} ${value}` }))).not.toContain(
        JSON.stringify(value).slice(1, -1),
      )
      expect(mask.text(JSON.stringify({ message: value }))).not.toContain(JSON.stringify(value).slice(1, -1))
    }),
  )
})
