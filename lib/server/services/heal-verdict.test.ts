import { expect, test } from 'vitest'
import { JimiApiError, JimiContractError, JimiTransportError } from '@/lib/jimi/errors'
import { TokenUnavailableError } from '../token'
import { TooMuchDataError } from './call-pages'
import { PartSkippedError } from './call-parts'
import { CoolingDownError } from './call-pauses'
import { verdictOf } from './heal-verdict'

const TRACK = 'jimi.device.track.list'
const refused = (code: number, vendorMessage: string, method = TRACK) =>
  new JimiApiError({ code, method, vendorMessage })
const garbled = (kind: JimiContractError['kind']) =>
  new JimiContractError({ kind, method: TRACK, message: '-' })
const silent = (kind: JimiTransportError['kind']) =>
  new JimiTransportError({ kind, method: TRACK, message: '-' })

// Words of the vendor's sheet: methods 18 and 49, and its general codes.
test.each([
  ['an expired device', refused(1002, 'The device has expired{1}'), { problem: 'expired' }],
  ['a foreign device', refused(1002, 'Illegal device'), { problem: 'refused' }],
  ['an answer of the wrong shape', garbled('payload'), { problem: 'unreadable', words: null }],
  ['an answer too large', garbled('too_large'), { problem: 'too_much' }],
  ['more pages than are fetched', new TooMuchDataError('-'), { problem: 'too_much' }],
])('%s costs only that device', (_what, error, expected) => {
  expect(verdictOf(error)).toMatchObject({ about: 'device', ...expected })
})

test.each([
  ['no answer', silent('unreachable'), { wait: 'away' }],
  ['a late answer', silent('timeout'), { wait: 'away' }],
  ['a proxy page', garbled('not_json'), { wait: 'away' }],
  ['a busy vendor', refused(-1, 'system busy'), { wait: 'away' }],
  ['a token that cannot be had now', new TokenUnavailableError('-'), { wait: 'away' }],
  [
    'a part left out for those before it',
    new PartSkippedError('-', { cause: silent('timeout') }),
    { wait: 'away' },
  ],
  [
    'a wrong password',
    refused(1001, 'Incorrect username or password', 'jimi.oauth.token.get'),
    { wait: 'refused' },
  ],
  ['a wrong signature', refused(1001, 'sign error'), { wait: 'refused' }],
  [
    'too many calls',
    refused(1006, 'Illegal access, too frequently request!'),
    { wait: 'quota', untilMs: null },
  ],
  [
    'a silence that is kept',
    new CoolingDownError(5, 'daily limit'),
    { wait: 'quota', untilMs: 5, words: 'daily limit' },
  ],
])('after %s all of it waits', (_what, error, expected) => {
  expect(verdictOf(error)).toMatchObject({ about: 'vendor', ...expected })
})

test('our own failures, our own mistakes and our own stop are no word of the vendor', () => {
  for (const error of [new Error('no database'), garbled('input'), silent('aborted')])
    expect(() => verdictOf(error)).toThrow(error)
})
