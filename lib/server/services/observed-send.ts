// What is noted around each request that leaves for the vendor: counts, durations, codes, and what the answer tells of the
// vendor's clock. A request refused for its time is sent once more in the vendor's time.

import type { MethodName, MethodOutput } from '@/lib/jimi/contract'
import { isTimestampRefusal, JimiApiError, JimiContractError, JimiTransportError } from '@/lib/jimi/errors'
import type { AnswerMoment } from '@/lib/jimi/wire/exchange'
import type { Clock } from '../live/clock'
import { log } from '../log'
import { countVendorCall } from '../metrics'
import type { AppBudget } from './app-budget'
import type { CallLedger } from './call-ledger'
import type { CallPauses } from './call-pauses'
import type { CallLane } from './call-queue'
import type { Send } from './connection-line'
import type { ConnectionRef } from './upstream-health'

export type Observed = { ref: ConnectionRef; clock: Clock; budget: AppBudget; ledger: CallLedger }

/** `send` with all that is noted around it. */
export function observedSend(observed: Observed, send: Send): Send {
  const { budget, clock, ref } = observed
  return async (method, input, options) => {
    const once = () => measured(observed, { method, lane: options.lane }, () => send(method, input, options))
    const stampedWithMs = budget.vendorClock.offsetMs
    try {
      return await once()
    } catch (error) {
      if (!isTimestampRefusal(error) || options.beforeLeaving) throw error
      // Its answer carried the vendor's time, and nothing of what was asked for has happened.
      budget.vendorClock.trustNewest()
      const offsetMs = budget.vendorClock.offsetMs
      if (Math.abs(offsetMs - stampedWithMs) < LEAST_CORRECTION_MS) throw error
      log.warn({ connectionId: ref.id, offsetMs }, "the vendor refused our time; sending in the vendor's")
      budget.bucket.take(clock.now())
      return once()
    }
  }
}

/** Learns from when an answer came by the vendor's clock. */
export function noteAnswer(
  { ref, clock, budget, ledger }: Observed,
  { dateMs, roundTripMs }: AnswerMoment,
): void {
  if (dateMs === null) return
  budget.vendorClock.note({ shownMs: dateMs, receivedAtMs: clock.now(), roundTripMs })
  const reading = budget.vendorClock.current()
  if (reading === null) return
  const { offsetMs, measuredAtMs } = reading
  ledger.noteFacts(ref, { clockOffsetMs: offsetMs, clockMeasuredAt: new Date(measuredAtMs) })
}

/** Notes for storage that a silence began: with every connection that keeps it, so that it outlives this process. */
export function notePause(
  { ref, budget, ledger }: Observed,
  { whose, pauses }: { whose: 'app' | 'own'; pauses: CallPauses },
): void {
  if (whose === 'own') {
    ledger.noteFacts(ref, { ownPauses: pauses.ownNow() })
    return
  }
  const silence = budget.pause.current()
  if (silence === null) return
  const facts = { pausedUntil: new Date(silence.untilMs), pauseReason: silence.reason }
  for (const connection of budget.connections.values()) ledger.noteFacts(connection, facts)
}

/** Less than this cannot have been the reason for a refusal; the vendor allows ten minutes. */
const LEAST_CORRECTION_MS = 60_000

type Request = { method: MethodName; lane: CallLane }

async function measured<N extends MethodName>(
  { ref, ledger }: Observed,
  { method, lane }: Request,
  call: () => Promise<MethodOutput<N>>,
): Promise<MethodOutput<N>> {
  const startedMs = performance.now()
  let code: string | null = null
  let hasLeft = true
  try {
    return await call()
  } catch (error) {
    code = codeOf(error)
    hasLeft = !(error instanceof JimiContractError && error.kind === 'input')
    throw error
  } finally {
    if (hasLeft) {
      countVendorCall({ method, code: code ?? 0, durationMs: performance.now() - startedMs })
      ledger.noteCall(ref, { method, lane, code })
    }
  }
}

function codeOf(error: unknown): string {
  if (error instanceof JimiApiError) return String(error.code)
  if (error instanceof JimiTransportError) return error.kind
  return error instanceof JimiContractError ? 'garbled' : 'error'
}
