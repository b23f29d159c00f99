import { expect, test } from 'vitest'
import { type CallLane, CallQueue, type CallQueueOptions, QueueFullError, Standing } from './call-queue'
import { TokenBucket } from './token-bucket'

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
    bucket: new TokenBucket({ capacity: 1, refillMs: 200 }),
    atOnce: { commands: 1, people: 2, background: 1 },
    maxWaiting: 5,
    ...changes,
  })
  const leftIn = new Map<string, CallLane>()
  const runAs = (standing: Standing, name: string, signal?: AbortSignal) =>
    queue.run(
      standing,
      (lane) =>
        new Promise<string>((resolve) => {
          started.push(`${name} at ${clock.nowMs}`)
          leftIn.set(name, lane)
          ends.set(name, () => resolve(name))
        }),
      signal,
    )
  const run = (lane: CallLane, name: string, signal?: AbortSignal) => runAs(new Standing(lane), name, signal)
  return { clock, started, ends, leftIn, run, runAs }
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
  const bucket = new TokenBucket({ capacity: 1, refillMs: 200 })
  const one = setUp({ bucket })
  const other = setUp({ bucket })
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
    bucket: new TokenBucket({ capacity: 1, refillMs: 0 }),
    atOnce: { commands: 1, people: 1, background: 1 },
    maxWaiting: 5,
  })
  const failing = queue.run(new Standing('background'), async () => {
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await expect(queue.run(new Standing('background'), async () => 'yes')).resolves.toBe('yes')
  void run('people', 'x')
  await settled()
  expect(started).toHaveLength(1)
})

test('more calls than will ever be made are refused at once', async () => {
  const { run } = setUp()
  for (let count = 0; count < 6; count += 1) void run('background', `${count}`)
  await expect(run('background', 'too many')).rejects.toBeInstanceOf(QueueFullError)
})

test('a command passes everybody who waits, of its own connection and of others with the same key', async () => {
  const bucket = new TokenBucket({ capacity: 3, refillMs: 200 })
  const one = setUp({ bucket })
  const other = setUp({ bucket })
  for (let count = 0; count < 5; count += 1) void other.run('background', `poll ${count}`)
  await settled()
  expect(other.started).toEqual(['poll 0 at 1000'])
  void one.run('people', 'person')
  void one.run('commands', 'command')
  await settled()
  // Two of the three places are left after the poll: one that people may take, and one for commands alone.
  expect(one.started).toEqual(['person at 1000', 'command at 1000'])
})

test('background work waits until the bucket is full, people and commands may start together after a rest', async () => {
  const { started, run } = setUp({
    bucket: new TokenBucket({ capacity: 3, refillMs: 200 }),
    atOnce: { commands: 9, people: 9, background: 9 },
  })
  for (const name of ['poll', 'roster']) void run('background', name)
  await settled()
  expect(started).toEqual(['poll at 1000', 'roster at 1200'])
})

test('background work that has waited ten seconds goes before people', async () => {
  const { clock, started, run } = setUp({ atOnce: { commands: 1, people: 50, background: 1 } })
  void run('people', 'first')
  await Promise.resolve()
  void run('background', 'poll')
  for (let count = 0; count < 4; count += 1) void run('people', `${count}`)
  clock.nowMs += 10_000
  await settled()
  expect(started[1]).toBe('poll at 11200')
})

test('a waiting call that is raised leaves with its new lane, and counts as of it', async () => {
  const { clock, started, leftIn, ends, run, runAs } = setUp()
  void run('background', 'poll')
  void run('background', 'roster')
  const standing = new Standing('background')
  void runAs(standing, 'wanted')
  clock.nowMs += 10
  void run('people', 'person')
  standing.raiseTo('people')
  await settled()
  // It has waited longer than the person who asked for something else.
  expect(started).toEqual(['poll at 1010', 'wanted at 1200', 'person at 1400'])
  expect(leftIn.get('wanted')).toBe('people')
  ends.get('poll')?.()
  await settled()
  expect(started.at(-1)).toBe('roster at 1600')
})

test('a call that has left is not raised any more, nor is any call lowered', async () => {
  const { started, leftIn, ends, run, runAs } = setUp()
  const sent = new Standing('background')
  void runAs(sent, 'sent')
  await settled()
  sent.raiseTo('people')
  expect(leftIn.get('sent')).toBe('background')
  ends.get('sent')?.()
  const person = new Standing('people')
  person.raiseTo('background')
  expect(person.lane).toBe('people')
  void run('background', 'next')
  await settled()
  expect(started.at(-1)).toMatch(/^next/)
})

test('a raised call can still be given up', async () => {
  const { started, ends, run, runAs } = setUp()
  void run('background', 'poll')
  const abort = new AbortController()
  const standing = new Standing('background')
  const waiting = runAs(standing, 'wanted', abort.signal)
  standing.raiseTo('people')
  abort.abort(new Error('gone'))
  await expect(waiting).rejects.toThrow('gone')
  ends.get('poll')?.()
  await settled()
  expect(started).toEqual(['poll at 1000'])
})
