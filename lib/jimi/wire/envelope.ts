// The envelope around every answer: code, words, payload members. It judges by the code alone, for texts are recycled.

import { z } from 'zod'
import type { DeviceVerdict } from '../errors'
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

/** The code a method answers success with: 100 for scooter commands, 0 for all others. */
export function successCodeOf(method: string): number {
  return method === 'jimi.scooter.instruction.send' ? 100 : 0
}

/**
 * What the device made of a command that failed: from the object inside `result`, or from the number in the words
 * `Result code:226` (the colon may be a full-width one). Null when the answer says nothing of a device.
 */
export function deviceVerdictOf({ result, message }: Envelope): DeviceVerdict | null {
  const inner = readEnvelope(result)
  if (inner) return { code: inner.code, message: inner.message }
  const told = /result code\s*[:\uFF1A]\s*(-?\d{1,9})/i.exec(message)?.[1]
  return told === undefined ? null : { code: Number(told), message: '' }
}

function wordsOf(envelope: object): string {
  const message = 'message' in envelope ? envelope.message : undefined
  const msg = 'msg' in envelope ? envelope.msg : undefined
  const words = message ?? msg
  return typeof words === 'string' ? words : ''
}
