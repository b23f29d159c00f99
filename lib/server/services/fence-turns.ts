// One work at a time on a fence's copies at the vendor, within this process: who presses twice, or two who press at once, make
// one copy and not two.

import { singleton } from '../singleton'

/** Does `work` when all earlier work on this fence has ended, however it ended. */
export async function inTurn<Result>(fenceId: string, work: () => Promise<Result>): Promise<Result> {
  const turns = singleton('fence-turns', () => new Map<string, Promise<unknown>>())
  const before = turns.get(fenceId) ?? Promise.resolve()
  const turn = before.then(work, work)
  const ended = turn.catch(() => undefined)
  turns.set(fenceId, ended)
  try {
    return await turn
  } finally {
    if (turns.get(fenceId) === ended) turns.delete(fenceId)
  }
}
