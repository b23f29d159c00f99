import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CommandKind, isCutting, kindOfText, readOrder } from './command-safety-kind'

const hexOf = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding).toString('hex')

test.each<[string, CommandKind]>([
  // The vendor's own samples.
  ['RELAY,1#', 'cut'],
  ['RELAY,0#', 'restore'],
  ['LOCK#', 'cut'],
  ['ENABLE#', 'restore'],
  ['STATUS#', 'other'],
  ['status', 'other'],
  ['SOS,A,13800000001,13800000002,#', 'other'],
  ['FILELIST,https://media.example/list', 'other'],
  ['Picture,in', 'other'],
  ['Video,in,3s', 'other'],
  // Without arguments a command reads a value.
  ['RELAY#', 'other'],
  ['DYD#', 'cut'],
  ['DYD,000000#', 'cut'],
  ['HFYD#', 'restore'],
  // Nothing but 0 restores.
  ['RELAY,00#', 'cut'],
  ['RELAY,0,1#', 'cut'],
  ['RELAY,2#', 'cut'],
  ['RELAY,O#', 'cut'],
  ['RELAY,０#', 'cut'],
  ['RELAY,0\u200b#', 'cut'],
  ['\u00a0RELAY,0#', 'cut'],
  // Several in one text.
  ['STATUS#RELAY,1#', 'cut'],
  ['RELAY,0#RELAY,1#', 'cut'],
  ['STATUS;RELAY,1', 'cut'],
  ['STATUS\nDYD', 'cut'],
  ['SOS,A,1#RELAY,1#', 'cut'],
  ['RELAY,0#STATUS#', 'restore'],
  // Hidden.
  ['ＲＥＬＡＹ，１＃', 'cut'],
  ['ⓇⒺⓁⒶⓎ,1#', 'cut'],
  ['𝐑𝐄𝐋𝐀𝐘,1#', 'cut'],
  ['R\u0301ELAY,1#', 'cut'],
  ['R E L A Y , 1 #', 'cut'],
  ['REL\u00adAY,1#', 'cut'],
  ['\u202eRELAY,1#', 'cut'],
  ["REL''AY,1#", 'cut'],
  ['REL\u0000AY,1#', 'cut'],
  ['L O C K #', 'cut'],
  ['SENALM,RELAY,1#', 'cut'],
  ['STATUS,52454c41592c3123#', 'cut'],
  ['52 45 4C 41 59 2C 31 23', 'cut'],
  [Buffer.from('RELAY,1#').toString('base64'), 'cut'],
  [`STATUS,${Buffer.from(hexOf('RELAY,1#')).toString('base64')}#`, 'cut'],
  ['RELAY%2C1%23', 'cut'],
  ['%52%45%4c%41%59,1#', 'cut'],
  ['\\u0052\\u0045LAY,1#', 'cut'],
  ['&#82;ELAY,1#', 'cut'],
  ['断油电', 'cut'],
  // Nobody can tell: letters of another alphabet, commands of no list, nothing at all.
  ['RЕLАY,1#', 'opaque'],
  ['FACTORY#', 'opaque'],
  ['stop123456', 'opaque'],
  ['*HQ,8168000005,S20,130305,1,1#', 'opaque'],
  ['STA\u200bTUS#', 'opaque'],
  ['TIMER,10,\u200b600#', 'opaque'],
  ['###', 'opaque'],
  ['', 'opaque'],
  [`STATUS,${'1'.repeat(2000)}#`, 'opaque'],
  // Words that only sound alike.
  ['GMT,E,CLOCK,BLOCKED#', 'other'],
  ['APN,internet.example#', 'other'],
  ['SERVER,1,tracker.example,21100,0#', 'other'],
])('%j is %s', (text, kind) => {
  expect(kindOfText(text)).toBe(kind)
})

const template = (templateId: number, content: string, params: string[] = []) =>
  readOrder({ door: 'template', templateId, template: content, params })

