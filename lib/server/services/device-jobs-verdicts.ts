// What a piece of work ends with: a verdict for each of its items.

import type { DeviceItemProblem, DeviceWish } from '@/lib/domain/api/device-jobs'
import type { WorkDevice } from '../data/device-jobs-devices'
import type { HeldItem, Verdict } from '../data/system/device-jobs-items'
import type { CallEnd } from './device-jobs-call'

/** An item with its device as it is now. */
export type ReadyItem<W extends DeviceWish = DeviceWish> = HeldItem & { wish: W; device: WorkDevice }

/** `untilMs` where the vendor told how long it wants to be left alone. */
export type PieceEnd = { verdicts: Verdict[]; isUnsent: boolean; untilMs: number | null }

/** The vendor may say no for now so often before that counts as a no. */
const BUSY_TRIES = 3

/** The end of a call that failed, for all it was for. */
export function endOfAll(
  items: readonly HeldItem[],
  end: Exclude<CallEnd<unknown>, { kind: 'ok' }>,
): PieceEnd {
  const of = (verdict: (item: HeldItem) => Verdict) => items.map(verdict)
  const rest = { isUnsent: false, untilMs: null }
  if (end.kind === 'unsent') return { verdicts: of(unsent), isUnsent: true, untilMs: end.untilMs }
  if (end.kind === 'gone') return { verdicts: of((item) => skipped(item, 'gone')), ...rest }
  if (end.kind === 'unknown') return { verdicts: of(unknown), ...rest }
  if (end.kind === 'busy')
    return {
      verdicts: of((item) => (item.sentCount < BUSY_TRIES ? again(item) : failed(item, end.problem))),
      ...rest,
    }
  return { verdicts: of((item) => failed(item, end.problem)), ...rest }
}

/** The vendor did it; `problem` says how one knows where it was not by its answer. */
export const done = ({ seq }: HeldItem, problem: DeviceItemProblem | null = null): Verdict => ({
  seq,
  state: 'done',
  problem,
})
/** The vendor did not do it, and that is known. */
export const failed = ({ seq }: HeldItem, problem: DeviceItemProblem): Verdict => ({
  seq,
  state: 'failed',
  problem,
})
/** Nothing was sent, and nothing will be. */
export const skipped = ({ seq }: HeldItem, word: DeviceItemProblem['word']): Verdict => ({
  seq,
  state: 'skipped',
  problem: { word },
})
/** Nobody knows whether it happened. */
export const unknown = ({ seq }: HeldItem): Verdict => ({
  seq,
  state: 'unknown',
  problem: { word: 'no_answer' },
})
/** The vendor said no, and that nothing happened is known: it may go once more. */
export const again = ({ seq }: HeldItem): Verdict => ({ seq, state: 'waiting', problem: null })
const unsent = ({ seq }: HeldItem): Verdict => ({ seq, state: 'waiting', problem: null, unsent: true })
