// Opens the sample answers that declarations carry. For tests.

import type { Profile } from '../wire/profile'
import type { Answer } from './answer'
import type { MethodExample } from './define-method'
import { type MethodName, methods } from './index'

/** Which of a method's samples: one of `answers` by its profile, or one of `more` by its label too. */
export type SampleKey = { method: MethodName; profile: Profile; label?: string }

/** The payload members of a sample answer, those it has and no others. */
export function readSampleAnswer({ method, profile, label }: SampleKey): Answer {
  const example: MethodExample = methods[method].example
  const json = label
    ? example.more?.find((sample) => sample.label === label && sample.profile === profile)?.answer
    : example.answers[profile]
  if (json === undefined) throw new Error(`no sample of ${method} for ${profile} ${label ?? ''}`)
  const envelope: object = JSON.parse(json)
  return {
    ...('result' in envelope ? { result: envelope.result } : {}),
    ...('data' in envelope ? { data: envelope.data } : {}),
  }
}

/** All samples a method's declaration carries. */
export function listSamples(method: MethodName): SampleKey[] {
  const { answers, more = [] }: MethodExample = methods[method].example
  const profiles = (['ts', 'pro'] as const).filter((profile) => profile in answers)
  return [
    ...profiles.map((profile) => ({ method, profile })),
    ...more.map(({ label, profile }) => ({ method, profile, label })),
  ]
}
