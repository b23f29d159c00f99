// Which silences one connection keeps towards the vendor: that of its app key, which others share, and its own, towards
// token.get and towards single methods with a quota of their own. How long a silence lasts is quota-pause.ts.

import { SharedError } from '@/lib/domain/shared-error'
import type { MethodName } from '@/lib/jimi/contract'
import type { JimiApiError } from '@/lib/jimi/errors'
import type { Clock } from '../live/clock'
import type { AppBudget } from './app-budget'
import { type PauseState, QuotaPause } from './quota-pause'

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

/** Silences of one connection alone, by the method that was refused. */
export type OwnPauses = Readonly<Record<string, PauseState>>

/** Methods with a small quota of their own: when it is used up, all others still work. */
const OWN_QUOTA: ReadonlySet<string> = new Set<MethodName>(['jimi.lbs.address.get'])
/** Asked for too often by one account, which says nothing of the others with its app key. */
const TOKEN_GET = 'jimi.oauth.token.get' satisfies MethodName
const TOKEN_REFRESH = 'jimi.oauth.token.refresh' satisfies MethodName

/** Whether a used-up quota of this method says nothing about other methods. */
export function isWithOwnQuota(method: string): boolean {
  return OWN_QUOTA.has(method)
}

export class CallPauses {
  private readonly own = new Map<string, QuotaPause>()

  constructor(private readonly options: { clock: Clock; budget: Pick<AppBudget, 'pause' | 'vendorClock'> }) {}

  /** @throws CoolingDownError while this method must not be asked. Without a token nothing can be read at all. */
  assertMayAsk(method: MethodName): void {
    const kept = [this.options.budget.pause, this.own.get(TOKEN_GET), this.own.get(keyOf(method))]
    for (const pause of kept) {
      const silence = pause?.current()
      if (silence) throw new CoolingDownError(silence.untilMs, silence.reason)
    }
  }

  /** The vendor answered this method well, and so took the token. */
  noteSuccess(method: MethodName): void {
    this.pauseOf(method).noteSuccess()
    this.own.get(TOKEN_GET)?.noteSuccess()
  }

  /** The vendor refused a call for its quota. Returns whose silence begins: of all with the app key, or of this connection. */
  noteRefusal(error: JimiApiError): 'app' | 'own' {
    const { clock, budget } = this.options
    const pause = this.pauseOf(error.method)
    pause.noteRefusal(error, clock.now() + budget.vendorClock.offsetMs)
    return pause === budget.pause ? 'app' : 'own'
  }

  /** The silences of this connection alone that are kept now. */
  ownNow(): OwnPauses {
    return Object.fromEntries(
      [...this.own].flatMap(([method, pause]) => {
        const state = pause.current()
        return state === null ? [] : [[method, state]]
      }),
    )
  }

  /** Takes over silences from before a restart, or from another process. */
  restoreOwn(pauses: OwnPauses): void {
    for (const [method, state] of Object.entries(pauses))
      if (hasOwnPause(method)) this.ownOf(method).restore(state)
  }

  private pauseOf(method: string): QuotaPause {
    return hasOwnPause(method) ? this.ownOf(method) : this.options.budget.pause
  }

  private ownOf(method: string): QuotaPause {
    const key = keyOf(method)
    const pause = this.own.get(key) ?? new QuotaPause(this.options.clock)
    this.own.set(key, pause)
    return pause
  }
}

function hasOwnPause(method: string): boolean {
  return keyOf(method) === TOKEN_GET || isWithOwnQuota(method)
}

/** What refreshes a token is rationed with what gets one. */
function keyOf(method: string): string {
  return method === TOKEN_REFRESH ? TOKEN_GET : method
}
