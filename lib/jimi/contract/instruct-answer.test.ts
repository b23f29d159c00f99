// What the hub's answers are taken to mean.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { JimiApiError, JimiContractError } from '../errors'
import { deviceRefusalOf, readInstructAnswer, writeInstructAnswer } from './instruct-answer'
import { onlineAnswer, parameterAnswer, queuedAnswer } from './instruct-samples'

describe('an answer', () => {
  test.each([
    [
      onlineAnswer,
      { outcome: 'delivered', code: 100, imei: '862798051583785', content: 'OK!', requestNumber: 1 },
    ],
    [
      parameterAnswer,
      {
        outcome: 'delivered',
        code: 100,
        message: 'Command communication successful response',
        imei: '860112070347838',
        proNo: 260,
        content: '{"paramCount":"6","1":"180","24":"21122"}',
        requestNumber: 0,
      },
    ],
    [queuedAnswer, { outcome: 'timedOut', code: 600, imei: '869058070151343', message: 'request timeout' }],
  ] as const)('as printed means what it states, and is written the same: %s', (json, means) => {
    const body: { msg: string; data: object } = JSON.parse(json)
    const answer = readInstructAnswer(body)
    expect(answer).toEqual(means)
    const { outcome: _, ...fields } = answer
    expect(writeInstructAnswer(fields, body.msg)).toEqual(body)
  })

  test.each([
    [100, 'delivered'],
    ['200', 'invalid'],
    [300, 'offline'],
    [301, 'unregistered'],
    [302, 'busy'],
    [303, 'smsSent'],
    [304, 'smsFailed'],
    [400, 'networkError'],
    [500, 'failed'],
    [600, 'timedOut'],
    [601, 'unknown'],
  ])('with the inner code %j is "%s"', (code, outcome) => {
    expect(readInstructAnswer({ code: '0', data: { _code: code } })).toMatchObject({ outcome })
  })

  test.each([
    [{ code: 0, msg: 'success', data: null }, { outcome: 'accepted' }],
    [{ code: 0, msg: 'success' }, { outcome: 'accepted' }],
    [{ code: 0, data: 'queued' }, { outcome: 'accepted' }],
    [{ resultCode: 0, resultMsg: 'ok', data: { _code: '100' } }, { outcome: 'delivered' }],
    ['request timeout', { outcome: 'timedOut' }],
    [{ code: 0, data: { _code: '300', _content: '' } }, { outcome: 'offline' }],
    [
      { code: 0, data: { _code: '100', _serverFlagId: '7', _proNo: '260' } },
      { requestNumber: 7, proNo: 260 },
    ],
  ])('%j is read', (body, means) => {
    expect(readInstructAnswer(body)).toMatchObject(means)
    expect(readInstructAnswer(body).content).toBeUndefined()
  })

  test('whose code is not 0 is a refusal of the hub', () => {
    expect(() => readInstructAnswer({ code: 1, msg: 'invalid token' })).toThrow(JimiApiError)
    expect(() => readInstructAnswer({ resultCode: '5', resultMsg: 'no' })).toThrow(/code 5: no/)
  })

  test.each([null, [], 7, 'hello', {}, { code: 'xxx' }])('%j is none', (body) => {
    expect(() => readInstructAnswer(body)).toThrow(JimiContractError)
  })

  test('is read or refused whatever it is, and never taken for delivered without saying so', () => {
    const member = fc.constantFrom('_code', '_msg', '_content', '_imei', '_serverFlagId', '_proNo')
    const data = fc.oneof(fc.dictionary(member, fc.anything()), fc.anything())
    const body = fc.oneof(fc.anything(), fc.record({ code: fc.constantFrom(0, '0', 1, null), data }))
    fc.assert(
      fc.property(body, (value) => {
        try {
          const { outcome, code } = readInstructAnswer(value)
          if (outcome === 'delivered') expect(code).toBe(100)
        } catch (error) {
          expect(error instanceof JimiApiError || error instanceof JimiContractError).toBe(true)
        }
      }),
      { numRuns: 10_000 },
    )
  })
})

test.each([
  ['Not support!', 'unsupported'],
  ['instruction error!', 'malformed'],
  ['Time Out!', 'timedOut'],
  ['Command was not recognized!', 'unrecognized'],
  ['Device busy', 'busy'],
  ['OK!', null],
  ['Already in the state of fuel supply to be cut off', null],
])('the words "%s" are the refusal %j', (words, refusal) => {
  expect(deviceRefusalOf(words)).toBe(refusal)
})
