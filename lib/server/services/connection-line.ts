// One connection's line to the vendor: whose turn it is, which token goes along, what is tried again, when to be silent.
// It holds no credentials (jimi.ts does) and no rules about people (ownership.ts does).

import { SharedError } from '@/lib/domain/shared-error'
import { getMethod, type MethodInput, type MethodName, type MethodOutput } from '@/lib/jimi/contract'
import { JimiApiError, JimiContractError, JimiTransportError } from '@/lib/jimi/errors'
import { type Clock, jitteredBackoffMs } from '../live/clock'
import type { TokenKeeper } from '../token'
import { type CallLane, CallQueue, type Pacing } from './call-queue'
import { SharedCalls } from './shared-calls'
import type { ConnectionRef, HealthBoard } from './upstream-health'

export type SendOptions = { accessToken?: string; signal?: AbortSignal }

/** One signed request and its decoded answer. */
export type Send = <N extends MethodName>(
  method: N,
  input: MethodInput<N>,
  options: SendOptions,
) => Promise<MethodOutput<N>>

export type CallOptions = { lane: CallLane; signal?: AbortSignal }

/** The vendor's quota is used up. Nothing is sent until `untilMs`. */
export class CoolingDownError extends SharedError {
  static override readonly brand = 'CoolingDownError'
  override readonly name = 'CoolingDownError'

  constructor(readonly untilMs: number) {
    super(`The vendor's quota is used up; no calls until ${new Date(untilMs).toISOString()}.`)
  }
}

export type LineOptions = {
  ref: ConnectionRef
  send: Send
  tokens: TokenKeeper
  health: HealthBoard
  clock: Clock
  spacingMs: number
  /** One for all connections of one app key: the vendor counts calls by it. */
  pacing: Pacing
}

const READ_RETRIES = 2
const RETRY_FLOOR_MS = 300
const RETRY_CAP_MS = 3_000
const COOLDOWN_FLOOR_MS = 5_000
/** The vendor's quota looks like a daily one, so silence grows up to an hour. */
const COOLDOWN_CAP_MS = 3_600_000

export class ConnectionLine {
  private readonly queue: CallQueue
  private readonly shared = new SharedCalls()
  private cooldown = { untilMs: 0, failures: 0 }
  private lastFailure: unknown = null

  constructor(private readonly options: LineOptions) {
    const { clock, spacingMs, pacing } = options
    const atOnce = { people: 3, background: 1 }
    this.queue = new CallQueue({ clock, spacingMs, pacing, atOnce, maxWaiting: 500 })
  }

  /**
   * One call, with token. A refused token is renewed once; "system busy" is tried again at most twice, for reads only.
   * Identical reads under way are one call.
   * @throws JimiApiError, JimiTransportError, JimiContractError, CoolingDownError, QueueFullError, TokenUnavailableError
   */
  call<N extends MethodName>(
    method: N,
    input: MethodInput<N>,
    { lane, signal }: CallOptions,
  ): Promise<MethodOutput<N>> {
    if (getMethod(method).access === 'write') return this.attempt(method, input, { lane, signal })
    const key = `${method} ${JSON.stringify(input)}`
    return this.shared.share(key, (shared) => this.attempt(method, input, { lane, signal: shared }), signal)
  }

  private async attempt<N extends MethodName>(
    method: N,
    input: MethodInput<N>,
    { lane, signal }: CallOptions,
  ): Promise<MethodOutput<N>> {
    let triesLeft = getMethod(method).access === 'read' ? READ_RETRIES : 0
    let mayRenew = true
    for (;;) {
      this.assertNotCooling()
      let accessToken: string | undefined
      try {
        accessToken = await this.options.tokens.current()
        const options = { accessToken, signal }
        const output = await this.queue.run(lane, () => this.send(method, input, options), signal)
        this.noteSuccess()
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
    this.assertNotCooling()
    return this.options.send(method, input, options)
  }

  private assertNotCooling(): void {
    const { untilMs } = this.cooldown
    if (untilMs > this.options.clock.now()) throw new CoolingDownError(untilMs)
  }

  private noteSuccess(): void {
    this.cooldown = { untilMs: 0, failures: 0 }
    this.options.health.noteSuccess(this.options.ref)
  }

  /** Callers who waited for the same token share one failure; it counts once. */
  private noteFailure(error: unknown): void {
    if (error === this.lastFailure || !isVendorFailure(error)) return
    this.lastFailure = error
    this.options.health.noteFailure(this.options.ref, error)
    if (error.retry !== 'quota') return
    const { clock } = this.options
    const failures = this.cooldown.failures + 1
    const silenceMs = jitteredBackoffMs({
      failures,
      floorMs: COOLDOWN_FLOOR_MS,
      capMs: COOLDOWN_CAP_MS,
      random: clock.random,
    })
    this.cooldown = { untilMs: clock.now() + silenceMs, failures }
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
