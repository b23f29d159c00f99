import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeholdersOf, renderInstruction } from './instruction-text'

// Templates are the vendor's own samples.
test.each([
  ['SOS,A,{0},{1},{2}#', ['13800000001', '13800000002', ''], 'SOS,A,13800000001,13800000002,#'],
  ['RELAY,{0}#', ['1'], 'RELAY,1#'],
  ['RELAY,1#', [], 'RELAY,1#'],
  ['{0}', ['RELAY,1#'], 'RELAY,1#'],
  ['{1}{0}{1}', ['a', 'b'], 'bab'],
  ['X{11}', Array.from({ length: 12 }, (_, index) => `p${index}`), 'Xp11'],
])('fills %s with %j', (template, params, text) => {
  expect(renderInstruction(template, params)).toEqual({ ok: true, text })
})

test.each([
  [' {0} ', [' relay ,1# '], '  relay ,1#  '],
  ['{0}#', ['ＲＥＬＡＹ，１'], 'ＲＥＬＡＹ，１#'],
  ['A{0}B', ['$& $1 $$ \\1'], 'A$& $1 $$ \\1B'],
  ['A{0}B', ['\u200b\n\t'], 'A\u200b\n\tB'],
  ['{x} {} { {0}', ['1'], '{x} {} { 1'],
])('changes nothing else in %j with %j', (template, params, text) => {
  expect(renderInstruction(template, params)).toEqual({ ok: true, text })
})

test('parameters without a placeholder are not used', () => {
  expect(renderInstruction('RELAY,{0}#', ['0', '1'])).toEqual({ ok: true, text: 'RELAY,0#' })
  expect(renderInstruction('STATUS#', ['RELAY,1#'])).toEqual({ ok: true, text: 'STATUS#' })
})

test('names the first parameter that is missing', () => {
  const missing = (index: number) => ({ ok: false, problem: 'missing_param', index })
  expect(renderInstruction('{0}', [])).toEqual(missing(0))
  expect(renderInstruction('{3},{1},{0}', ['a'])).toEqual(missing(1))
})

test.each([
  ['{0}', ['RELAY,{1}#', '1']],
  ['{0}{1}', ['{1}', 'RELAY']],
  ['{{0}}', ['1', 'RELAY,1#']],
  ['{{0}1{1}}', ['', '']],
  ['{0}', ['{ 0 }']],
  ['{00}', ['RELAY,1#']],
  ['{0}', ['{٠}']],
  ['{0}', ['{0}']],
])('has no single meaning for %s with %j', (template, params) => {
  expect(renderInstruction(template, params)).toEqual({ ok: false, problem: 'ambiguous' })
})

describe('whatever the template', () => {
  const piece = fc.constantFrom('{0}', '{1}', '{2}', '{', '}', '0', '1', '2', 'RELAY,', '#', ' ', '$&', '')
  const patchwork = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))
  const params = fc.tuple(patchwork, patchwork, patchwork)

  test('a rendered text is the same in whatever order placeholders are replaced, once or again and again', () => {
    const order = fc.shuffledSubarray([0, 1, 2], { minLength: 3 })
    fc.assert(
      fc.property(patchwork, params, order, (template, values, numbers) => {
        const rendered = renderInstruction(template, values)
        if (!rendered.ok) return
        let oneByOne = template
        for (const number of numbers) oneByOne = oneByOne.split(`{${number}}`).join(values[number])
        expect(rendered.text).toBe(oneByOne)
        expect(renderInstruction(rendered.text, values)).toEqual(rendered)
      }),
      { numRuns: 10_000 },
    )
  })

  test('no text is refused that holds no braces in its parameters and only whole placeholders', () => {
    const plain = fc.string().filter((text) => !/[{}]/.test(text))
    const template = fc.array(fc.oneof(plain, fc.constantFrom('{0}', '{1}')), { maxLength: 6 })
    fc.assert(
      fc.property(template, plain, plain, (pieces, first, second) => {
        const joined = pieces.join('\u0001')
        expect(renderInstruction(joined, [first, second])).toMatchObject({ ok: true })
      }),
    )
  })
})

test('lists the parameters a form must ask for', () => {
  expect(placeholdersOf('SOS,A,{2},{0},{1},{0}#')).toEqual([0, 1, 2])
  expect(placeholdersOf('RELAY,1#')).toEqual([])
})
