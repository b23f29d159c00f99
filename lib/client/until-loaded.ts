// Scripts that are fetched when somebody asks for them, over a network that may be away at that moment.

/** A script that could not be fetched is asked for again after this, and as soon as the browser is online again. */
export const RETRY_MS = 5_000

/**
 * Asks until it is there; never fails. For `lazy` and `dynamic`, which stay broken for good after one failure and take the page
 * around them down: with this they go on showing what stands in for them.
 */
export async function untilLoaded<Module>(load: () => Promise<Module>): Promise<Module> {
  for (;;) {
    try {
      return await load()
    } catch {
      await new Promise<void>((resolve) => whenWorthATry(resolve))
    }
  }
}

/** Calls `retry` once, after a pause or when the network is back; answers how to let it be. */
export function whenWorthATry(retry: () => void): () => void {
  const go = () => {
    leave()
    retry()
  }
  const leave = () => {
    clearTimeout(timer)
    window.removeEventListener('online', go)
  }
  const timer = setTimeout(go, RETRY_MS)
  window.addEventListener('online', go)
  return leave
}
