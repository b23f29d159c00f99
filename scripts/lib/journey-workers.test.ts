import path from 'node:path'
import { expect, test } from 'vitest'
import { journeyWorkers } from './journey-workers.mjs'

test.each([
  [undefined, 1, 1],
  [undefined, 2, 2],
  ['', 8, 2],
  ['a/demo.json', 2, 1],
  [['a/demo.json', 'b/demo.json', 'c/demo.json'].join(path.delimiter), 1, 3],
])('each worker has a demo: %j named on %i cores make %i', (named, cores, workers) => {
  expect(journeyWorkers(named, cores)).toBe(workers)
})
