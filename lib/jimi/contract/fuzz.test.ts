// Whatever the vendor or a caller sends, reading it ends in sound values or in the one error readers may throw.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { JimiApiError, JimiContractError } from '../errors'
import type { Answer } from './answer'
import { type MethodName, methods } from './index'
import { decodeInput, decodeOutput } from './io'
import { readSampleAnswer } from './sample-answer.test-helper'
import { SAMPLES } from './samples.test-table'
import { assertSound } from './sound.test-helper'

const pro = { profile: 'pro' } as const
const names = Object.keys(methods) as MethodName[]

describe('whatever comes', () => {
  const junk = fc.oneof(
    fc.anything(),
    fc.jsonValue(),
    fc.constantFrom('-1', '', 'NaN', '1e999', '2026-02-30 00:00:00', '9999-99-99 99:99:99', -0, {
      toString: 1,
    }),
  )

  test.each(SAMPLES.map(({ method, profile, label }) => ({ method, profile, label })))(
    '$method ($profile $label) neither crashes nor lets an impossible value pass',
    ({ method, profile, label }) => {
      const sample = readSampleAnswer({ method, profile, label })
      const bent = fc.tuple(fc.array(fc.tuple(fc.nat(40), junk), { maxLength: 12 }), junk, fc.nat(9))
      fc.assert(
        fc.property(bent, ([changes, whole, dice]) => {
          const answer = dice === 0 ? { result: whole } : (bend(sample, changes) as Answer)
          assertSound(readOrNull(method, answer, profile))
        }),
        { numRuns: 300 },
      )
    },
  )

  test.each(names)('parameters of %s are read or refused, never thrown at', (method) => {
    const params = fc.dictionary(fc.constantFrom(...Object.keys(methods[method].example.params)), fc.string())
    fc.assert(
      fc.property(params, (texts) => {
        const decoded = decodeInput(method, texts, pro)
        if (decoded.ok) assertSound(decoded.input)
      }),
    )
  })
})

type Changes = readonly (readonly [number, unknown])[]

/** Replaces members of every row, by position, however deep the rows lie; the members around them stay. */
function bend(payload: unknown, changes: Changes): unknown {
  if (Array.isArray(payload)) return payload.map((row) => bend(row, changes))
  if (typeof payload !== 'object' || payload === null) return payload
  const members = Object.entries(payload).map(([key, member]): [string, unknown] => [
    key,
    bend(member, changes),
  ])
  const isRow = members.every(([, member]) => typeof member !== 'object' || member === null)
  if (isRow && members.length > 0) {
    for (const [position, value] of changes) {
      const member = members[position % members.length]
      if (member) member[1] = value
    }
  }
  return Object.fromEntries(members)
}

function readOrNull(method: MethodName, answer: Answer, profile: 'ts' | 'pro'): unknown {
  try {
    return decodeOutput(method, answer, { profile }).value
  } catch (error) {
    // The errors a reader may throw: for what cannot be read, and for a device's refusal inside a success.
    const isRefusal = error instanceof JimiApiError && error.device !== null
    if (!isRefusal) expect(error).toBeInstanceOf(JimiContractError)
    return null
  }
}
