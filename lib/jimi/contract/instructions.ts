// Vendor chapter "commands": text commands to a device, from templates, and what became of them. Whether a command may be
// sent is judged elsewhere, over the exact text that instructionText gives.

import { z } from 'zod'
import { type RenderedInstruction, renderInstruction } from '@/lib/domain/instruction-text'
import {
  choice,
  eventTime,
  exactText,
  flagText,
  imei,
  number,
  numberText,
  scalar,
  text,
  trueFalseText,
} from '../wire/codecs'
import { many, nothing } from './answer'
import { commandText, sendableText } from './command-text'
import { defineMethod } from './define-method'
import { defaulted, optional, required } from './fields'
import {
  instructionListAnswers,
  instructionResultAnswers,
  instructionSendAnswers,
  rawSendAnswers,
} from './instructions-samples'
import { jsonTextOf } from './nested'
import { params, row } from './record'

/** A command to send: a template of the device's own list, what to fill it with, and what to do with an older one. */
export type Instruction = {
  templateId: number
  template: string
  params: string[]
  /** Replace a command that still waits for an offline device. */
  replaceQueued: boolean
}

/** The exact text the device will get, or why nobody can say. A command without a text must not be sent. */
export function instructionText({ template, params: values }: Instruction): RenderedInstruction {
  return renderInstruction(template, values)
}

/** 12005 with the device's own code: 225 to 252, or 30010 for a wrong command password. Read it in the error's `device`. */
const SEND_ERRORS = [1002, 1004, 12005]

const idRange = { min: 0, max: 2_147_483_647, int: true }

const values = z.codec(z.unknown(), z.array(sendableText).max(100), {
  decode: (value, context) => {
    if (Array.isArray(value)) return value.map((each) => (typeof each === 'number' ? String(each) : each))
    context.issues.push({ code: 'custom', message: 'not a list', input: value })
    return z.NEVER
  },
  encode: (list) => list,
})

const instruction = params({
  templateId: required('inst_id', numberText(idRange)),
  template: required('inst_template', commandText),
  params: required('params', values),
  replaceQueued: defaulted('is_cover', trueFalseText, { fallback: false }),
})

const templateRow = row({
  id: required('id', number(idRange)),
  name: required('orderName', text),
  /** With `{0}`, `{1}` ... where parameters go: see lib/domain/instruction-text.ts. */
  template: required('orderContent', exactText(2000)),
  explanation: optional('orderExplain', text),
  prompt: optional('orderMsg', text),
  /** May wait for an offline device. */
  queueable: defaulted('isOffLine', flagText, { fallback: false }),
})

export const instructionList = defineMethod({
  name: 'jimi.open.instruction.list',
  access: 'read',
  summary: 'Lists the command templates that the model of a device knows.',
  docs: 'Ids differ between servers and models: look them up for every device. One template is free text (`{0}`).',
  errors: [1002, 1004],
  input: params({ imei: required('imei', imei) }),
  output: many(templateRow),
  devices: (input) => [input.imei],
  example: { params: { imei: '868120145233604' }, answers: instructionListAnswers },
})

export const instructionSend = defineMethod({
  name: 'jimi.open.instruction.send',
  access: 'write',
  summary: 'Sends a text command, made of a template and its parameters, to a device.',
  docs:
    'No id comes back: find the command in the history by its text and time. An offline device queues it when the ' +
    'template allows. Nothing is known after a time-out, so never send twice without reading the history.',
  errors: SEND_ERRORS,
  timeoutMs: 60_000,
  input: params({
    imei: required('imei', imei),
    instruction: required('inst_param_json', jsonTextOf(instruction.pro)),
  }),
  output: nothing({ place: 'result' }),
  devices: (input) => [input.imei],
  example: {
    params: {
      imei: '868120145233604',
      inst_param_json: '{"inst_id":"163","inst_template":"RELAY,{0}#","params":["1"],"is_cover":"true"}',
    },
    answers: instructionSendAnswers,
  },
})

const states = { failed: '0', done: '1', waiting: '3', cancelled: '4' } as const

const resultRow = row({
  templateId: optional('codeId', numberText(idRange)),
  /** The command as it was sent. */
  text: required('code', exactText(2000)),
  /** What the device said to it. */
  answer: optional('content', text, { absent: '' }),
  state: optional('isExecute', choice(states, { true: 'done', false: 'failed' })),
  sentAt: optional('sendTime', eventTime),
  senderLogin: optional('sender', text),
  imei: optional('receiveDevice', imei),
  /** Queued because the device was offline. */
  queued: optional('isOffLine', flagText),
  templateName: optional('idsource', text),
})

export const instructionResult = defineMethod({
  name: 'jimi.open.instruction.result',
  access: 'read',
  summary: 'Lists the commands sent to a device, and what it answered.',
  docs:
    'No pages, no span, no order that is promised, and no key: a row is the newest with the same text (letter case aside) ' +
    'sent no more than 5 s before our call.',
  errors: [1002, 1004],
  input: params({ imei: required('imei', imei) }),
  output: many(resultRow),
  devices: (input) => [input.imei],
  example: { params: { imei: '868120111111117' }, answers: instructionResultAnswers },
})

/** Bytes as upper-case hex digits, two each. */
const hexBytes = scalar(z.string().regex(/^([\dA-F]{2}){1,1024}$/, 'not hex bytes'), {
  decode: (value) => (typeof value === 'string' ? value.trim().toUpperCase() : undefined),
  encode: (value) => value,
  form: 'hex digits, two a byte, at most 1024 bytes',
})

export const rawSend = defineMethod({
  name: 'jimi.open.instruction.raw.send',
  access: 'write',
  profiles: ['pro'],
  summary: 'Sends bytes to a device as they are.',
  docs: 'What the device answers comes by push only. Bytes that nobody can read as text must be treated as dangerous.',
  errors: SEND_ERRORS,
  timeoutMs: 60_000,
  input: params({ imei: required('imei', imei), bytesHex: required('raw_cmd', hexBytes) }),
  output: nothing({ place: 'result' }),
  devices: (input) => [input.imei],
  example: { params: { imei: '868120145233604', raw_cmd: '0B02C3A405060708' }, answers: rawSendAnswers },
})
