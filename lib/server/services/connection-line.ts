// One connection's line to the vendor: whose turn it is, which token goes along, what is tried again, when to be silent,
// which answers serve twice. It holds no credentials (jimi.ts does) and no rules about people (ownership.ts does).

import { SharedError } from '@/lib/domain/shared-error'
import { getMethod, type MethodInput, type MethodName, type MethodOutput } from '@/lib/jimi/contract'
import { JimiApiError, JimiContractError, JimiTransportError } from '@/lib/jimi/errors'
import { type Clock, jitteredBackoffMs } from '../live/clock'
import type { TokenKeeper } from '../token'
import type { AppBudget } from './app-budget'
import { type CallLane, CallQueue } from './call-queue'
import type { FreshAnswers } from './fresh-answers'
import { freshMsOf } from './freshness'
import { type PauseState, QuotaPause } from './quota-pause'
import { SharedCalls } from './shared-calls'
import type { ConnectionRef, HealthBoard } from './upstream-health'

export type SendOptions = { lane: CallLane; accessToken?: string; signal?: AbortSignal }

/** One signed request and its decoded answer. */
export type Send = <N extends MethodName>(
  method: N,
  input: MethodInput<N>,
  options: SendOptions,
) => Promise<MethodOutput<N>>

/** Writes are `commands`, whoever asks for them. `anew`: an answer known already does not do, although people ask. */
export type CallOptions = { lane: 'people' | 'background'; anew?: boolean; signal?: AbortSignal }

/** The vendor's quota is used up. Nothing but commands is sent until `untilMs`. */
export class CoolingDownError extends SharedError {
  static override readonly brand = 'CoolingDownError'
  override readonly name = 'CoolingDownError'

  constructor(
    readonly untilMs: number,
    /** The vendor's own words. */
    readonly reason: string | null = null,
  ) {
    super(`The vendor's quota is used up; no calls until ${new Date(untilMs).toISOString()}.`)
  }
}

export type LineOptions = {
  ref: ConnectionRef
  send: Send
  tokens: TokenKeeper
  health: HealthBoard
  clock: Clock
  /** One for all connections of one app key: the vendor counts calls by it. */
  budget: AppBudget
  fresh: FreshAnswers
  /** Told of each question that needed no request. */
  onSaved: (method: MethodName, how: 'shared' | 'cached') => void
  /** Told when a silence begins. */
  onPause: () => void
}

const READ_RETRIES = 2
const RETRY_FLOOR_MS = 300
const RETRY_CAP_MS = 3_000
const AT_ONCE = { commands: 4, people: 3, background: 1 }
const MAX_WAITING = 500

/** Methods with a small quota of their own: when it is used up, all others still work. */
const OWN_QUOTA: ReadonlySet<MethodName> = new Set<MethodName>(['jimi.lbs.address.get'])
const TOKEN_GET = 'jimi.oauth.token.get'

export class ConnectionLine {
  private readonly queue: CallQueue
  private readonly shared = new SharedCalls()
  /** Of this connection alone: its token is asked for too often. */
  private readonly tokenPause: QuotaPause
  private readonly methodPauses = new Map<string, QuotaPause>()
  private lastFailure: unknown = null

  constructor(private readonly options: LineOptions) {
    const { clock, budget } = options
    this.queue = new CallQueue({ clock, bucket: budget.bucket, atOnce: AT_ONCE, maxWaiting: MAX_WAITING })
    this.tokenPause = new QuotaPause(clock)
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
      ? this.write(method, input, options.signal)
      : this.read(method, input, options)
  }

  /** What people would be answered without a request; null for none. */
  findKnown<N extends MethodName>(method: N, input: MethodInput<N>): MethodOutput<N> | null {
    const known = this.options.fresh.find(this.keyOf(method, input))
    // Keys name the method and its input, so everything under one key has one type.
    return known === null ? null : (known.answer as MethodOutput<N>)
  }

  /** The silence kept towards the vendor, but for commands and what single methods are short of; null for none. */
  silence(): PauseState | null {
    return this.options.budget.pause.current() ?? this.tokenPause.current()
  }

