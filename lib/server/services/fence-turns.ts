// One work at a time on a fence's copies at the vendor, within this process: who presses twice, or two who press at once, make
// one copy and not two.

import { takeTurn } from '../turns'

/** Does `work` when all earlier work on this fence has ended, however it ended. */
export function inTurn<Result>(fenceId: string, work: () => Promise<Result>): Promise<Result> {
  return takeTurn('fence', fenceId, work)
}
