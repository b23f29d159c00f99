// Work that is done one after another within this process. Whoever waits holds nothing: no session of the database, no lock.

import { singleton } from './singleton'

/** Does `work` when all earlier work of this `queue` and `key` has ended, however it ended. Never from within such work. */
export async function takeTurn<Result>(
  queue: string,
  key: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const turns = singleton(`${queue}-turns`, () => new Map<string, Promise<unknown>>())
  const before = turns.get(key) ?? Promise.resolve()
  const turn = before.then(work)
  const ended = turn.catch(() => undefined)
  turns.set(key, ended)
  try {
    return await turn
  } finally {
    if (turns.get(key) === ended) turns.delete(key)
  }
}
