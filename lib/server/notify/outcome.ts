// How one try to send went. Whoever sends says it; when to try again is the business of the outbox.

/**
 * delivered: the other side has it. later: worth another try. failed: the same would fail again. gone: there is nobody any
 * more to send it to. `words` are for people, in a sentence, without secrets.
 */
export type Outcome = {
  kind: 'delivered' | 'later' | 'failed' | 'gone'
  words: string
  /** What was answered, where it was HTTP. */
  httpStatus?: number
  /** What was posted to a webhook, byte by byte; not said where nothing left. */
  body?: string
}
