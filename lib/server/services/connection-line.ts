// One connection's line to the vendor: whose turn it is, which token goes along, what is tried again, which answers serve
// twice. It holds no credentials (jimi.ts does) and no rules about people (ownership.ts does); when to be silent is
// call-pauses.ts. Answers are shared and kept within this process only: another one asks again.

import type { CallTrace } from '@/lib/jimi/client'
import { getMethod, type MethodInput, type MethodName, type MethodOutput } from '@/lib/jimi/contract'
import { JimiApiError, JimiContractError, JimiTransportError } from '@/lib/jimi/errors'
import { type Clock, jitteredBackoffMs } from '../live/clock'
import type { TokenKeeper } from '../token'
import type { AppBudget } from './app-budget'
import { type CallPauses, isWithOwnQuota } from './call-pauses'
import { type CallLane, CallQueue, Standing } from './call-queue'
import type { FreshAnswers } from './fresh-answers'
import { freshMsOf } from './freshness'
import { isOrderMethod } from './order-methods'
import { Places } from './places'
import { SharedCalls } from './shared-calls'
import type { ConnectionRef, HealthBoard } from './upstream-health'

export type SendOptions = {
  lane: CallLane
  accessToken?: string
  signal?: AbortSignal
  onTrace?: OnTrace
  beforeLeaving?: BeforeLeaving
}

/** The last word before a write leaves. */
export type BeforeLeaving = () => Promise<void>

/** Told of each exchange of a call. Its trace holds secrets. */
export type OnTrace = (trace: CallTrace) => void

/** One signed request and its decoded answer. */
export type Send = <N extends MethodName>(
  method: N,
  input: MethodInput<N>,
  options: SendOptions,
) => Promise<MethodOutput<N>>

/**
 * Writes are `commands`, whoever asks for them. `anew`: an answer known already does not do, although people ask. `onTrace`:
 * the call has an exchange of its own, known to nobody else. `beforeLeaving` of a write has the last word when its turn has
 * come: what it throws is the outcome and nothing is sent; and such a call is never made a second time, not even after a
 * refused token or timestamp.
 */
export type CallOptions = {
  lane: 'people' | 'background'
  beforeLeaving?: BeforeLeaving
  anew?: boolean
  signal?: AbortSignal
  onTrace?: OnTrace
}

export type LineOptions = {
  ref: ConnectionRef
  send: Send
  tokens: TokenKeeper
  health: HealthBoard
  clock: Clock
  /** One for all connections of one app key: the vendor counts calls by it. */
  budget: AppBudget
  pauses: CallPauses
  fresh: FreshAnswers
  /** Told of each question that needed no request. */
  onSaved: (method: MethodName, how: 'shared' | 'cached') => void
  /** Told when a silence begins, and whose it is. */
  onPause: (whose: 'app' | 'own') => void
}

/** What an attempt goes by: its lane may rise until it leaves. */
type Attempt = Pick<SendOptions, 'signal' | 'onTrace' | 'beforeLeaving'> & { standing: Standing }

const READ_RETRIES = 2
const RETRY_FLOOR_MS = 300
const RETRY_CAP_MS = 3_000
const AT_ONCE = { commands: 4, people: 3, background: 1 }
/** Of the places for writes, those for what is no order: a camera that sleeps must not hold up who starts an engine again. */
const OTHER_WRITES_AT_ONCE = 2
const MAX_WAITING = 500

export class ConnectionLine {
  private readonly queue: CallQueue
  private readonly otherWrites = new Places(OTHER_WRITES_AT_ONCE)
  private readonly shared = new SharedCalls()
  private lastFailure: unknown = null

  constructor(private readonly options: LineOptions) {
    const { clock, budget } = options
    this.queue = new CallQueue({ clock, bucket: budget.bucket, atOnce: AT_ONCE, maxWaiting: MAX_WAITING })
  }

  /**
   * One call, with token. A refused token is renewed once; "system busy" is tried again at most twice, for reads only.
   * Identical reads under way are one call, and people get an answer that is fresh enough: answers must not be changed.
   * @throws JimiApiError, JimiTransportError, JimiContractError, CoolingDownError, QueueFullError, TokenUnavailableError
   */
  call<N extends MethodName>(
    method: N,
    input: MethodInput<N>,
    options: CallOptions,
  ): Promise<MethodOutput<N>> {
    return getMethod(method).access === 'write'
      ? this.write(method, input, options)
      : this.read(method, input, options)
  }

  /** What people would be answered without a request; null for none. */
  findKnown<N extends MethodName>(method: N, input: MethodInput<N>): MethodOutput<N> | null {
    const known = this.options.fresh.find(this.keyOf(method, input))
    // Keys name the method and its input, so everything under one key has one type.
    return known === null ? null : (known.answer as MethodOutput<N>)
  }

