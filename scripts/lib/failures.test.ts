import { expect, test } from 'vitest'
import { failuresOf } from './failures.mjs'

test('a failed test is told with its file and the beginning of its message, in plain letters', () => {
  const message = [
    '\u001b[31mexpected 1\u001b[39m',
    '',
    ...Array.from({ length: 40 }, (_, at) => `line ${at}`),
  ]
  const told = failuresOf(
    {
      testResults: [
        {
          name: 'a.test.ts',
          status: 'failed',
          assertionResults: [
            { fullName: 'holds', status: 'passed' },
            { fullName: 'breaks', status: 'failed', failureMessages: [message.join('\n')] },
          ],
        },
      ],
    },
    null,
  )
  expect(told).toHaveLength(1)
  expect(told[0]?.split('\n    ').slice(0, 3)).toEqual(['a.test.ts › breaks', 'expected 1', 'line 0'])
  expect(told[0]?.split('\n')).toHaveLength(1 + 14)
})

test('a file that does not load is told as well', () => {
  const told = failuresOf(
    {
      testResults: [{ name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] }],
    },
    null,
  )
  expect(told).toEqual(['b.test.ts\n    no such module'])
})

test('a journey is found in nested suites, and passed or skipped ones are left out', () => {
  const spec = (title: string, status: string) => ({
    title,
    file: 'map.spec.ts',
    line: 18,
    tests: [{ results: [{ status, errors: status === 'passed' ? [] : [{ message: 'waited for a row' }] }] }],
  })
  const told = failuresOf(null, {
    suites: [
      { suites: [{ specs: [spec('fine', 'passed'), spec('late', 'timedOut'), spec('left', 'skipped')] }] },
    ],
  })
  expect(told).toEqual(['map.spec.ts:18 › late\n    waited for a row'])
})

test('without reports there is nothing to tell', () => {
  expect(failuresOf(null, null)).toEqual([])
})
