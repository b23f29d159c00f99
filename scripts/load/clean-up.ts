// What must not stay behind when a measurement or trial is interrupted: servers, databases, processes.

const pending: (() => Promise<void>)[] = []
let isListening = false

/** Has `work` done when the script is interrupted. The answer does it now; whoever asks again waits for the same. */
export function cleanUp(work: () => Promise<void>): () => Promise<void> {
  listen()
  let done: Promise<void> | null = null
  const once = () => {
    done ??= work().finally(() => pending.splice(pending.indexOf(once), 1))
    return done
  }
  pending.push(once)
  return once
}

function listen(): void {
  if (isListening) return
  isListening = true
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, async () => {
      for (const work of [...pending].reverse()) await work().catch(() => {})
      process.exit(1)
    })
}
