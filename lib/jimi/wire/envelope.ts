// The envelope around every answer: code, words, payload members. It judges by the code alone, for texts are recycled.

import { z } from 'zod'
import { number } from './codecs'

export type Envelope = { code: number; message: string; result: unknown; data: unknown }

const code = number({ min: -1_000_000_000, max: 1_000_000_000, int: true })

/**
 * Reads an envelope in any of the vendor's variants: the code as number or text, the words as `message` or `msg`.
 * Null when the value is not an envelope, that is, not an object with a readable code.
 */
export function readEnvelope(value: unknown): Envelope | null {
  if (typeof value !== 'object' || value === null || !('code' in value)) return null
  const readCode = z.safeDecode(code, value.code)
  if (!readCode.success) return null
  return {
    code: readCode.data,
    message: wordsOf(value),
    result: 'result' in value ? value.result : undefined,
    data: 'data' in value ? value.data : undefined,
  }
}

/** Whether a code means success. Scooter methods, and only they, answer 100 for it. */
export function isSuccess(envelopeCode: number, method: string): boolean {
  return envelopeCode === 0 || (envelopeCode === 100 && method.startsWith('jimi.scooter.'))
}

function wordsOf(envelope: object): string {
  const message = 'message' in envelope ? envelope.message : undefined
  const msg = 'msg' in envelope ? envelope.msg : undefined
  const words = message ?? msg
  return typeof words === 'string' ? words : ''
}