  private async write<N extends MethodName>(
    method: N,
    input: MethodInput<N>,
    { signal, onTrace, beforeLeaving }: CallOptions,
  ): Promise<MethodOutput<N>> {
    const { fresh, ref } = this.options
    fresh.forget(ref.id)
    const standing = new Standing('commands')
    const attempt = () => this.attempt(method, input, { standing, signal, onTrace, beforeLeaving })
    try {
      return await (isOrderMethod(method) ? attempt() : this.otherWrites.run(attempt, signal))
    } finally {
      // Also after a failure: nobody knows whether it happened.
      fresh.forget(ref.id)
    }
  }

  private async read<N extends MethodName>(
    method: N,
    input: MethodInput<N>,
    { lane, anew = lane === 'background', signal, onTrace }: CallOptions,
  ): Promise<MethodOutput<N>> {
    const { fresh, ref, onSaved, clock } = this.options
    signal?.throwIfAborted()
    if (onTrace) return this.attempt(method, input, { standing: new Standing(lane), signal, onTrace })
    const key = this.keyOf(method, input)
    const known = anew ? null : this.findKnown(method, input)
    if (known !== null) {
      onSaved(method, 'cached')
      return known
    }
    // Who asks after a write must not get an answer from before it.
    const version = fresh.versionOf(ref.id)
    const sharedKey = `${version} ${key}`
    if (this.shared.isUnderWay(sharedKey)) onSaved(method, 'shared')
    const ask = async (shared: AbortSignal, standing: Standing) => {
      const answer = await this.attempt(method, input, { standing, signal: shared })
      const freshMs = freshMsOf(method, input, clock.now())
      fresh.keep(key, answer, { connectionId: ref.id, version, freshMs })
      return answer
    }
    return this.shared.share(sharedKey, ask, { lane, signal })
  }

  private keyOf<N extends MethodName>(method: N, input: MethodInput<N>): string {
    return `${this.options.ref.id} ${method} ${JSON.stringify(input)}`
  }

  private async attempt<N extends MethodName>(
    method: N,
    input: MethodInput<N>,
    { standing, signal, onTrace, beforeLeaving }: Attempt,
  ): Promise<MethodOutput<N>> {
    let triesLeft = getMethod(method).access === 'read' ? READ_RETRIES : 0
    let mayRenew = beforeLeaving === undefined
    for (;;) {
      this.assertNotSilent(method, standing.lane)
      let accessToken: string | undefined
      try {
        accessToken = await this.options.tokens.current()
        const options = { accessToken, signal, onTrace, beforeLeaving }
        const send = (lane: CallLane) => this.send(method, input, { ...options, lane })
        const output = await this.queue.run(standing, send, signal)
        this.noteSuccess(method)
        return output
      } catch (error) {
        const staleToken = isStaleToken(error) ? accessToken : undefined
        if (staleToken !== undefined) this.options.tokens.drop(staleToken)
        if (staleToken !== undefined && mayRenew) {
          mayRenew = false
        } else if (triesLeft > 0 && isBusy(error)) {
          await this.options.clock.sleep(this.retryDelayMs(READ_RETRIES - triesLeft + 1), signal)
          triesLeft -= 1
        } else {
          this.noteFailure(error)
          throw error
        }
      }
    }
  }

  /** Other processes have their turns too. Silence may have begun while this call waited for its own. */
  private async send<N extends MethodName>(
    method: N,
    input: MethodInput<N>,
    options: SendOptions,
  ): Promise<MethodOutput<N>> {
    await this.options.budget.pace.turn(options.lane, options.signal)
    this.assertNotSilent(method, options.lane)
    await options.beforeLeaving?.()
    return this.options.send(method, input, options)
  }

  /**
   * Commands go out all the same: they are few, one of them may let a vehicle start again, and whether the vendor still
   * takes them is for the vendor to say.
   */
  private assertNotSilent(method: MethodName, lane: CallLane): void {
    if (lane === 'commands') return
    this.options.pauses.assertMayAsk(method)
  }

  private noteSuccess(method: MethodName): void {
    this.options.pauses.noteSuccess(method)
    this.options.health.noteSuccess(this.options.ref)
  }

  /** Callers who waited for the same token share one failure; it counts once. */
  private noteFailure(error: unknown): void {
    if (error === this.lastFailure || !isVendorFailure(error)) return
    this.lastFailure = error
    const isOwnQuota = error.retry === 'quota' && isWithOwnQuota(error.method)
    if (!isOwnQuota) this.options.health.noteFailure(this.options.ref, error)
    if (!(error instanceof JimiApiError) || error.retry !== 'quota') return
    this.options.onPause(this.options.pauses.noteRefusal(error))
  }

  private retryDelayMs(failures: number): number {
    const { random } = this.options.clock
    return jitteredBackoffMs({ failures, floorMs: RETRY_FLOOR_MS, capMs: RETRY_CAP_MS, random })
  }
}

function isVendorFailure(error: unknown): error is JimiApiError | JimiTransportError | JimiContractError {
  return (
    error instanceof JimiApiError || error instanceof JimiTransportError || error instanceof JimiContractError
  )
}

function isStaleToken(error: unknown): boolean {
  return error instanceof JimiApiError && error.retry === 'relogin'
}

function isBusy(error: unknown): boolean {
  return error instanceof JimiApiError && error.code === -1
}
