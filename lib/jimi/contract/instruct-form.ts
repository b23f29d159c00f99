// The hub's instruction endpoint as a form offers it: all parameters side by side with the content as the text that is
// sent, a sample for each protocol number, and what the codes in its answers mean.

import { z } from 'zod'
import { exactText } from '../wire/codecs'
import { reasonOf } from './answer'
import { type DomainOf, optional } from './fields'
import { getInstructKind, INSTRUCT_FIELDS, type ProtocolNumber } from './instruct'
import { INSTRUCT_KINDS } from './instruct-contents'
import type { InstructKind } from './instruct-kind'
import { type Breach, params } from './record'

// The token is fixed for an installation and nothing to fill in.
const { imei, proNo, token: _, ...others } = INSTRUCT_FIELDS
const formFields = {
  imei,
  proNo,
  content: optional('cmdContent', exactText(10_000), {
    absent: '',
    note: 'A command for 128, JSON for the other protocol numbers, nothing for 33028',
  }),
  ...others,
}

/** The parameters of a request without its token. Content that breaks the contract of its protocol number is refused. */
export const INSTRUCT_FORM = params(formFields, { rule: contentBreach })
export type InstructForm = DomainOf<typeof formFields>

function contentBreach({ proNo, content = '' }: InstructForm): Breach | null {
  // The field took the number, so it is one of the known ones.
  const kind: InstructKind<number, unknown> = getInstructKind(proNo as ProtocolNumber)
  const read = z.safeDecode(kind.content, content)
  return read.success ? null : { parameter: 'cmdContent', reason: reasonOf(read.error) }
}

/** One input for each protocol number, in the order of the numbers, with the device of the vendor's samples. */
export const INSTRUCT_SAMPLES = Object.values<InstructKind<number, unknown>>(INSTRUCT_KINDS).map((kind) => ({
  kind,
  input: sampleOf(kind),
}))

function sampleOf({ proNo, example }: InstructKind<number, unknown>): InstructForm {
  return {
    imei: '862798051583785',
    proNo,
    ...(example === '' ? {} : { content: example }),
    requestNumber: 1042,
    logKey: '1042',
    platform: 'web',
    wait: true,
    queueOffline: false,
    timeoutSec: 30,
  }
}

/** What `_code` says of an instruction that the hub took. */
export const INSTRUCT_CODES: Readonly<Record<number, string>> = {
  100: 'Delivered, and the device answered. Its answer may itself be a refusal.',
  200: 'A parameter is wrong.',
  300: 'The device is offline.',
  301: 'The gateway does not know the device.',
  302: 'The device has not answered the command before.',
  303: 'Sent as SMS.',
  304: 'Could not be sent as SMS.',
  400: 'The network failed.',
  500: 'The hub failed.',
  600: 'The device did not answer in time. Where queueing was asked for, the command now waits.',
}
