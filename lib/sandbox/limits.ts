// How often the stand-in lets itself be asked: a token bucket, a daily quota, and token.get once a minute.
// It owns the counters; the texts and codes of a refusal come from the switches.

const TOKEN_GET_INTERVAL_MS = 60_000
const DAY_MS = 86_400_000

/** Counters of one app key. All times are wall ms. */
export type CallLimits = {
  /** Takes one call out of the bucket and the day; says which of them is empty. A rate or quota of 0 never is. */
  take(limit: { ratePerSecond: number; dailyQuota: number }, nowMs: number): 'ok' | 'rate' | 'quota'
  /** Whether the account had a token less than 60 s ago. */
  isTokenGetTooSoon(account: string, nowMs: number): boolean
  noteTokenGet(account: string, nowMs: number): void
  reset(): void
}

/** Fresh counters with a full bucket. The bucket holds one second's worth of calls, at least one. */
export function createCallLimits(): CallLimits {
  const lastTokenGetMs = new Map<string, number>()
  let spent = 0
  let spentAtMs = 0
  let day = 0
  let callsToday = 0

  return {
    take({ ratePerSecond, dailyQuota }, nowMs) {
      const today = Math.floor(nowMs / DAY_MS)
      if (today !== day) {
        day = today
        callsToday = 0
      }
      if (dailyQuota > 0 && callsToday >= dailyQuota) return 'quota'
      if (ratePerSecond > 0) {
        const refilled = (Math.max(0, nowMs - spentAtMs) / 1000) * ratePerSecond
        spent = Math.max(0, spent - refilled)
        spentAtMs = nowMs
        if (spent + 1 > Math.max(1, ratePerSecond)) return 'rate'
        spent += 1
      }
      callsToday += 1
      return 'ok'
    },
    isTokenGetTooSoon(account, nowMs) {
      const lastMs = lastTokenGetMs.get(account)
      return lastMs !== undefined && nowMs - lastMs < TOKEN_GET_INTERVAL_MS
    },
    noteTokenGet: (account, nowMs) => void lastTokenGetMs.set(account, nowMs),
    reset() {
      lastTokenGetMs.clear()
      spent = 0
      spentAtMs = 0
      callsToday = 0
    },
  }
}
