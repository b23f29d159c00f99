// A few places for work of one kind, taken in the order of asking: what takes long must not take all that others need too.

export class Places {
  private readonly waiting: (() => void)[] = []

  constructor(private free: number) {}

  /** Runs work once there is a place for it. Rejects with the signal's reason when the caller gives up before that. */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.enter(signal)
    try {
      return await work()
    } finally {
      const next = this.waiting.shift()
      if (next) next()
      else this.free += 1
    }
  }

  private enter(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      if (this.free > 0) {
        this.free -= 1
        return resolve()
      }
      const start = () => {
        signal?.removeEventListener('abort', giveUp)
        resolve()
      }
      const giveUp = () => {
        this.waiting.splice(this.waiting.indexOf(start), 1)
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', giveUp, { once: true })
      this.waiting.push(start)
    })
  }
}
