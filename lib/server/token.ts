// The access token of one connection: kept in storage, renewed ahead of its end, one renewal however many callers.
// It decides when to ask; how the vendor is asked belongs to jimi.ts, and where tokens lie to data/tokens.ts.

import { SharedError } from '@/lib/domain/shared-error'
import { JimiApiError, JimiContractError } from '@/lib/jimi/errors'
import type { Clock } from './live/clock'

/** A token as the vendor granted it. */
export type Grant = { accessToken: string; refreshToken: string | null; issuedAt: Date; expiresAt: Date }

export type TokenStore = {
  /** The token in storage, whichever process put it there; null when there is none. */
  read(): Promise<Grant | null>
  /**
   * Takes the right to ask the vendor. With `get` it also notes, before any call is made, that a token.get begins, and
   * refuses while another began less than 60 s ago.
   */
  acquire(kind: 'get' | 'refresh'): Promise<boolean>
  /** Stores a token and gives the right back. */
  save(grant: Grant): Promise<void>
  /** Gives the right back without a token. */
  release(): Promise<void>
}

export type TokenSource = {
  get(): Promise<Grant>
  refresh(current: { accessToken: string; refreshToken: string }): Promise<Grant>
}

/** Another process is asking, or asked less than a minute ago without success, and waiting longer helps nobody. */
export class TokenUnavailableError extends SharedError {
  static override readonly brand = 'TokenUnavailableError'
  override readonly name = 'TokenUnavailableError'
}

/** A token this close to its end is renewed; one with a short life keeps half of it. */
export const RENEW_AHEAD_MS = 300_000
/** Least time between two token.get of one connection, as the vendor demands. */
export const GET_EVERY_MS = 60_000
/** After a refresh that failed, the old token serves this long before the next try, so that not every call waits for one. */
const REFRESH_AGAIN_MS = 30_000
const WAIT_AT_MOST_MS = 8_000
const LOOK_AGAIN_MS = 250

export class TokenKeeper {
  private held: Grant | null = null
  private refused: string | null = null
  private renewing: Promise<string> | null = null
  private failure: { error: unknown; untilMs: number } | null = null
  /** A token near its end that serves on, because its refresh has just failed. */
  private standIn: { grant: Grant; untilMs: number } | null = null

  constructor(private readonly options: { store: TokenStore; source: TokenSource; clock: Clock }) {}

  /**
   * A token good for the next minutes.
   * @throws what the vendor answered to the last token.get, until the next one is allowed; TokenUnavailableError.
   */
  current(): Promise<string> {
    if (this.held !== null && this.isFresh(this.held)) return Promise.resolve(this.held.accessToken)
    const spare = this.spare()
    if (spare !== null) return Promise.resolve(spare.accessToken)
    this.renewing ??= this.renew().finally(() => {
      this.renewing = null
    })
    return this.renewing
  }

  /** The vendor refused this token (code 1004). The next `current` brings another; a token renewed meanwhile stays. */
  drop(accessToken: string): void {
    this.refused = accessToken
    if (this.held?.accessToken === accessToken) this.held = null
  }

  private async renew(): Promise<string> {
    const { clock, store } = this.options
    const deadlineMs = clock.now() + WAIT_AT_MOST_MS
    for (;;) {
      const stored = await store.read()
      if (stored !== null && this.isFresh(stored)) return this.hold(stored)
      const granted = await this.askVendor(stored)
      if (granted !== null) {
        // The vendor may grant the very token it refused; refusing it for ever would mean asking for ever.
        this.refused = null
        return this.hold(granted)
      }
      // Somebody else renews it now. Until they are done, a token that has not ended yet is good enough.
      if (stored !== null && this.isValid(stored)) return stored.accessToken
      this.throwKnownFailure()
      if (clock.now() >= deadlineMs) {
        throw new TokenUnavailableError(
          'No access token: the last token.get is too recent or still under way.',
        )
      }
      await clock.sleep(LOOK_AGAIN_MS)
    }
  }

  /** A new token, or null when it is not our turn. Refreshing comes first: it is not rationed. */
  private async askVendor(stored: Grant | null): Promise<Grant | null> {
    const { clock, source, store } = this.options
    if (stored?.refreshToken != null && stored.expiresAt.getTime() > clock.now()) {
      if (!(await store.acquire('refresh'))) return null
      const refreshed = await this.tryRefresh({ ...stored, refreshToken: stored.refreshToken })
      if (refreshed !== null) return refreshed
    }
    if (!(await store.acquire('get'))) {
      await store.release()
      return null
    }
    try {
      const granted = await source.get()
      await store.save(granted)
      return granted
    } catch (error) {
      this.failure = { error, untilMs: clock.now() + GET_EVERY_MS }
      await store.release()
      throw error
    }
  }

  private async tryRefresh(stored: Grant & { refreshToken: string }): Promise<Grant | null> {
    try {
      const granted = await this.options.source.refresh(stored)
      await this.options.store.save(granted)
      return granted
    } catch (error) {
      // Where there was no answer, or too many requests before, token.get would fare no better and would use up its minute.
      const isOfToken = error instanceof JimiApiError && error.retry !== 'quota'
      if (isOfToken || error instanceof JimiContractError) return null
      await this.options.store.release()
      if (!this.isValid(stored)) throw error
      this.standIn = { grant: stored, untilMs: this.options.clock.now() + REFRESH_AGAIN_MS }
      return stored
    }
  }

  private spare(): Grant | null {
    const { standIn, options } = this
    return standIn !== null && options.clock.now() < standIn.untilMs && this.isValid(standIn.grant)
      ? standIn.grant
      : null
  }

  private hold(grant: Grant): string {
    this.held = grant
    this.failure = null
    return grant.accessToken
  }

  private throwKnownFailure(): void {
    if (this.failure !== null && this.failure.untilMs > this.options.clock.now()) throw this.failure.error
  }

  private isFresh(grant: Grant): boolean {
    if (grant.accessToken === this.refused) return false
    const endMs = grant.expiresAt.getTime()
    const aheadMs = Math.min(RENEW_AHEAD_MS, (endMs - grant.issuedAt.getTime()) / 2)
    return endMs - aheadMs > this.options.clock.now()
  }

  private isValid(grant: Grant): boolean {
    return grant.accessToken !== this.refused && grant.expiresAt.getTime() > this.options.clock.now()
  }
}
