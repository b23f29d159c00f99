// Commands that were sent: those a device has yet to answer, those that wait for it to come back, and the history.
// What a command does to a device is decided in lib/sandbox/device-answers.ts.

/** One command. All times are the vendor's ms. */
export type SentCommand = {
  readonly imei: string
  readonly codeId: string
  readonly text: string
  readonly source: string
  readonly sender: string
  /** The hub's protocol number; absent for commands of the node, which are text. */
  readonly proNo?: number
  readonly sentAtMs: number
  /** Whether the device was offline when the command was sent. */
  readonly wasOffline: boolean
  /** When the device answers; null while the command waits for the device. */
  answerAtMs: number | null
  answer: { content: string; isObeyed: boolean } | null
  isCancelled: boolean
  /** What the hub's caller gave to tell the answer by. */
  readonly flagId?: string
}

export type CommandBook = {
  /** Commands of a device, newest first. */
  listOf(imei: string): SentCommand[]
  add(command: SentCommand): void
  /** Whether the device has a command that it has not answered yet. */
  isBusy(imei: string, nowMs: number): boolean
  /** Commands that wait for their device, oldest first. */
  listWaiting(): SentCommand[]
  /** The newest thousand commands that were left for an offline device, answered or not, oldest first. */
  listLeft(): readonly SentCommand[]
  /** Takes back whatever waits for the device. */
  cancelWaiting(imei: string): void
  count(): number
  list(): SentCommand[]
  reset(): void
}

const KEPT_PER_DEVICE = 200
const MAX_DEVICES = 5000
const KEPT_LEFT = 1000

/** Nothing was sent. The newest 200 commands of a device are kept, for the 5,000 devices that were told something last. */
export function createCommandBook(): CommandBook {
  const books = new Map<string, SentCommand[]>()
  const waiting = new Set<SentCommand>()
  const left: SentCommand[] = []
  const forget = (gone: readonly SentCommand[]) => {
    for (const command of gone) waiting.delete(command)
  }
  return {
    listOf: (imei) => [...(books.get(imei) ?? [])].reverse(),
    add(command) {
      const book = [...(books.get(command.imei) ?? []), command]
      forget(book.splice(0, Math.max(0, book.length - KEPT_PER_DEVICE)))
      // Put back at the end, so that the first of the map is the one untouched for longest.
      books.delete(command.imei)
      books.set(command.imei, book)
      if (command.answerAtMs === null) waiting.add(command)
      if (command.wasOffline && left.push(command) > KEPT_LEFT) left.shift()
      const [oldest] = books.keys()
      if (books.size <= MAX_DEVICES || oldest === undefined) return
      forget(books.get(oldest) ?? [])
      books.delete(oldest)
    },
    isBusy: (imei, nowMs) => {
      const last = books.get(imei)?.findLast((command) => command.answerAtMs !== null)
      return last?.answerAtMs !== undefined && last.answerAtMs !== null && nowMs < last.answerAtMs
    },
    listWaiting: () => {
      for (const command of waiting) {
        if (command.isCancelled || command.answerAtMs !== null) waiting.delete(command)
      }
      return [...waiting]
    },
    listLeft: () => left,
    cancelWaiting(imei) {
      for (const command of waiting) {
        if (command.imei !== imei) continue
        command.isCancelled = true
        waiting.delete(command)
      }
    },
    count: () => [...books.values()].reduce((sum, book) => sum + book.length, 0),
    list: () => [...books.values()].flat(),
    reset() {
      books.clear()
      waiting.clear()
      left.length = 0
    },
  }
}
