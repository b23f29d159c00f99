// One vendor call of work on many devices, and what its end says about the items it was for. It never repeats a call: whether an
// item goes again is for device-jobs-run.ts, which knows how often it has been sent.

import type { DeviceItemProblem } from '@/lib/domain/api/device-jobs'
import type { MethodInput, MethodName, MethodOutput } from '@/lib/jimi/contract'
import { CODE_MEANINGS } from '@/lib/jimi/contract/codes'
import { JimiApiError, JimiContractError, JimiTransportError } from '@/lib/jimi/errors'
import type { Viewer } from '../access'
import { ForbiddenError, NotFoundError } from '../errors'
import { callJimi } from '../jimi'
import { TokenUnavailableError } from '../token'
import { CoolingDownError } from './call-pauses'
import { QueueFullError } from './call-queue'

/**
 * `unsent`: nothing reached the vendor, or it took no notice; `untilMs` when it told until when. `busy`: it said no for now.
 * `unknown`: no answer that can be read, so it may have happened.
 */
export type CallEnd<T> =
  | { kind: 'ok'; output: T }
  | { kind: 'refused'; problem: DeviceItemProblem; code: number | null; offendingImeis: readonly string[] }
  | { kind: 'gone' }
  | { kind: 'busy'; problem: DeviceItemProblem }
  | { kind: 'unsent'; untilMs: number | null }
  | { kind: 'unknown' }

const BUSY = -1

/** Makes a call for whoever asked for the work, within what they own. @throws what is none of a vendor call's ends. */
export async function callForItems<N extends MethodName>(
  viewer: Viewer,
  method: N,
  input: MethodInput<N>,
): Promise<CallEnd<MethodOutput<N>>> {
  try {
    // Without a signal: a write that has left is waited for, even while the process ends.
    return { kind: 'ok', output: await callJimi(viewer, method, input) }
  } catch (error) {
    return endOf(error)
  }
}

/** What a failure says. @throws the failure, when it is none of a vendor call's. */
export function endOf(error: unknown): Exclude<CallEnd<never>, { kind: 'ok' }> {
  if (error instanceof CoolingDownError) return { kind: 'unsent', untilMs: error.untilMs }
  if (error instanceof QueueFullError || error instanceof TokenUnavailableError)
    return { kind: 'unsent', untilMs: null }
  if (error instanceof NotFoundError || error instanceof ForbiddenError) return { kind: 'gone' }
  if (error instanceof JimiApiError) return endOfRefusal(error)
  if (error instanceof JimiContractError && error.kind === 'input')
    return { kind: 'refused', problem: { word: 'not_sendable' }, code: null, offendingImeis: [] }
  if (error instanceof JimiContractError || error instanceof JimiTransportError)
    return isOfToken(error.method) ? { kind: 'unsent', untilMs: null } : { kind: 'unknown' }
  throw error
}

function endOfRefusal(error: JimiApiError): Exclude<CallEnd<never>, { kind: 'ok' }> {
  if (error.retry === 'quota' || error.retry === 'relogin' || isOfToken(error.method))
    return { kind: 'unsent', untilMs: null }
  const problem = refusalOf(error.code, error.vendorMessage)
  if (error.code === BUSY) return { kind: 'busy', problem }
  return { kind: 'refused', problem, code: error.code, offendingImeis: error.offendingImeis }
}

/** A refusal in the vendor's words and in ours. */
export function refusalOf(code: number, vendorWords: string): DeviceItemProblem {
  const words = vendorWords.trim()
  return {
    word: 'refused',
    code,
    ...(CODE_MEANINGS[code] === undefined ? {} : { meaning: CODE_MEANINGS[code] }),
    ...(words === '' ? {} : { vendorWords: words }),
  }
}

/** Without a token the call itself never left. */
function isOfToken(method: string): boolean {
  return method.startsWith('jimi.oauth.')
}
