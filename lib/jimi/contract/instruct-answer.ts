// What the hub says to an instruction: that it took it, how far it got, and the device's own words. Accepted, delivered and
// obeyed are three things; only the words tell the last.

import { z } from 'zod'
import { JimiApiError, JimiContractError } from '../errors'
import { exactText, imei, number, numberText, text } from '../wire/codecs'
import { readEnvelope } from '../wire/envelope'
import { optional } from './fields'
import { INSTRUCT } from './instruct'
import { type RecordOf, row, type WireRecord } from './record'

/** How far an instruction got, by the hub's `_code`. After `timedOut` nobody knows; `accepted` says nothing of delivery. */
const OUTCOME_OF_CODE = {
  100: 'delivered',
  200: 'invalid',
  300: 'offline',
  301: 'unregistered',
  302: 'busy',
  303: 'smsSent',
  304: 'smsFailed',
  400: 'networkError',
  500: 'failed',
  600: 'timedOut',
} as const
export type InstructOutcome = (typeof OUTCOME_OF_CODE)[keyof typeof OUTCOME_OF_CODE] | 'accepted' | 'unknown'

const answerRow = row({
  code: optional('_code', numberText({ min: 0, max: 1_000_000, int: true })),
  message: optional('_msg', text),
  /** What the device answered: a text, or JSON for reads of parameters. */
  content: optional('_content', exactText(1_000_000), { absent: undefined }),
  imei: optional('_imei', imei, { absent: undefined }),
  requestNumber: optional('_serverFlagId', number({ min: 0, max: Number.MAX_SAFE_INTEGER, int: true }), {
    absent: undefined,
  }),
  /** The protocol number of the answer, which is not that of the request. */
  proNo: optional('_proNo', number({ min: 0, max: 65_535, int: true }), { absent: undefined }),
})
type AnswerFields = typeof answerRow extends RecordOf<infer T> ? T : never

export type InstructAnswer = AnswerFields & { outcome: InstructOutcome }

/**
 * Reads the body of an answer. Throws JimiApiError when the hub refused (its `code` is not 0), JimiContractError when the
 * body is not an answer at all. A time-out may come as a bare text.
 */
export function readInstructAnswer(body: unknown): InstructAnswer {
  if (typeof body === 'string' && /time[d\s-]*out/i.test(body)) return { outcome: 'timedOut' }
  const envelope = readEnvelope(withUsualNames(body))
  if (!envelope) {
    throw new JimiContractError({
      kind: 'envelope',
      method: INSTRUCT.name,
      message: 'the answer has no code',
    })
  }
  const { code, message, data, result } = envelope
  if (code !== 0) throw new JimiApiError({ code, method: INSTRUCT.name, vendorMessage: message })
  const read = z.safeDecode(answerRow.pro, (data ?? result) as WireRecord)
  if (!read.success) return { outcome: 'accepted' }
  return { ...read.data, outcome: outcomeOf(read.data.code) }
}

/** The body of an answer, as the hub writes it for an instruction it took. */
export function writeInstructAnswer(fields: AnswerFields, message = 'success'): WireRecord {
  return { code: 0, msg: message, data: z.encode(answerRow.pro, fields) }
}

export type DeviceRefusal = 'unsupported' | 'malformed' | 'timedOut' | 'unrecognized' | 'busy'

/** What devices say when they refuse. It comes as delivered, with success all around. */
const REFUSAL_WORDS: readonly (readonly [RegExp, DeviceRefusal])[] = [
  [/^not support/i, 'unsupported'],
  [/^instruction error/i, 'malformed'],
  [/^time out/i, 'timedOut'],
  [/^command was not recognized/i, 'unrecognized'],
  [/^device busy/i, 'busy'],
]

/** Whether a device's words are a known refusal, and which; null for anything else, which need not be consent. */
export function deviceRefusalOf(content: string): DeviceRefusal | null {
  return REFUSAL_WORDS.find(([pattern]) => pattern.test(content.trim()))?.[1] ?? null
}

/** Some installations name the outer members differently. */
function withUsualNames(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || 'code' in body || !('resultCode' in body)) return body
  return { ...body, code: body.resultCode, msg: 'resultMsg' in body ? body.resultMsg : '' }
}

function outcomeOf(code: number | undefined): InstructOutcome {
  if (code === undefined) return 'accepted'
  const outcomes: Readonly<Record<number, InstructOutcome>> = OUTCOME_OF_CODE
  return outcomes[code] ?? 'unknown'
}