test.each<[string, ReturnType<typeof readOrder>, unknown]>([
  ['113 cuts', template(113, 'RELAY,1#'), { kind: 'cut', text: 'RELAY,1#' }],
  ['114 restores', template(114, 'RELAY,0#'), { kind: 'restore' }],
  ['163 goes by its parameter', template(163, 'RELAY,{0}#', ['1']), { kind: 'cut', text: 'RELAY,1#' }],
  ['163 with 0 restores', template(163, 'RELAY,{0}#', ['0']), { kind: 'restore' }],
  ['163 beside another text', template(163, 'STATUS,{0}#', ['1']), { kind: 'cut' }],
  ['113 beside another text', template(113, 'RELAY,0#'), { kind: 'cut' }],
  ['an SOS number', template(81, 'SOS,A,{0},{1},{2}#', ['112', '', '']), { kind: 'other' }],
  ['a second command in a parameter', template(81, 'SOS,A,{0}#', ['112#RELAY,1']), { kind: 'cut' }],
  ['a command in two halves', template(99, '{0}{1}', ['REL', 'AY,1#']), { kind: 'cut' }],
  ['free text', template(99, '{0}', ['RELAY,1#']), { kind: 'cut' }],
  ['nested placeholders', template(99, '{0}', ['RELAY,{1}#', '1']), { ok: false, problem: 'ambiguous' }],
  ['a placeholder in free text', template(99, '{0}', ['REL{0}AY,1#']), { ok: false, problem: 'ambiguous' }],
  ['more parameters than places', template(81, 'SOS,{0}#', ['1', 'RELAY,1#']), { problem: 'unused_params' }],
  ['fewer parameters than places', template(81, 'SOS,{0},{1}#', ['1']), { problem: 'missing_param' }],
  ['apostrophes that may be quotes', template(99, "'{0}'{1}", ['A', '1']), { problem: 'ambiguous' }],
  ['nothing at all', template(99, '{0}', [' ']), { problem: 'empty' }],
  ['a scooter lock', readOrder({ door: 'scooter', text: 'LOCK#' }), { kind: 'cut' }],
  ['a scooter release', readOrder({ door: 'scooter', text: 'ENABLE#' }), { kind: 'restore' }],
  ['text with a placeholder', readOrder({ door: 'text', text: 'STATUS{0}#' }), { problem: 'ambiguous' }],
])('template and text: %s', (_, read, expected) => {
  expect(read).toMatchObject(expected as object)
})

const raw = (hex: string) => readOrder({ door: 'raw', hex })

test.each<[string, string, unknown]>([
  ['a text', hexOf('RELAY,1#'), { kind: 'cut' }],
  ['a text in blanks', '52 45 4c 41 59 2c 31 23', { kind: 'cut', text: '52454C41592C3123' }],
  // The command packet of the vendor's device protocol: length, 0x80, serial, the text, check, 0D0A.
  ['a frame around a text', `78781080080000000${'1'}${hexOf('RELAY,1#')}00011234 0D0A`, { kind: 'cut' }],
  ['two-byte letters', hexOf('RELAY,1#', 'utf16le'), { kind: 'cut' }],
  ['two-byte letters at an odd place', `7e${hexOf('DYD#', 'utf16le')}`, { kind: 'cut' }],
  ['hex within hex', hexOf(hexOf('RELAY,1#')), { kind: 'cut' }],
  ['bytes that are no text', '0B02C3A405060708', { kind: 'opaque' }],
  // JT/T 808 terminal control.
  ['a binary frame', '7E8105000101234567890100016400007E', { kind: 'opaque' }],
  ['a harmless text', hexOf('STATUS#'), { kind: 'other' }],
  ['a harmless text with one byte more', `${hexOf('STATUS#')}01`, { kind: 'opaque' }],
  ['half a byte', 'ABC', { ok: false, problem: 'not_hex' }],
  ['nothing', '', { ok: false, problem: 'not_hex' }],
])('raw bytes: %s', (_, hex, expected) => {
  expect(raw(hex)).toMatchObject(expected as object)
})

