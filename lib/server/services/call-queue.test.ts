import { expect, test } from 'vitest'
import { type CallLane, CallQueue, type CallQueueOptions, QueueFullError } from './call-queue'

/** A queue whose time passes only while it sleeps, and work that ends when told to. */
function setUp(changes: Partial<CallQueueOptions> = {}) {
  const clock = { nowMs: 1000 }
  const started: string[] = []
  const ends = new Map<string, () => void>()
  const queue = new CallQueue({
    clock: {
      now: () => clock.nowMs,
      random: () => 0,
      sleep: async (ms) => {
        // Whoever may start now does so before time moves on.
        await turn()
        clock.nowMs += ms
      },
    },
    spacingMs: 200,
    pacing: { nextStartMs: 0 },
    atOnce: { people: 2, background: 1 },
    maxWaiting: 5,
    ...changes,
  })
  const run = (lane: CallLane, name: string, signal?: AbortSignal) =>
    queue.run(
      lane,
      () =>
        new Promise<string>((resolve) => {
          started.push(`${name} at ${clock.nowMs}`)
          ends.set(name, () => resolve(name))
        }),
      signal,
    )
  return { clock, started, ends, run }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

async function settled(): Promise<void> {
  for (let turns = 0; turns < 10; turns += 1) await turn()
}

test('calls start one spacing apart, people before background work', async () => {
  const { started, run, ends } = setUp()
  void run('background', 'poll')
  void run('background', 'roster')
  void run('people', 'person')
  await settled()
  expect(started).toEqual(['poll at 1000', 'person at 1200'])
  ends.get('poll')?.()
  await settled()
  expect(started.at(-1)).toBe('roster at 1400')
})

test('a slow call of a person does not hold up the poll, and at most two run at once', async () => {
  const { started, run } = setUp()
  for (const name of ['a', 'b', 'c']) void run('people', name)
  void run('background', 'poll')
  await settled()
  expect(started).toEqual(['a at 1000', 'b at 1200', 'poll at 1400'])
})

test('queues that share a pace never start two calls within one spacing', async () => {
  const pacing = { nextStartMs: 0 }
  const one = setUp({ pacing })
  const other = setUp({ pacing })
  void one.run('people', 'one')
  void other.run('people', 'other')
  await settled()
  expect([...one.started, ...other.started]).toEqual(['one at 1000', 'other at 1200'])
})

test('whoever gives up while waiting leaves the queue', async () => {
  const { started, run, ends } = setUp()
  const abort = new AbortController()
  void run('background', 'poll')
  const waiting = run('background', 'roster', abort.signal)
  abort.abort(new Error('gone'))
  await expect(waiting).rejects.toThrow('gone')
  ends.get('poll')?.()
  await settled()
  expect(started).toEqual(['poll at 1000'])
})

test('work that fails gives its place free', async () => {
  const { started, run } = setUp()
  const queue = new CallQueue({
    clock: { now: () => 0, random: () => 0, sleep: async () => undefined },
    spacingMs: 0,
    pacing: { nextStartMs: 0 },
    atOnce: { people: 1, background: 1 },
    maxWaiting: 5,
  })
  const failing = queue.run('background', async () => {
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await expect(queue.run('background', async () => 'yes')).resolves.toBe('yes')
  void run('people', 'x')
  await settled()
  expect(started).toHaveLength(1)
})

test('more calls than will ever be made are refused at once', async () => {
  const { run } = setUp()
  for (let count = 0; count < 6; count += 1) void run('background', `${count}`)
  await expect(run('background', 'too many')).rejects.toBeInstanceOf(QueueFullError)
})
