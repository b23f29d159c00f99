import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatVendorTime } from './clock'
import { type JsonBytes, memberNames } from './json-bytes'
import { encodeJson, LongList, listRows } from './long-list'

const NAMES = memberNames(['text', 'number', 'figure', 'time', 'none'])

// Decimals of the wire and whatever else a double can be; JSON has no word for the rest.
const number = fc.oneof(
  fc.integer({ min: -180_000_000, max: 180_000_000 }).map((micros) => micros / 1e6),
  fc.integer({ min: 0, max: 9_999_999 }).map((tenths) => tenths / 10),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)
const row = fc.record({
  text: fc.oneof(fc.string({ unit: 'binary' }), fc.constant(null)),
  number,
  figure: fc.oneof(number, fc.constant(null)),
  timeMs: fc.integer({ min: 0, max: Date.UTC(2099, 11, 31) }),
})

test('a row is written as JSON.stringify would write it, and over many blocks none of it is lost', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), fc.integer({ min: 1, max: 60 }), (rows, times) => {
      const many = Array.from({ length: times }, () => rows).flat()
      const list = new LongList(many.length, (index, out) => write(many[index], out))
      const expected = many.map(({ text, number, figure, timeMs }) => ({
        ...{ text, number, figure: figure === null ? null : String(figure) },
        ...{ time: formatVendorTime(timeMs), none: null },
      }))
      const envelope = { code: 0, result: list, absent: undefined, data: null }
      const written = Buffer.concat([...encodeJson(envelope)]).toString('utf8')
      expect(written).toBe(JSON.stringify({ code: 0, result: expected, data: null }))
      expect(listRows(list)).toEqual(JSON.parse(JSON.stringify(expected)))
    }),
    { numRuns: 60 },
  )
})

function write(
  row: { text: string | null; number: number; figure: number | null; timeMs: number } | undefined,
  out: JsonBytes,
) {
  if (!row) return
  out.open()
  out.text(NAMES.text, row.text)
  out.number(NAMES.number, row.number)
  out.numberAsText(NAMES.figure, row.figure)
  out.time(NAMES.time, row.timeMs)
  out.nothing(NAMES.none)
  out.close()
}

test('blocks are given out while rows are written', () => {
  const list = new LongList(20_000, (_, out) =>
    write({ text: 'x'.repeat(90), number: 1, figure: 2, timeMs: 0 }, out),
  )
  const blocks = [...encodeJson({ result: list })]
  // 20,000 rows of 150 bytes and more are 3 MB; a block has a quarter.
  expect(blocks.length).toBeGreaterThan(10)
  expect(Math.max(...blocks.map((block) => block.length))).toBeLessThanOrEqual(256 * 1024)
})
