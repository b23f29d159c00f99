import { expect, test } from 'vitest'
import { PART_NAMES, readScaleOptions } from './options'

test('without arguments all parts run at their usual size', () => {
  expect(readScaleOptions([])).toEqual({ parts: PART_NAMES, base: 1, rounds: 3, db: 'auto' })
})

test('named parts run in their usual order, each once', () => {
  expect(readScaleOptions(['--parts', 'report, list,ingest,list'])?.parts).toEqual([
    'ingest',
    'list',
    'report',
  ])
})

test('the base may be a fraction', () => {
  expect(readScaleOptions(['--base', '0.25', '--rounds', '5', '--db', 'pglite'])).toMatchObject({
    base: 0.25,
    rounds: 5,
    db: 'pglite',
  })
})

test('help asks for nothing else', () => {
  expect(readScaleOptions(['--help', '--base', 'much'])).toBeNull()
})

test.each([
  [['--parts', 'list,maps'], '"maps"'],
  [['--parts', ''], '--parts takes'],
  [['--base', '0'], '--base takes 0.02 to 4, not "0"'],
  [['--base', '1e1'], '"1e1"'],
  [['--base', '5'], '"5"'],
  [['--rounds', '2'], '--rounds takes 3 to 50, not "2"'],
  [['--rounds', '3.5'], '"3.5"'],
  [['--db', 'oracle'], '--db takes auto, postgres, pglite, not "oracle"'],
])('%j is refused in words', (args, words) => {
  expect(() => readScaleOptions(args)).toThrow(words)
})

test('an option that does not exist is refused', () => {
  expect(() => readScaleOptions(['--bas', '1'])).toThrow()
})
