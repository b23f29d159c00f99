// What the sandbox was asked and what it refused, counted since the start or the last reset.

/** `calls` counts every request that names the method, also refused ones; `refused` every answer whose code is not 0. */
export type StatsReport = { calls: Record<string, number>; refused: Record<string, number> }

/** Unknown method names are counted together, so that a client cannot grow the table without end. */
export const UNKNOWN_METHOD = '(unknown)'

export type Stats = {
  countCall(method: string): void
  countRefusal(code: number): void
  report(): StatsReport
  reset(): void
}

/** Counters at zero. */
export function createStats(): Stats {
  const calls = new Map<string, number>()
  const refused = new Map<string, number>()
  return {
    countCall: (method) => increase(calls, method),
    countRefusal: (code) => increase(refused, String(code)),
    report: () => ({ calls: Object.fromEntries(calls), refused: Object.fromEntries(refused) }),
    reset() {
      calls.clear()
      refused.clear()
    },
  }
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
