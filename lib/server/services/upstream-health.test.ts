import { expect, test } from 'vitest'
import { JimiApiError, JimiTransportError } from '@/lib/jimi/errors'
import { isRefusalOfOne } from './upstream-health'

const LOCATIONS = 'jimi.user.device.location.list'

test.each([
  [true, 1002, LOCATIONS, 'Illegal device'],
  // These answer a question about one device, but mean the connection.
  [false, 1001, LOCATIONS, 'invalid AppKey'],
  [false, 1001, LOCATIONS, 'sign error'],
  [false, 1006, LOCATIONS, 'too frequent'],
  [false, -1, LOCATIONS, 'system busy'],
  [false, 1002, 'jimi.oauth.token.get', 'no permissions'],
])(
  'whether a question alone was refused: %s for code %i of %s, "%s"',
  (isOfOne, code, method, vendorMessage) => {
    expect(isRefusalOfOne(new JimiApiError({ code, method, vendorMessage }))).toBe(isOfOne)
  },
)

test('no answer at all is no refusal', () => {
  const lost = new JimiTransportError({ kind: 'unreachable', method: LOCATIONS, message: 'gone' })
  expect(isRefusalOfOne(lost)).toBe(false)
})
