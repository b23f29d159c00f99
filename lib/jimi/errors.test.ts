import { expect, test } from 'vitest'
import { JimiApiError, JimiContractError, JimiTransportError, upstreamHealthOf } from './errors'

const method = 'jimi.user.device.location.list'
const tokenGet = 'jimi.oauth.token.get'

// Codes and texts are those of the vendor's documents and of operators' reports.
test.each([
  [{ code: -1, vendorMessage: 'system busy' }, 'backoff', 'busy'],
  [{ code: 1100, vendorMessage: 'Business exception ' }, 'backoff', 'busy'],
  [{ code: 1004, vendorMessage: 'Illegal request,token is invalid' }, 'relogin', 'error'],
  [{ code: 1005, vendorMessage: '' }, 'quota', 'limited'],
  [{ code: 1006, vendorMessage: 'Illegal access, too frequently request!' }, 'quota', 'limited'],
  [{ code: 1001, vendorMessage: 'Illegal access, request frequency is too high' }, 'quota', 'limited'],
  [{ code: 1001, vendorMessage: 'Request frequency is too high today!' }, 'quota', 'limited'],
  [{ code: 1001, vendorMessage: 'sign error' }, 'never', 'app_key'],
  [{ code: 1001, vendorMessage: 'invalid AppKey' }, 'never', 'region'],
  [{ code: 1001, vendorMessage: 'timestamp error' }, 'never', 'clock'],
  [{ code: 1001, vendorMessage: 'Incorrect user name or password' }, 'never', 'password'],
  [{ code: 1002, vendorMessage: 'Illegal device' }, 'never', 'error'],
  [{ code: 1002, vendorMessage: 'The account does not exist' }, 'never', 'error'],
  [{ code: 1002, vendorMessage: 'The account does not exist', method: tokenGet }, 'never', 'password'],
  [{ code: 228, vendorMessage: '' }, 'later', 'error'],
  [{ code: 41005, vendorMessage: '' }, 'never', 'error'],
  [{ code: 1207, vendorMessage: 'not ready' }, 'backoff', 'error'],
  // What a device refused says nothing of the connection, though -1 around it alone would.
  [{ code: -1, vendorMessage: '', device: { code: 228, message: 'Device is offline' } }, 'later', 'error'],
  [{ code: -1, vendorMessage: '', device: { code: 226, message: '' } }, 'never', 'error'],
  [{ code: 12005, vendorMessage: '', device: { code: 229, message: '' } }, 'backoff', 'error'],
])('%j is retried "%s" and shows as "%s"', (details, retry, health) => {
  const error = new JimiApiError({ method, ...details })
  expect(error.retry).toBe(retry)
  expect(upstreamHealthOf(error)).toBe(health)
})

test.each([
  ['unreachable', 'backoff', 'unreachable'],
  ['timeout', 'backoff', 'slow'],
  ['aborted', 'never', 'unknown'],
] as const)('no answer because %s is retried "%s" and shows as "%s"', (kind, retry, health) => {
  const error = new JimiTransportError({ kind, method, message: '' })
  expect(error.retry).toBe(retry)
  expect(upstreamHealthOf(error)).toBe(health)
})

test.each([
  ['not_json', 'backoff', 'garbled'],
  ['envelope', 'never', 'garbled'],
  ['payload', 'never', 'garbled'],
  ['too_large', 'never', 'garbled'],
  ['input', 'never', 'error'],
] as const)('a broken contract (%s) is retried "%s" and shows as "%s"', (kind, retry, health) => {
  const error = new JimiContractError({ kind, method, message: '' })
  expect(error.retry).toBe(retry)
  expect(upstreamHealthOf(error)).toBe(health)
})

test('an error of another kind shows as error', () => {
  expect(upstreamHealthOf(new TypeError('x'))).toBe('error')
})

test('the words of the vendor are cut, so that a log line stays a line', () => {
  const words = 'x'.repeat(5000)
  const device = { code: 226, message: words }
  expect(new JimiApiError({ code: 1, method, vendorMessage: words }).message.length).toBeLessThan(400)
  expect(new JimiApiError({ code: 1, method, vendorMessage: words, device }).message.length).toBeLessThan(800)
})
