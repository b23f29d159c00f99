// The vendor's second door: instructions over the IoT hub, at an address and with a token of its own, and unsigned. What a
// request holds is here, what it can carry in instruct-contents.ts, what comes back in instruct-answer.ts.

import { z } from 'zod'
import { JimiContractError } from '../errors'
import { choice, exactText, imei, numberText, onlyIf, text, token, trueFalseText } from '../wire/codecs'
import { reasonOf } from './answer'
import { type DomainOf, optional, required } from './fields'
import { INSTRUCT_KINDS } from './instruct-contents'
import type { InstructKind } from './instruct-kind'
import { params } from './record'

/** The endpoint as a whole, for docs and whoever lists what we speak. */
export const INSTRUCT = {
  name: 'sendInstruct',
  path: '/api/device/sendInstruct',
  /** Of the docs, beside the node's own methods of the kind. */
  chapter: 'Commands',
  access: 'write',
  profiles: ['pro'],
  summary: 'Sends an instruction to a device over the hub and, if asked to, waits for what the device says.',
  docs:
    'The hub holds the answer for up to 30 s. Accepted by the hub does not mean obeyed by the device, and what the device ' +
    'says may itself be a refusal. A command that was queued for an offline device answers by push.',
  /** With the usual 30 s for the device. */
  timeoutMs: 35_000,
} as const

type Kinds = typeof INSTRUCT_KINDS
export type ProtocolNumber = keyof Kinds
/** The content of a kind of instruction, in domain terms. */
export type InstructContent<P extends ProtocolNumber> =
  Kinds[P] extends InstructKind<number, infer Content> ? Content : never

const PROTOCOL_NUMBERS: ReadonlySet<number> = new Set(Object.keys(INSTRUCT_KINDS).map(Number))

/** The parameters of a request beside its content. */
export const INSTRUCT_FIELDS = {
  // Installations differ in which of the two names they read.
  imei: required('deviceImei', imei, { twin: 'imei' }),
  proNo: required(
    'proNo',
    onlyIf(
      numberText({ min: 0, max: 65_535, int: true }),
      (proNo) => PROTOCOL_NUMBERS.has(proNo),
      'not a known protocol number',
    ),
  ),
  /** Greater for every request: answers and later pushes name it. */
  requestNumber: required('serverFlagId', numberText({ min: 0, max: Number.MAX_SAFE_INTEGER, int: true })),
  /** For logs only. */
  logKey: required('requestId', exactText(64)),
  platform: required('platform', choice({ web: 'web', app: 'app' })),
  token: required('token', token),
  // The vendor's spelling.
  mode: optional('cmdType', choice({ normal: 'normallns', general: 'general' })),
  language: optional('language', text),
  /** Wait for the device. */
  wait: optional('sync', trueFalseText),
  /** Queue for an offline device. Never for anything dangerous. */
  queueOffline: optional('offlineFlag', trueFalseText),
  timeoutSec: optional('timeOut', numberText({ min: 1, max: 600, int: true })),
}
const request = params(INSTRUCT_FIELDS)

type RequestFields = Omit<DomainOf<typeof INSTRUCT_FIELDS>, 'proNo'>
/** A request of one kind. */
export type Instruct<P extends ProtocolNumber> = RequestFields & { proNo: P; content: InstructContent<P> }
/** A request of whichever kind. */
export type AnyInstruct = { [P in ProtocolNumber]: Instruct<P> }[ProtocolNumber]

/** The kind a protocol number stands for, with its content tied to the number. */
export function getInstructKind<P extends ProtocolNumber>(proNo: P): InstructKind<P, InstructContent<P>> {
  const typed: { [N in ProtocolNumber]: InstructKind<N, InstructContent<N>> } = INSTRUCT_KINDS
  return typed[proNo]
}

/**
 * The exact text of `cmdContent` that will be sent: the command itself for protocol number 128, JSON for the others. What a
 * safety check must judge. Throws JimiContractError of kind `input` when the content breaks the contract.
 */
export function instructText<P extends ProtocolNumber>(proNo: P, content: InstructContent<P>): string {
  const encoded = z.safeEncode(getInstructKind(proNo).content, content)
  if (!encoded.success) throw refused(`cmdContent: ${reasonOf(encoded.error)}`)
  return String(encoded.data)
}

/** The form fields of a request. Throws JimiContractError of kind `input` when they break the contract. */
export function encodeInstruct<P extends ProtocolNumber>({
  content,
  ...fields
}: Instruct<P>): Record<string, string> {
  const encoded = z.safeEncode(request.pro, fields)
  if (!encoded.success) throw refused(reasonOf(encoded.error))
  const texts = Object.entries(encoded.data).map(([name, value]) => [name, String(value)])
  return { ...Object.fromEntries(texts), cmdContent: instructText(fields.proNo, content) }
}

export type DecodedInstruct =
  | { ok: true; input: AnyInstruct }
  | { ok: false; parameter: string; reason: string }

/** Reads the form fields of a request, in either spelling of the device number. Unknown fields pass. */
export function decodeInstruct(form: Readonly<Record<string, string>>): DecodedInstruct {
  const fields = z.safeDecode(request.pro, form)
  if (!fields.success) {
    const issue = fields.error.issues[0]
    return { ok: false, parameter: issue?.path.join('.') ?? '', reason: issue?.message ?? 'not readable' }
  }
  const kind: InstructKind<number, unknown> = getInstructKind(fields.data.proNo as ProtocolNumber)
  const content = z.safeDecode(kind.content, form.cmdContent)
  if (!content.success) return { ok: false, parameter: 'cmdContent', reason: reasonOf(content.error) }
  // The codec was picked by the protocol number, so content and number belong together.
  return { ok: true, input: { ...fields.data, content: content.data } as AnyInstruct }
}

function refused(message: string): JimiContractError {
  return new JimiContractError({ kind: 'input', method: INSTRUCT.name, message })
}
