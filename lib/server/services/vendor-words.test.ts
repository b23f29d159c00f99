import { createTranslator } from 'next-intl'
import { expect, test } from 'vitest'
import { apiErrorSchema } from '@/lib/domain/api/device'
import { JimiApiError, JimiContractError, JimiTransportError } from '@/lib/jimi/errors'
import messages from '@/messages/en.json'
import { handleApi } from '../http'
import { log } from '../log'
import { TokenUnavailableError } from '../token'
import { TooMuchDataError } from './call-pages'
import { PartSkippedError } from './call-parts'
import { CoolingDownError } from './call-pauses'
import { QueueFullError } from './call-queue'
import { vendorFailure } from './vendor-words'

// What fails in these tests fails on purpose.
log.level = 'silent'

const METHOD = 'jimi.device.track.list'
const INSIDE =
  'key 8FB345B8693CCD00 at 10.0.0.7:8443, token 7da3330ec28e3996b6ef4a7e3390ba71, from hk-open.example'
const refusal = (code: number, vendorMessage = INSIDE, method = METHOD) =>
  new JimiApiError({ code, method, vendorMessage })
const lost = (kind: 'unreachable' | 'timeout' | 'aborted') =>
  new JimiTransportError({ kind, method: METHOD, message: INSIDE, cause: new Error(INSIDE) })
const unfit = (kind: 'input' | 'not_json') => new JimiContractError({ kind, method: METHOD, message: INSIDE })

test.each([
  ['a silence', () => new CoolingDownError(Date.now() + 90_000, INSIDE), 503, 'vendor_quota', 90],
  ['a full queue', () => new QueueFullError(INSIDE), 503, 'vendor_queue', 10],
  ['no token', () => new TokenUnavailableError(INSIDE), 503, 'vendor_token', 60],
  ['a used-up quota', () => refusal(1006, `too frequent ${INSIDE}`), 503, 'vendor_limited', 60],
  ['a busy vendor', () => refusal(-1), 503, 'vendor_busy', 10],
  ['a refused question', () => refusal(1002), 422, 'vendor_refused', null],
  ['a refused rule', () => refusal(1100), 422, 'vendor_refused', null],
  ['a code in no document', () => refusal(98_765), 422, 'vendor_refused', null],
  ['a device that is away', () => refusal(41003), 409, 'vendor_device', null],
  ['a device that says no', () => deviceSays(243), 409, 'vendor_device', null],
  ['a refused app key', () => refusal(1001, `invalid AppKey ${INSIDE}`), 502, 'vendor_setup', null],
  ['a refused signature', () => refusal(1001, `sign error ${INSIDE}`), 502, 'vendor_setup', null],
  ['a refused time', () => refusal(1001, `timestamp error ${INSIDE}`), 502, 'vendor_setup', null],
  ['a refused account', () => refusal(1002, INSIDE, 'jimi.oauth.token.get'), 502, 'vendor_setup', null],
  ['a refused token', () => refusal(1004), 502, 'vendor_setup', null],
  ['no answer in time', () => lost('timeout'), 504, 'vendor_timeout', 10],
  ['an answer nobody waited for', () => lost('aborted'), 504, 'vendor_timeout', 10],
  ['a vendor out of reach', () => lost('unreachable'), 503, 'vendor_unreachable', 10],
  ['input that does not fit', () => unfit('input'), 400, 'vendor_input', null],
  ['an answer that cannot be read', () => unfit('not_json'), 502, 'vendor_garbled', null],
  ['too many rows', () => new TooMuchDataError(INSIDE), 422, 'vendor_too_much', null],
  [
    'a part that was skipped',
    () => new PartSkippedError(INSIDE, { cause: lost('timeout') }),
    504,
    'vendor_timeout',
    10,
  ],
  ['a part skipped for no known reason', () => new PartSkippedError(INSIDE), 503, 'vendor_unreachable', 10],
])(
  '%s answers with its own status and words, and with nothing of the inside',
  async (_, make, status, code, waitS) => {
    const handler = handleApi(() => {
      throw make()
    })
    const response = await handler(new Request('http://127.0.0.1:3000/api/things'), undefined)
    const text = await response.text()
    expect(response.status).toBe(status)
    expect(response.headers.get('retry-after')).toBe(waitS === null ? null : String(waitS))
    expect(apiErrorSchema.parse(JSON.parse(text)).code).toBe(code)
    for (const inside of ['8FB345B8693CCD00', '10.0.0.7', '7da3330ec28e3996b6ef4a7e3390ba71', 'hk-open'])
      expect(text + [...response.headers]).not.toContain(inside)
    expect(Object.keys(messages.errors)).toContain(code)
  },
)

function deviceSays(code: number): JimiApiError {
  return new JimiApiError({
    code: 12005,
    method: METHOD,
    vendorMessage: INSIDE,
    device: { code, message: INSIDE },
  })
}

test('a silence says until when, and a refusal what its code means', () => {
  const nowMs = Date.parse('2026-03-01T12:00:00Z')
  const silence = vendorFailure(new CoolingDownError(Date.parse('2026-03-02T00:00:30Z')), nowMs)
  expect(silence?.userMessage).toContain('2026-03-02 00:00 UTC')
  // Twelve hours and half a minute.
  expect(silence?.retryAfterS).toBe(12 * 3600 + 30)
  expect(vendorFailure(refusal(1114), nowMs)?.userMessage).toMatch(/1114.*fence of that name exists/)
  expect(vendorFailure(deviceSays(243), nowMs)?.userMessage).toMatch(/243.*does not support/)
})

test('the words of each code can be formed', () => {
  const t = createTranslator({ locale: 'en', messages, namespace: 'errors', timeZone: 'UTC', onError: fail })
  expect(t('vendor_quota', { untilAt: new Date('2026-03-02T00:00:30Z') })).toMatch(
    /Mar 2, 2026, 12:00.AM UTC/,
  )
  expect(t('vendor_refused', { code: 1114, meaning: 'A fence of that name exists.' })).toContain('1114')
  function fail(error: Error): never {
    throw error
  }
})

test('what is no failure of a vendor call is none of its words', () => {
  expect(vendorFailure(new Error(INSIDE), 0)).toBeNull()
})
