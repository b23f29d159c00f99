// Text that goes to a device as it stands. What it does is judged in lib/domain; here it is only kept whole.

import { z } from 'zod'
import { scalar } from '../wire/codecs'

/** Up to 2000 characters. NUL and broken surrogates cannot be sent as they are, so they are refused and not replaced. */
export const sendableText = z
  .string()
  .max(2000)
  .regex(/^[^\p{Surrogate}\0]*$/u, 'not sendable')

/** A command, letter by letter: no blank of it is lost. */
export const commandText = scalar(sendableText.min(1), {
  decode: (value) => (typeof value === 'string' ? value : undefined),
  encode: (value) => value,
})
