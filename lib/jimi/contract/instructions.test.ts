// Commands over the open interface: the JSON text that is signed, the text a device will get, refusals with a device's code.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answers, fakeVendor, token } from '../client.test-helper'
import { JimiContractError } from '../errors'
import { successCodeOf } from '../wire/envelope'
import { type Instruction, instructionText } from './instructions'
import { instructionRefused } from './instructions-samples'
import { decodeInput, decodeOutput, encodeInput } from './io'
import { scooterSendAnswers } from './scooters-samples'

const pro = { profile: 'pro' } as const
const imei = '868120145233604'
const send = 'jimi.open.instruction.send'
const relay: Instruction = { templateId: 163, template: 'RELAY,{0}#', params: ['1'], replaceQueued: true }

describe('a command', () => {
  test('is sent as one JSON text, letter by letter the one of the signing vector', () => {
    // The `instruction_json` vector of the vendor's protocol.
    const json = '{"inst_id":"163","inst_template":"RELAY,{0}#","params":["1"],"is_cover":"true"}'
    expect(encodeInput(send, { imei, instruction: relay }, pro)).toEqual({ imei, inst_param_json: json })
  })

  test.each([
    '{"inst_id":163,"inst_template":"RELAY,{0}#","params":[1],"is_cover":true}',
    ' { "is_cover" : "true", "params":["1"], "inst_template":"RELAY,{0}#", "inst_id":"163", "more":1 } ',
  ])('is read from %s', (json) => {
    expect(decodeInput(send, { imei, inst_param_json: json }, pro)).toEqual({
      ok: true,
      input: { imei, instruction: relay },
    })
  })

  test('without a word on queued ones leaves them', () => {
    const json = '{"inst_id":"99","inst_template":"STATUS#","params":[]}'
    expect(decodeInput(send, { imei, inst_param_json: json }, pro)).toMatchObject({
      input: { instruction: { params: [], replaceQueued: false } },
    })
  })

  test.each([
    ['RELAY,1#', 'not an object'],
    ['"{}"', 'not an object'],
    ['[]', 'not an object'],
    ['{}', 'inst_id: missing'],
    ['{"inst_id":"1","inst_template":"X#"}', 'params: missing'],
    ['{"inst_id":"1","inst_template":"X#","params":"1"}', 'params: not a list'],
    ['{"inst_id":"1","inst_template":"X\\u0000#","params":[]}', 'inst_template: not sendable'],
  ])('is not read from %s', (json, reason) => {
    expect(decodeInput(send, { imei, inst_param_json: json }, pro)).toEqual({
      ok: false,
      parameter: 'inst_param_json',
      reason,
    })
  })

  test('shows the exact text the device will get, or that nobody can say', () => {
    expect(instructionText(relay)).toEqual({ ok: true, text: 'RELAY,1#' })
    expect(instructionText({ ...relay, template: '{0}', params: ['RELAY,{1}#', '1'] })).toMatchObject({
      ok: false,
    })
  })

  test('that cannot be sent letter by letter is refused before anything is sent', () => {
    for (const template of ['', 'X\0#', 'X\ud83d#', 'x'.repeat(2001)]) {
      const instruction = { ...relay, template }
      expect(() => encodeInput(send, { imei, instruction }, pro)).toThrow(JimiContractError)
    }
    expect(() => encodeInput(send, { imei, instruction: { ...relay, params: ['\0'] } }, pro)).toThrow(
      JimiContractError,
    )
  })

  test('survives the wire letter by letter, whatever its text', () => {
    const letters = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((value) => !value.includes('\0'))
    const instruction = fc.record({
      templateId: fc.nat(100_000),
      template: letters.filter((value) => value !== ''),
      params: fc.array(letters, { maxLength: 5 }),
      replaceQueued: fc.boolean(),
    })
    fc.assert(
      fc.property(instruction, (value) => {
        const sent = encodeInput(send, { imei, instruction: value }, pro)
        const form = Object.fromEntries(new URLSearchParams(new URLSearchParams(sent).toString()))
        expect(decodeInput(send, form, pro)).toEqual({ ok: true, input: { imei, instruction: value } })
      }),
      { numRuns: 5_000 },
    )
  })

  test('is read or refused whatever its JSON, and never thrown at', () => {
    const member = fc.constantFrom('inst_id', 'inst_template', 'params', 'is_cover')
    const json = fc.oneof(
      fc.json(),
      fc.string(),
      fc.dictionary(member, fc.jsonValue()).map((value) => JSON.stringify(value)),
    )
    fc.assert(
      fc.property(json, (text) => {
        const decoded = decodeInput(send, { imei, inst_param_json: text }, pro)
        if (!decoded.ok) expect(decoded.parameter).toBe('inst_param_json')
        else expect(decoded.input.instruction.params).toBeInstanceOf(Array)
      }),
      { numRuns: 5_000 },
    )
  })
})

