// The hub's instructions: what is sent for each protocol number, letter by letter.

import fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { JimiContractError } from '../errors'
import { alarmNumberOf } from './alarm-number'
import {
  decodeInstruct,
  encodeInstruct,
  getInstructKind,
  type Instruct,
  type InstructContent,
  instructText,
  type ProtocolNumber,
} from './instruct'
import { INSTRUCT_KINDS } from './instruct-contents'

const numbers = Object.keys(INSTRUCT_KINDS).map(Number) as ProtocolNumber[]
const base = {
  imei: '862798051583785',
  requestNumber: 1042,
  logKey: 'a1',
  platform: 'web',
  token: 'hub-token',
} as const
const form = {
  deviceImei: base.imei,
  imei: base.imei,
  serverFlagId: '1042',
  requestId: 'a1',
  platform: 'web',
  token: 'hub-token',
}

test('every number the vendor lists is known', () => {
  // The bold ones of the vendor's table first, then those only receivers name.
  const listed = [128, 37121, 37122, 37377, 37381, 33283]
  const named = [
    37378, 37382, 37383, 37384, 33027, 33028, 33029, 33030, 33031, 33536, 34817, 34818, 34819, 34821,
  ]
  expect([...numbers].sort()).toEqual([...listed, ...named].sort())
})

describe.each(numbers)('protocol number %i', (proNo) => {
  const kind = getInstructKind(proNo)

  test('stands under its own number and says what it is for', () => {
    expect(kind.proNo).toBe(proNo)
    expect(kind.summary).toMatch(/^[A-Z].*\.$/)
  })

  test('reads its example and sends the same text', () => {
    const decoded = decodeInstruct({ ...form, proNo: String(proNo), cmdContent: kind.example })
    if (!decoded.ok) throw new Error(`${decoded.parameter}: ${decoded.reason}`)
    expect(encodeInstruct(decoded.input)).toEqual({
      ...form,
      proNo: String(proNo),
      cmdContent: kind.example,
    })
  })

  test('takes no content but its own', () => {
    const wrong = proNo === 128 ? '' : 'RELAY,1#'
    const decoded = decodeInstruct({ ...form, proNo: String(proNo), cmdContent: wrong })
    expect(decoded).toMatchObject({ ok: false, parameter: 'cmdContent' })
  })

  test('is read or refused whatever its content, and never thrown at', () => {
    const members = fc.dictionary(
      fc.constantFrom('channel', 'beginTime', 'endTime', 'dataType', 'instructionID', '44', 'text'),
      fc.oneof(fc.jsonValue(), fc.constantFrom('251113135541', '999999999999', -0, '')),
    )
    const content = fc.oneof(
      fc.string(),
      fc.json(),
      members.map((object) => JSON.stringify(object)),
    )
    fc.assert(
      fc.property(content, (cmdContent) => {
        const decoded = decodeInstruct({ ...form, proNo: String(proNo), cmdContent })
        if (!decoded.ok) return
        const sent = sendable(decoded.input)
        if (sent === null) return
        // What was read and may be sent reads the same again.
        expect(decodeInstruct(sent)).toEqual(decoded)
      }),
      // Twenty numbers: 10,000 cases of the hub's instructions in all.
      { numRuns: 500 },
    )
  })
})

/** The form of a request, or null where a rule for senders forbids what a receiver may read. */
function sendable(input: Instruct<ProtocolNumber>): Record<string, string> | null {
  try {
    return encodeInstruct(input)
  } catch (error) {
    expect(error).toBeInstanceOf(JimiContractError)
    return null
  }
}

describe('a request', () => {
  test('carries all options under the vendor names', () => {
    const input: Instruct<128> = {
      ...base,
      proNo: 128,
      content: 'RELAY,1#',
      mode: 'normal',
      language: 'en',
      wait: true,
      queueOffline: false,
      timeoutSec: 30,
    }
    const sent = {
      ...form,
      proNo: '128',
      cmdContent: 'RELAY,1#',
      cmdType: 'normallns',
      language: 'en',
      sync: 'true',
      offlineFlag: 'false',
      timeOut: '30',
    }
    expect(encodeInstruct(input)).toEqual(sent)
    expect(decodeInstruct(sent)).toEqual({ ok: true, input })
  })

  test.each(['deviceImei', 'imei'])('is read with the device named %s', (name) => {
    const { deviceImei, imei, ...rest } = form
    const decoded = decodeInstruct({ ...rest, [name]: deviceImei, proNo: '128', cmdContent: 'STATUS#' })
    expect(decoded).toMatchObject({ ok: true, input: { imei } })
  })

  test.each(['serverFlagId', 'requestId', 'platform', 'token', 'proNo'])('needs %s', (name) => {
    const whole: Record<string, string> = { ...form, proNo: '128', cmdContent: 'STATUS#' }
    const { [name]: _, ...rest } = whole
    expect(decodeInstruct(rest)).toEqual({ ok: false, parameter: name, reason: 'missing' })
  })

  test('of an unknown protocol number is refused', () => {
    const decoded = decodeInstruct({ ...form, proNo: '129', cmdContent: 'x' })
    expect(decoded).toMatchObject({ ok: false, parameter: 'proNo' })
  })

  test('keeps every letter of a command, and refuses what cannot be sent as it is', () => {
    expect(instructText(128, ' RELAY ,１# ')).toBe(' RELAY ,１# ')
    expect(() => instructText(128, 'RELAY\0,1#')).toThrow(JimiContractError)
    expect(() => instructText(128, 'RELAY\ud83d,1#')).toThrow(JimiContractError)
    expect(() => instructText(128, '')).toThrow(JimiContractError)
  })

  test('asks for recordings of one day only', () => {
    const content: InstructContent<37381> = {
      channel: 0,
      beginAt: new Date('2025-11-13T23:00:00Z'),
      endAt: new Date('2025-11-14T01:00:00Z'),
      content: 'audioAndVideo',
      stream: 'any',
      storage: 'any',
      alarmFlag: 0,
      answerKey: 'k1',
    }
    expect(() => instructText(37381, content)).toThrow(/endTime: on another day/)
    const sameDay = { ...content, endAt: new Date('2025-11-13T23:59:59Z') }
    // yyMMddHHmmss, UTC.
    expect(instructText(37381, sameDay)).toContain('"beginTime":"251113230000","endTime":"251113235959"')
  })

  test('reads members sent as texts or as numbers', () => {
    const read = (cmdContent: string) => decodeInstruct({ ...form, proNo: '37122', cmdContent })
    const texts = '{"channel":"1","cmd":"0","dataType":"0","codeStreamType":"0"}'
    expect(read(texts)).toEqual(read('{"channel":1,"cmd":0,"dataType":0,"codeStreamType":0}'))
    expect(read(texts)).toMatchObject({ ok: true, input: { content: { command: 'stop' } } })
  })

  test('has content of the type its number says', () => {
    expectTypeOf<InstructContent<128>>().toEqualTypeOf<string>()
    expectTypeOf<InstructContent<33030>>().toEqualTypeOf<number[]>()
    expectTypeOf<InstructContent<33028>>().toEqualTypeOf<null>()
    expectTypeOf<InstructContent<33283>>().toEqualTypeOf<{ alarmSerial: number }>()
  })
})

test('the number of an alarm is hex of the device and the label', () => {
  // Invented: IMEI 865478070000643 without its first digit, then the label from its 15th character on.
  const number = alarmNumberOf('865478070000643', '86547807000064325111310341900')
  const text = Buffer.from(number, 'hex').toString('ascii')
  expect(text).toBe('65478070000643325111310341900')
})
