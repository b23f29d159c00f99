import { expect, test } from 'vitest'
import type { CallTrace } from '@/lib/jimi/client'
import { JimiApiError, JimiContractError, JimiTransportError } from '@/lib/jimi/errors'
import { TokenUnavailableError } from '../token'
import { CoolingDownError } from './call-pauses'
import { createMask } from './explorer-mask'
import { answeredOutcome, failedOutcome, MAX_SHOWN_BYTES, shownExchange } from './explorer-outcome'

const method = 'jimi.user.device.list'
const mask = createMask([])

function traceOf(over: Partial<CallTrace> = {}): CallTrace {
  return {
    method,
    params: { method },
    raw: { status: 200, text: '{}' },
    durationMs: 1.6,
    dropped: [],
    ...over,
  }
}

test('rows that were left out are counted all and listed up to 200, each with its reason', () => {
  const dropped = Array.from({ length: 250 }, (_, index) => ({ index, reason: 'imei: not readable' }))
  const outcome = answeredOutcome([{ imei: '1' }], [traceOf({ dropped })], mask)
  expect(outcome).toMatchObject({ kind: 'answered', droppedCount: 250, decoded: { cut: false } })
  expect(outcome.kind === 'answered' && outcome.dropped).toHaveLength(200)
  expect(outcome.kind === 'answered' && outcome.dropped[0]).toEqual({
    index: 0,
    reason: 'imei: not readable',
  })
})

test('a long text is cut at 256 KiB, never within a character, and says how long it was', () => {
  const text = `x${'粤'.repeat(100_000)}`
  const { raw } = shownExchange(traceOf({ raw: { status: 200, text } }), mask)
  expect(raw).toMatchObject({ cut: true, totalBytes: 300_001 })
  expect(Buffer.byteLength(raw?.text ?? '')).toBeLessThanOrEqual(MAX_SHOWN_BYTES)
  expect(text.startsWith(raw?.text ?? '?')).toBe(true)
})

test('an exchange without an answer, or with one that broke off, says so', () => {
  expect(shownExchange(traceOf({ raw: null }), mask)).toMatchObject({
    status: null,
    raw: null,
    durationMs: 2,
  })
  expect(shownExchange(traceOf({ raw: { status: 200, text: null } }), mask)).toMatchObject({
    status: 200,
    raw: null,
  })
})

test('each way to fail is told in its own words, and what is none of the vendor is left to others', () => {
  const refusal = { code: 12005, method, vendorMessage: 'failed', device: { code: 228, message: 'offline' } }
  expect(failedOutcome(new JimiApiError(refusal), mask)).toEqual({
    kind: 'refused',
    code: 12005,
    // Both as lib/jimi/contract/codes.ts words them.
    meaning: 'The command was not sent. The message holds the code of the reason.',
    vendorMessage: 'failed',
    device: { code: 228, meaning: 'The device is offline.', message: 'offline' },
    offendingImeis: [],
    retry: 'later',
  })
  expect(
    failedOutcome(new JimiContractError({ kind: 'payload', method, message: 'rows expected' }), mask),
  ).toEqual({
    kind: 'unreadable',
    reason: `${method}: rows expected`,
  })
  expect(failedOutcome(new JimiTransportError({ kind: 'timeout', method, message: '' }), mask)).toEqual({
    kind: 'no_answer',
    reason: 'timeout',
  })
  expect(failedOutcome(new CoolingDownError(0), mask)).toMatchObject({
    reason: 'quota',
    untilAt: '1970-01-01T00:00:00.000Z',
  })
  expect(failedOutcome(new TokenUnavailableError('none'), mask)).toMatchObject({
    kind: 'held_back',
    reason: 'token',
  })
  expect(failedOutcome(new JimiContractError({ kind: 'input', method, message: '' }), mask)).toBeNull()
  expect(failedOutcome(new Error('ours'), mask)).toBeNull()
})
