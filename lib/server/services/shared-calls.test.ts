import { expect, test } from 'vitest'
import type { Standing } from './call-queue'
import { SharedCalls } from './shared-calls'

const PERSON = { lane: 'people' } as const

/** A question that is answered when the test says so. */
function question() {
  let answer: (value: string) => void = () => undefined
  let asked = 0
  const signals: AbortSignal[] = []
  const standings: Standing[] = []
  const ask = (signal: AbortSignal, standing: Standing) => {
    asked += 1
    signals.push(signal)
    standings.push(standing)
    return new Promise<string>((resolve, reject) => {
      answer = resolve
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  }
  return { ask, signals, standings, answer: (value: string) => answer(value), asked: () => asked }
}

test('identical questions under way are asked once, different ones are not mixed up', async () => {
  const shared = new SharedCalls()
  const { ask, answer, asked } = question()
  const other = question()
  const answers = [
    shared.share('a', ask, PERSON),
    shared.share('a', ask, PERSON),
    shared.share('b', other.ask, PERSON),
  ]
  answer('A')
  other.answer('B')
  expect(await Promise.all(answers)).toEqual(['A', 'A', 'B'])
  expect(asked()).toBe(1)
})

test('once answered, the next one asks anew', async () => {
  const shared = new SharedCalls()
  const { ask, answer, asked } = question()
  const first = shared.share('a', ask, PERSON)
  answer('old')
  await first
  const second = shared.share('a', ask, PERSON)
  answer('new')
  expect(await second).toBe('new')
  expect(asked()).toBe(2)
})

test('one who leaves takes nothing from the others', async () => {
  const shared = new SharedCalls()
  const { ask, answer, signals } = question()
  const abort = new AbortController()
  const leaving = shared.share('a', ask, { ...PERSON, signal: abort.signal })
  const staying = shared.share('a', ask, PERSON)
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
  const leaving = shared.share('a', ask, { ...PERSON, signal: abort.signal })
  abort.abort(new Error('left'))
  await expect(leaving).rejects.toThrow('left')
  expect(signals[0]?.aborted).toBe(true)
  const next = shared.share('a', ask, PERSON)
  answer('A')
  expect(await next).toBe('A')
  expect(asked()).toBe(2)
})

test('a failure reaches everyone who waits', async () => {
  const shared = new SharedCalls()
  const fail = async () => {
    throw new Error('no')
  }
  const both = await Promise.allSettled([shared.share('a', fail, PERSON), shared.share('a', fail, PERSON)])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})

test('a question goes on in the first lane of those who ask it', async () => {
  const shared = new SharedCalls()
  const { ask, answer, standings } = question()
  const poll = shared.share('a', ask, { lane: 'background' })
  expect(standings[0]?.lane).toBe('background')
  const person = shared.share('a', ask, PERSON)
  expect(standings[0]?.lane).toBe('people')
  const another = shared.share('a', ask, { lane: 'background' })
  expect(standings.map(({ lane }) => lane)).toEqual(['people'])
  answer('A')
  expect(await Promise.all([poll, person, another])).toEqual(['A', 'A', 'A'])
})
