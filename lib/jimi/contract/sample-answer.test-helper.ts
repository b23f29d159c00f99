// Opens the sample answers that declarations carry. For tests.

import { readEnvelope } from '../wire/envelope'
import type { Profile } from '../wire/profile'
import type { Answer } from './answer'
import { type MethodName, methods } from './index'

/** The payload members of a method's sample answer. */
export function readSampleAnswer(method: MethodName, profile: Profile): Answer {
  const answers: Partial<Record<Profile, string>> = methods[method].example.answers
  const envelope = readEnvelope(JSON.parse(answers[profile] ?? 'null'))
  if (!envelope) throw new Error(`no sample of ${method} for ${profile}`)
  const { result, data } = envelope
  return { result, ...(data === undefined ? {} : { data }) }
}