describe('a refusal', () => {
  const vendor = fakeVendor()

  test.each([
    [JSON.parse(instructionRefused), 226, 'never'],
    [{ code: 12005, message: 'Fail to send command. Result code：228' }, 228, 'later'],
    [{ code: '12005', msg: 'Fail to send command. Result code: 252 ' }, 252, 'later'],
    [{ code: 12005, message: 'Fail to send command. Result code:30010' }, 30010, 'never'],
  ])('%j tells the code of the device', async (body, device, retry) => {
    vendor.handler = answers(body)
    const failure = vendor.client().call(send, { imei, instruction: relay }, token)
    await expect(failure).rejects.toMatchObject({ code: 12005, device: { code: device }, retry })
    expect(vendor.calls).toHaveLength(1)
  })

  test('without a code of a device tells none', async () => {
    vendor.handler = answers({ code: 12005, message: 'Fail to send command.' })
    const failure = vendor.client().call(send, { imei, instruction: relay }, token)
    await expect(failure).rejects.toMatchObject({ code: 12005, device: null })
  })
})

describe('the code 100', () => {
  const vendor = fakeVendor()

  test('is success for a scooter command and for no other', async () => {
    vendor.handler = answers(scooterSendAnswers.ts)
    const scooter = vendor
      .client({ profile: 'ts' })
      .call('jimi.scooter.instruction.send', { imei, text: 'LOCK#' }, token)
    expect(await scooter).toBeNull()
    const other = vendor.client().call(send, { imei, instruction: relay }, token)
    await expect(other).rejects.toMatchObject({ code: 100 })
    expect(successCodeOf('jimi.scooter.instruction.send')).toBe(100)
    expect(successCodeOf(send)).toBe(0)
  })

  test.each([
    [300, 'later'],
    [600, 'later'],
    [400, 'backoff'],
    [200, 'never'],
  ])('and %i of a scooter is a refusal', async (code, retry) => {
    vendor.handler = answers({ code, message: 'no' })
    const failure = vendor
      .client({ profile: 'ts' })
      .call('jimi.scooter.instruction.send', { imei, text: 'LOCK#' }, token)
    await expect(failure).rejects.toMatchObject({ code, retry })
  })
})

describe('the history', () => {
  const result = 'jimi.open.instruction.result'

  test.each([
    ['0', 'failed'],
    [1, 'done'],
    [true, 'done'],
    [false, 'failed'],
    ['3', 'waiting'],
    ['4', 'cancelled'],
    ['2', undefined],
    [null, undefined],
  ])('reads the state %j as %j', (isExecute, state) => {
    const { value } = decodeOutput(result, { result: [{ code: 'STATUS#', isExecute }] }, pro)
    expect(value).toEqual([{ text: 'STATUS#', ...(state === undefined ? {} : { state }) }])
  })
})

test('bytes are whole, and sent in capitals', () => {
  const raw = 'jimi.open.instruction.raw.send'
  expect(decodeInput(raw, { imei, raw_cmd: '0b02c3' }, pro)).toEqual({
    ok: true,
    input: { imei, bytesHex: '0B02C3' },
  })
  for (const raw_cmd of ['0B0', 'XY', '0B 02'])
    expect(decodeInput(raw, { imei, raw_cmd }, pro)).toMatchObject({ ok: false, parameter: 'raw_cmd' })
})
