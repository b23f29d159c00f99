import { describe, expect, test } from 'vitest'
import { readTrace, type TraceEvent, UPDATE_MARK, updateCost, workBetween } from './trace'

const name = (pid: number, tid: number, thread: string): TraceEvent => ({
  name: 'thread_name',
  ph: 'M',
  pid,
  tid,
  ts: 0,
  args: { name: thread },
})

/** Milliseconds in, microseconds out, as Chromium writes them. */
const task = (pid: number, tid: number, [atMs, wallMs, cpuMs]: [number, number, number]): TraceEvent => ({
  name: 'RunTask',
  ph: 'X',
  pid,
  tid,
  ts: atMs * 1000,
  dur: wallMs * 1000,
  tdur: cpuMs * 1000,
})

const update = (atMs: number): TraceEvent => ({
  name: UPDATE_MARK,
  ph: 'I',
  pid: 7,
  tid: 1,
  ts: atMs * 1000,
})

const THREADS = [
  name(7, 1, 'CrRendererMain'),
  name(7, 2, 'DedicatedWorker thread'),
  name(8, 1, 'CrRendererMain'),
]

describe('a trace of a page', () => {
  test('its tasks are told from those of other pages and of other threads', () => {
    const { main, workers, updatesMs } = readTrace([
      ...THREADS,
      task(8, 1, [5, 900, 900]),
      task(7, 1, [10, 4, 3]),
      task(7, 2, [20, 6, 5]),
      task(7, 3, [30, 9, 9]),
      update(11),
    ])
    expect(main).toEqual([{ startMs: 10, wallMs: 4, cpuMs: 3 }])
    expect(workers).toEqual([{ startMs: 20, wallMs: 6, cpuMs: 5 }])
    expect(updatesMs).toEqual([11])
  })

  test('an update costs what the main thread spends until the next one, in processor time', () => {
    const cost = updateCost(
      readTrace([
        ...THREADS,
        task(7, 1, [99.5, 60, 30]),
        update(100),
        task(7, 1, [400, 20, 10]),
        task(7, 2, [410, 100, 80]),
        task(7, 1, [1099.5, 8, 6]),
        update(1100),
        // The next update's task is not part of the one before.
        task(7, 1, [2099.5, 70, 70]),
        update(2100),
      ]),
    )
    // (30 + 10 + 6) / 2 and 80 / 2.
    expect(cost).toMatchObject({ updates: 2, mainMs: 23, workerMs: 40, longTasks: 1, longestMs: 60 })
  })

  test('a page is at rest when neither its main thread nor its workers did anything for 120 ms', () => {
    const cost = updateCost(
      readTrace([
        ...THREADS,
        task(7, 1, [100, 50, 50]),
        update(100),
        // 30 ms of pause are no rest, and the worker's work counts.
        task(7, 2, [180, 100, 100]),
        // Too short to be work.
        task(7, 1, [390, 1, 1]),
        task(7, 1, [700, 20, 20]),
        update(1100),
      ]),
    )
    expect(cost.idleMs).toEqual([180])
  })

  test('a page that never rests before the next update has no time of rest', () => {
    const tasks = Array.from({ length: 10 }, (_, at) => task(7, 1, [100 + at * 100, 5, 5]))
    expect(updateCost(readTrace([...THREADS, ...tasks, update(100), update(1100)])).idleMs).toEqual([null])
  })

  test('one update alone has no end, and is refused', () => {
    expect(() => updateCost(readTrace([...THREADS, update(100)]))).toThrow('no two updates')
  })

  test('work in a span is the sum of the tasks that ended in it', () => {
    const { main } = readTrace([...THREADS, update(1), task(7, 1, [10, 9, 9]), task(7, 1, [30, 5, 4])])
    expect(workBetween(main, 5, 40)).toEqual({ cpuMs: 13, longestCpuMs: 9 })
  })
})
