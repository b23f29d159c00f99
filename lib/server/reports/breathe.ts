// Long work in small pieces: a turn for everybody else between two of them.

/** Lets whatever waits in this process have its turn. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
