// The answer of methods that make a device do something at once: what the device said, inside the vendor's own answer.
// The outer envelope may say success while the device refused; then reading it is an error, not an answer.

import { JimiApiError } from '../errors'
import { numberText, text } from '../wire/codecs'
import { type AnswerContext, type AnswerShape, one } from './answer'
import { optional, required } from './fields'
import { row } from './record'

/** `code` is 100 or 255 once read. The words may be Chinese; what `data` means is not documented. */
export type DeviceReply = { code: number; data?: string; message?: string; commandNumber?: string }

/** The document's text says 100, its samples say 255. */
const DONE_CODES: ReadonlySet<number> = new Set([100, 255])

const replyRow = row({
  code: required('code', numberText({ min: -1_000_000, max: 1_000_000, int: true })),
  data: optional('data', text),
  message: optional('msg', text, { also: ['message'] }),
  commandNumber: optional('cmdSeqNo', text),
})

/**
 * A reply that says the device obeyed. Reading any other throws JimiApiError with the device's code and words in
 * `device`; writing takes any, for the vendor sends the same object beside its outer code -1.
 */
export function deviceReply(): AnswerShape<DeviceReply> {
  const shape = one(replyRow)
  return {
    ...shape,
    read: (answer, context) => {
      const reading = shape.read(answer, context)
      assertDone(reading.value, context)
      return reading
    },
  }
}

function assertDone({ code, message = '' }: DeviceReply, { method }: AnswerContext): void {
  if (DONE_CODES.has(code)) return
  throw new JimiApiError({ code: -1, method, vendorMessage: message, device: { code, message } })
}
