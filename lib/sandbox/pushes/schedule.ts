// Things to happen at a second of the wall clock, in the order of seconds and, within one, in the order they were added.

export type Schedule<T> = {
  /** What lies in the past happens at the next look. */
  add(atMs: number, thing: T): void
  /** Takes out all that is due by `nowMs`. */
  takeDue(nowMs: number): T[]
  size(): number
  clear(): void
}

/** An empty schedule that begins at `startMs`. */
export function createSchedule<T>(startMs: number): Schedule<T> {
  const buckets = new Map<number, T[]>()
  let nextSecond = Math.floor(startMs / 1000)
  let size = 0
  return {
    add(atMs, thing) {
      const second = Math.max(nextSecond, Math.ceil(atMs / 1000))
      const bucket = buckets.get(second)
      if (bucket) bucket.push(thing)
      else buckets.set(second, [thing])
      size += 1
    },
    takeDue(nowMs) {
      const due: T[] = []
      const second = Math.floor(nowMs / 1000)
      if (size > 0) {
        for (const at of [...buckets.keys()].filter((key) => key <= second).sort((a, b) => a - b)) {
          for (const thing of buckets.get(at) ?? []) due.push(thing)
          buckets.delete(at)
        }
      }
      size -= due.length
      // The second under way stays open: what is added to it still belongs to it.
      nextSecond = Math.max(nextSecond, second)
      return due
    },
    size: () => size,
    clear() {
      buckets.clear()
      size = 0
    },
  }
}
