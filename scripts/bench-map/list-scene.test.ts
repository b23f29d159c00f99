import { expect, test } from 'vitest'
import { answersIn } from './list-scene'

const task = (startMs: number, cpuMs: number) => ({ startMs, wallMs: cpuMs, cpuMs })

test('an answer is all that follows an input: until the next one, or for as long as an answer may take', () => {
  const trace = {
    main: [task(100, 20), task(300, 5), task(1_000, 30), task(1_100, 4), task(5_000, 90)],
    workers: [],
    updatesMs: [],
    framesMs: [],
    inputs: [
      { type: 'keydown', atMs: 101 },
      { type: 'input', atMs: 102 },
      { type: 'keydown', atMs: 1_001 },
    ],
  }
  expect(answersIn(trace, ['keydown'])).toEqual([
    { cpuMs: 25, longestCpuMs: 20 },
    { cpuMs: 34, longestCpuMs: 30 },
  ])
})
