// Identical questions under way are asked once: everyone who asks meanwhile gets the same answer.

type Shared = { answer: Promise<unknown>; abort: AbortController; waiting: number }

export class SharedCalls {
  private underWay = new Map<string, Shared>()

  /**
   * The answer to `key`, asked by `ask` unless it is being asked already. A caller whose signal aborts gets its reason;
   * the question itself is given up only when nobody waits any more.
   */
  async share<T>(key: string, ask: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted()
    const shared = this.underWay.get(key) ?? this.begin(key, ask)
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

  private begin(key: string, ask: (signal: AbortSignal) => Promise<unknown>): Shared {
    const abort = new AbortController()
    const answer = ask(abort.signal).finally(() => {
      if (this.underWay.get(key) === shared) this.underWay.delete(key)
    })
    const shared: Shared = { answer, abort, waiting: 0 }
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