  private async write<N extends MethodName>(
    method: N,
    input: MethodInput<N>,
    signal: AbortSignal | undefined,
  ): Promise<MethodOutput<N>> {
    const { fresh, ref } = this.options
    fresh.forget(ref.id)
    try {
      return await this.attempt(method, input, { lane: 'commands', signal })
    } finally {
      // Also after a failure: nobody knows whether it happened.
      fresh.forget(ref.id)
    }
  }

  private async read<N extends MethodName>(
    method: N,
    input: MethodInput<N>,
    { lane, anew = lane === 'background', signal }: CallOptions,
  ): Promise<MethodOutput<N>> {
    const { fresh, ref, onSaved, clock } = this.options
    signal?.throwIfAborted()
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
    const ask = async (shared: AbortSignal) => {
      const answer = await this.attempt(method, input, { lane, signal: shared })
      const freshMs = freshMsOf(method, input, clock.now())
      fresh.keep(key, answer, { connectionId: ref.id, version, freshMs })
      return answer
    }
    return this.shared.share(sharedKey, ask, signal)
  }

  private keyOf<N extends MethodName>(method: N, input: MethodInput<N>): string {
    return `${this.options.ref.id} ${method} ${JSON.stringify(input)}`
  }

  private async attempt<N extends MethodName>(
    method: N,
    input: MethodInput<N>,
    { lane, signal }: { lane: CallLane; signal?: AbortSignal },
  ): Promise<MethodOutput<N>> {
    let triesLeft = getMethod(method).access === 'read' ? READ_RETRIES : 0
    let mayRenew = true
    for (;;) {
      this.assertNotSilent(method, lane)
      let accessToken: string | undefined
      try {
        accessToken = await this.options.tokens.current()
        const options = { accessToken, signal, lane }
        const output = await this.queue.run(lane, () => this.send(method, input, options), signal)
        this.noteSuccess(method)
        return output
      } catch (error) {
        if (accessToken !== undefined && mayRenew && isStaleToken(error)) {
          mayRenew = false
          this.options.tokens.drop(accessToken)
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

  /** Silence may have begun while this call waited for its turn. */
  private async send<N extends MethodName>(
    method: N,
    input: MethodInput<N>,
    options: SendOptions,
  ): Promise<MethodOutput<N>> {
    this.assertNotSilent(method, options.lane)
    return this.options.send(method, input, options)
  }

  /**
   * Commands go out all the same: they are few, one of them may let a vehicle start again, and whether the vendor still
   * takes them is for the vendor to say.
   */
  private assertNotSilent(method: MethodName, lane: CallLane): void {
    if (lane === 'commands') return
    const silence = this.silence() ?? this.methodPauses.get(method)?.current()
    if (silence) throw new CoolingDownError(silence.untilMs, silence.reason)
  }

  private noteSuccess(method: MethodName): void {
    this.pauseOf(method).noteSuccess()
    this.tokenPause.noteSuccess()
    this.options.health.noteSuccess(this.options.ref)
  }

  /** Callers who waited for the same token share one failure; it counts once. */
  private noteFailure(error: unknown): void {
    if (error === this.lastFailure || !isVendorFailure(error)) return
    this.lastFailure = error
    const isOwnQuota = error.retry === 'quota' && isWithOwnQuota(error.method)
    if (!isOwnQuota) this.options.health.noteFailure(this.options.ref, error)
    if (!(error instanceof JimiApiError) || error.retry !== 'quota') return
    const { budget, clock } = this.options
    this.pauseOf(error.method).noteRefusal(error, clock.now() + budget.vendorClock.offsetMs)
    this.options.onPause()
  }

  /** What a refusal of this method silences. */
  private pauseOf(method: string): QuotaPause {
    if (method === TOKEN_GET) return this.tokenPause
    if (!isWithOwnQuota(method)) return this.options.budget.pause
    const pause = this.methodPauses.get(method) ?? new QuotaPause(this.options.clock)
    this.methodPauses.set(method, pause)
    return pause
  }

  private retryDelayMs(failures: number): number {
    const { random } = this.options.clock
    return jitteredBackoffMs({ failures, floorMs: RETRY_FLOOR_MS, capMs: RETRY_CAP_MS, random })
  }
}

function isWithOwnQuota(method: string): boolean {
  return [...OWN_QUOTA].some((name) => name === method)
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