test.each<[number, string, CommandKind]>([
  [128, 'RELAY,1#', 'cut'],
  [128, 'STATUS#', 'other'],
  [33027, '{"1":"180"}', 'other'],
  [33027, '{"1":"180","4096":"1"}', 'opaque'],
  [33027, '{"1":"RELAY,1#"}', 'cut'],
  [33027, '{}', 'opaque'],
  // Terminal control of JT/T 808: on some devices it cuts.
  [33029, '{"commandWord":100}', 'opaque'],
  [34048, '{"flag":1}', 'opaque'],
  [33028, '', 'other'],
  [37121, '{"dataType":"0"}', 'other'],
])('hub instruction %i with %s is %s', (proNo, content, kind) => {
  expect(readOrder({ door: 'hub', proNo, content })).toMatchObject({ ok: true, kind })
})

describe('a cut however written', () => {
  const cuts = fc.constantFrom('RELAY,1#', 'RELAY,1', 'LOCK#', 'DYD#', 'RELAY,ON#', 'STATUS#RELAY,1#')
  const invisible = fc.constantFrom(
    '',
    ' ',
    '\t',
    '\u200b',
    '\u200d',
    '\ufeff',
    '\u00ad',
    '\u2060',
    '\u00a0',
    '\u3000',
    '\u0301',
    '\u202e',
  )
  const width = (letter: string) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)
  const mutated = cuts.chain((text) =>
    fc
      .array(fc.tuple(fc.boolean(), fc.boolean(), invisible), {
        minLength: text.length,
        maxLength: text.length,
      })
      .map((changes) =>
        changes
          .map(([isLower, isWide, between], index) => {
            const letter = isLower ? text.charAt(index).toLowerCase() : text.charAt(index)
            return (isWide ? width(letter) : letter) + between
          })
          .join(''),
      ),
  )

  test('in any case, width and spacing it stays a cut, through every door', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        expect(kindOfText(text)).toBe('cut')
        expect(template(99, '{0}', [text])).toMatchObject({ kind: 'cut' })
        expect(readOrder({ door: 'hub', proNo: 128, content: text })).toMatchObject({ kind: 'cut' })
        expect(readOrder({ door: 'raw', hex: hexOf(text) })).toMatchObject({ kind: 'cut' })
      }),
      { numRuns: 200 },
    )
  })

  test('beside whatever else, wrapped or not, it is never harmless', () => {
    const beside = fc.string({ maxLength: 12 })
    const wraps = fc.constantFrom(
      (text: string) => text,
      (text: string) => hexOf(text),
      (text: string) => Buffer.from(text).toString('base64'),
      (text: string) => encodeURIComponent(text),
    )
    fc.assert(
      fc.property(beside, beside, wraps, (before, after, wrap) => {
        expect(isCutting(kindOfText(`${before}#${wrap('RELAY,1#')}#${after}`))).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  const letter = fc.integer({ min: 0, max: 0x2fff }).map((code) => String.fromCodePoint(code))
  const word = fc.constantFrom('STATUS', 'RELAY', 'ENABLE', 'hfyd', ',0', ',1', ',', '#', ' ', 'SOS,A', '\n')
  const piece = fc.oneof(word, word, fc.string({ maxLength: 2 }), letter)

  test('no text is harmless but those that begin with a known word, and none restores but those to the letter', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('')
        const kind = kindOfText(text)
        if (kind === 'other') expect(text).toMatch(/^[#;|\s]*[A-Za-z]{3,}/)
        if (kind === 'restore') expect(text).toMatch(/RELAY,0|HFYD|ENABLE/i)
      }),
      { numRuns: 1000 },
    )
  })
})
