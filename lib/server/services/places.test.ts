import { expect, test } from 'vitest'
import { Places } from './places'

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Work that ends when told to. */
function setUp() {
  const places = new Places(2)
  const started: string[] = []
  const ends = new Map<string, () => void>()
  const run = (name: string, signal?: AbortSignal) =>
    places.run(() => {
      started.push(name)
      return new Promise<void>((resolve) => ends.set(name, resolve))
    }, signal)
  return { started, ends, run, places }
}

test('no more runs at once than there are places, and who asked first comes first', async () => {
  const { started, ends, run } = setUp()
  for (const name of ['a', 'b', 'c', 'd']) void run(name)
  await turn()
  expect(started).toEqual(['a', 'b'])
  ends.get('b')?.()
  await turn()
  expect(started).toEqual(['a', 'b', 'c'])
})

test('work that fails gives its place free, and whoever gave up is passed over', async () => {
  const { started, ends, run, places } = setUp()
  void run('a')
  const abort = new AbortController()
  const failing = places.run(() => Promise.reject(new Error('no')))
  const givenUp = run('b', abort.signal)
  const patient = run('c')
  abort.abort(new Error('enough'))
  await expect(givenUp).rejects.toThrow('enough')
  await expect(failing).rejects.toThrow('no')
  await turn()
  expect(started).toEqual(['a', 'c'])
  ends.get('c')?.()
  await patient
})
