import { expect, test } from 'vitest'
import { SharedCalls } from './shared-calls'

/** A question that is answered when the test says so. */
function question() {
  let answer: (value: string) => void = () => undefined
  let asked = 0
  const signals: AbortSignal[] = []
  const ask = (signal: AbortSignal) => {
    asked += 1
    signals.push(signal)
    return new Promise<string>((resolve, reject) => {
      answer = resolve
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  }
  return { ask, signals, answer: (value: string) => answer(value), asked: () => asked }
}

test('identical questions under way are asked once, different ones are not mixed up', async () => {
  const shared = new SharedCalls()
  const { ask, answer, asked } = question()
  const other = question()
  const answers = [shared.share('a', ask), shared.share('a', ask), shared.share('b', other.ask)]
  answer('A')
  other.answer('B')
  expect(await Promise.all(answers)).toEqual(['A', 'A', 'B'])
  expect(asked()).toBe(1)
})

test('once answered, the next one asks anew', async () => {
  const shared = new SharedCalls()
  const { ask, answer, asked } = question()
  const first = shared.share('a', ask)
  answer('old')
  await first
  const second = shared.share('a', ask)
  answer('new')
  expect(await second).toBe('new')
  expect(asked()).toBe(2)
})

test('one who leaves takes nothing from the others', async () => {
  const shared = new SharedCalls()
  const { ask, answer, signals } = question()
  const abort = new AbortController()
  const leaving = shared.share('a', ask, abort.signal)
  const staying = shared.share('a', ask)
  abort.abort(new Error('left'))
  await expect(leaving).rejects.toThrow('left')
  expect(signals[0]?.aborted).toBe(false)
  answer('A')
  expect(await staying).toBe('A')
})

test('when the last one leaves, the question is given up and the next one asks anew', async () => {
  const shared = new SharedCalls()
  const { ask, answer, signals, asked } = question()
  const abort = new AbortController()
  const leaving = shared.share('a', ask, abort.signal)
  abort.abort(new Error('left'))
  await expect(leaving).rejects.toThrow('left')
  expect(signals[0]?.aborted).toBe(true)
  const next = shared.share('a', ask)
  answer('A')
  expect(await next).toBe('A')
  expect(asked()).toBe(2)
})

test('a failure reaches everyone who waits', async () => {
  const shared = new SharedCalls()
  const fail = async () => {
    throw new Error('no')
  }
  const both = await Promise.allSettled([shared.share('a', fail), shared.share('a', fail)])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})
