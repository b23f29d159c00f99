import { expect, test } from 'vitest'
import type { Round, Updated } from './measure-size'
import { reportOf } from './size-report'

const cost = (mainMs: number, idleMs: (number | null)[] = [mainMs]) => ({
  updates: idleMs.length,
  mainMs,
  workerMs: 0,
  longTasks: mainMs > 50 ? 1 : 0,
  longestMs: mainMs,
  longestCpuMs: mainMs,
  idleMs,
})

const updated = (mainMs: number, idleMs?: (number | null)[]): Updated => ({
  farRest: cost(mainMs, idleMs),
  far: cost(mainMs),
  near: cost(mainMs * 2),
})

const PANNED = { framesPerS: 30, mainMsPerFrame: 5 }
const PAN = { far: PANNED, near: PANNED }
const ANSWER = { cpuMs: 40, longestCpuMs: 30 }

const round = (oursMs: number, baselineMs: number, idleMs?: (number | null)[]): Round => ({
  ours: {
    firstPaintMs: 900,
    heapMb: 100,
    ...updated(oursMs, idleMs),
    pan: PAN,
    list: { keystrokes: [ANSWER], statusSwitches: [ANSWER], sorts: [ANSWER] },
  },
  baseline: { firstPaintMs: 1_500, heapMb: 300, ...updated(baselineMs) },
  untimed: cost(baselineMs / 4),
  circles: { pan: PAN },
})

test('a size is told by the medians of its rounds, heaps without what the empty map takes', () => {
  const report = reportOf([round(30, 4_500), round(10, 3_000), round(20, 4_000)], { ours: 20, baseline: 10 })
  expect(report).toMatchObject({
    oursMs: 20,
    baselineMs: 4_000,
    ratio: 200,
    untimedBaselineMs: 1_000,
    longTasks: 0,
    baselineLongTasks: 3,
    heapMb: 80,
    baselineHeapMb: 290,
    near: { oursMs: 40, baselineMs: 8_000, ratio: 200 },
    list: { keystroke: { mainMs: 40, mostMs: 40, longestTaskMs: 30 } },
  })
})

test('a page that mostly did not come to rest before the next update has no time of rest', () => {
  expect(reportOf([round(10, 100, [null, null, 40])], { ours: 0, baseline: 0 }).idleMs).toBeNull()
  expect(reportOf([round(10, 100, [null, 50, 40])], { ours: 0, baseline: 0 }).idleMs).toBe(45)
})
