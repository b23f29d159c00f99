// What the explorer says to a request to call, before and after anything has reached the vendor.

import type { OrderProblem } from '@/lib/domain/api/command'
import type {
  ExplorerHeld,
  ExplorerInvalid,
  ExplorerOrdered,
  ExplorerRequest,
  ExplorerResult,
  RefusalReason,
} from '@/lib/domain/api/explorer'
import type { Problem } from '@/lib/domain/schema-form/shape'
import { REFUSAL_WORDS } from './explorer-policy'

/** What became of a request to call. Only `done` and `ordered` may have reached the vendor. */
export type ExplorerReply =
  | { kind: 'done'; result: ExplorerResult }
  | { kind: 'ordered'; body: ExplorerOrdered }
  | { kind: 'invalid'; body: ExplorerInvalid }
  | { kind: 'unconfirmed' | 'refused'; body: ExplorerHeld }

const MAX_PROBLEMS = 1000

/** Says what is wrong with the input. */
export function invalidReply(problems: Problem[]): ExplorerReply {
  const message = 'The input does not fit the method.'
  return {
    kind: 'invalid',
    body: { code: 'invalid_input', message, problems: problems.slice(0, MAX_PROBLEMS) },
  }
}

/** Shows a request that is not sent from here. */
export function refusedReply(
  reason: RefusalReason,
  request: ExplorerRequest,
  problem: OrderProblem | null = null,
): ExplorerReply {
  return {
    kind: 'refused',
    body: { code: 'not_from_here', message: REFUSAL_WORDS[reason], reason, problem, request },
  }
}

/** Shows a write that nobody has confirmed. */
export function unconfirmedReply(request: ExplorerRequest): ExplorerReply {
  const message = 'This call changes something at the vendor. Confirm it to send it.'
  return {
    kind: 'unconfirmed',
    body: { code: 'confirmation_needed', message, reason: null, problem: null, request },
  }
}
