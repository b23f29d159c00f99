// The four crossings between wire and domain. The client encodes inputs and decodes outputs; the sandbox does the reverse.

import { z } from 'zod'
import { JimiContractError } from '../errors'
import type { Dialect } from '../wire/profile'
import type { Answer, Reading } from './answer'
import { getMethod, type MethodInput, type MethodName, type MethodOutput } from './index'

/** Private parameters of a call, as texts. Throws JimiContractError of kind `input` when they break the contract. */
export function encodeInput<N extends MethodName>(
  name: N,
  input: MethodInput<N>,
  { profile }: Dialect,
): Record<string, string> {
  const method = getMethod(name)
  if (!method.profiles.includes(profile)) throw refused(name, `not part of profile ${profile}`)
  const encoded = z.safeEncode(method.input[profile], input)
  if (!encoded.success) throw refused(name, z.prettifyError(encoded.error))
  return Object.fromEntries(Object.entries(encoded.data).map(([key, value]) => [key, String(value)]))
}

export type DecodedInput<T> = { ok: true; input: T } | { ok: false; parameter: string; reason: string }

/** Reads the private parameters of a request, in the spelling of either profile. Unknown parameters pass. */
export function decodeInput<N extends MethodName>(
  name: N,
  params: Readonly<Record<string, string>>,
  { profile }: Dialect,
): DecodedInput<MethodInput<N>> {
  const decoded = z.safeDecode(getMethod(name).input[profile], params)
  if (decoded.success) return { ok: true, input: decoded.data }
  const issue = decoded.error.issues[0]
  return { ok: false, parameter: issue?.path.join('.') ?? '', reason: issue?.message ?? 'not readable' }
}

/** Reads a successful answer, and says which rows had to be left out. Throws JimiContractError of kind `payload`. */
export function decodeOutput<N extends MethodName>(
  name: N,
  answer: Answer,
  dialect: Dialect,
): Reading<MethodOutput<N>> {
  return getMethod(name).output.read(answer, { ...dialect, method: name })
}

/** The payload members of a successful answer, as the profile sends them. Throws on values outside the contract. */
export function encodeOutput<N extends MethodName>(
  name: N,
  output: MethodOutput<N>,
  dialect: Dialect,
): Answer {
  return getMethod(name).output.write(output, { ...dialect, method: name })
}

function refused(method: string, message: string): JimiContractError {
  return new JimiContractError({ kind: 'input', method, message })
}
