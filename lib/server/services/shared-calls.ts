// Identical questions under way are asked once: everyone who asks meanwhile gets the same answer. Within this process
// only: what another one asks meanwhile is asked twice.

import { type CallLane, Standing } from './call-queue'

type Shared = { answer: Promise<unknown>; abort: AbortController; standing: Standing; waiting: number }

/** Asks the question itself; `standing` may rise while it waits for its turn. */
type Ask<T> = (signal: AbortSignal, standing: Standing) => Promise<T>

export class SharedCalls {
  private underWay = new Map<string, Shared>()

  /**
   * The answer to `key`, asked by `ask` unless it is being asked already: then that question goes on in the first of both
   * lanes. A caller whose signal aborts gets its reason; the question itself is given up only when nobody waits any more.
   */
  async share<T>(
    key: string,
    ask: Ask<T>,
    { lane, signal }: { lane: CallLane; signal?: AbortSignal },
  ): Promise<T> {
    signal?.throwIfAborted()
    const shared = this.underWay.get(key) ?? this.begin(key, ask, new Standing(lane))
    shared.standing.raiseTo(lane)
    shared.waiting += 1
    const leave = () => {
      shared.waiting -= 1
      if (shared.waiting === 0) shared.abort.abort(signal?.reason)
    }
    // Keys name the method and its input, so everything under one key has one type.
    const answer = shared.answer as Promise<T>
    if (signal === undefined) return answer.finally(() => (shared.waiting -= 1))
    return untilAborted(answer, signal, leave)
  }

  /** Whether `key` is being asked now. */
  isUnderWay(key: string): boolean {
    return this.underWay.has(key)
  }

  private begin(key: string, ask: Ask<unknown>, standing: Standing): Shared {
    const abort = new AbortController()
    const answer = ask(abort.signal, standing).finally(() => {
      if (this.underWay.get(key) === shared) this.underWay.delete(key)
    })
    const shared: Shared = { answer, abort, standing, waiting: 0 }
    // A question nobody waits for must be asked anew by the next caller, not joined while it dies.
    abort.signal.addEventListener('abort', () => {
      if (this.underWay.get(key) === shared) this.underWay.delete(key)
    })
    this.underWay.set(key, shared)
    return shared
  }
}

function untilAborted<T>(answer: Promise<T>, signal: AbortSignal, onAbort: () => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = () => {
      onAbort()
      reject(signal.reason)
    }
    signal.addEventListener('abort', abort, { once: true })
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
