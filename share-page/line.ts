// How the page hears of what changes: a stream, by turns where there is none, and at once when the screen wakes up.

import type { ShareFrame, ShareNow, ShareStateEvent } from '@/lib/domain/share-view'

export type LineEvents = {
  onFrame: (frame: ShareFrame, isWhole: boolean) => void
  onState: (event: ShareStateEvent) => void
  /** How the connection stands, for people. */
  onConnection: (how: 'live' | 'polling' | 'lost') => void
}

/** Streams beat every 15 s; after twice that, and a little, the line is dead although nobody said so. */
const SILENT_MS = 35_000
const POLL_MS = 5_000
const RETRY_MS = 3_000
/** As often as this a stream may break in a row before the page asks by turns instead. */
const BREAKS_BEFORE_POLLING = 3
/** Then a stream is tried again. */
const POLLING_ROUNDS = 12

export class Line {
  private source: EventSource | null = null
  private timer = 0
  private heardMs = 0
  /** When what was heard last was made, by the server's clock. */
  private newestAt = 0
  private breaks = 0
  private rounds = 0
  private isOver = false

  constructor(
    private readonly base: string,
    private readonly events: LineEvents,
  ) {
    document.addEventListener('visibilitychange', this.wake)
    window.addEventListener('online', this.wake)
    window.addEventListener('pageshow', this.wake)
    setInterval(() => this.watch(), RETRY_MS)
    this.open()
  }

  /** Nothing more will come. */
  end(): void {
    this.isOver = true
    this.close()
    document.removeEventListener('visibilitychange', this.wake)
    window.removeEventListener('online', this.wake)
    window.removeEventListener('pageshow', this.wake)
  }

  /** A phone that slept has a line that looks open and is dead, so what may be old is asked for at once. */
  private readonly wake = (): void => {
    if (this.isOver || document.visibilityState !== 'visible') return
    if (this.source !== null && Date.now() - this.heardMs < 5_000) return
    this.breaks = 0
    void this.ask()
    this.open()
  }

  private open(): void {
    this.close()
    if (!('EventSource' in window)) {
      this.poll()
      return
    }
    const source = new EventSource(`${this.base}/live`)
    this.source = source
    this.heardMs = Date.now()
    const on = (name: string, take: (data: string) => void) =>
      source.addEventListener(name, (event) => {
        this.heardMs = Date.now()
        this.breaks = 0
        this.events.onConnection('live')
        if (event instanceof MessageEvent) take(String(event.data))
      })
    on('snapshot', (data) => this.hear(JSON.parse(data), true))
    on('delta', (data) => this.hear(JSON.parse(data), false))
    on('state', (data) => this.events.onState(JSON.parse(data)))
    on('beat', () => undefined)
    source.onerror = () => this.onBreak()
  }

  private hear(frame: ShareFrame, isWhole: boolean): void {
    this.newestAt = frame.at
    this.events.onFrame(frame, isWhole)
  }

  private onBreak(): void {
    if (this.isOver) return
    this.close()
    this.events.onConnection('lost')
    this.breaks += 1
    // How the link stands is only told to who asks: a refused stream says nothing to the page.
    void this.ask()
    if (this.breaks >= BREAKS_BEFORE_POLLING) this.poll()
    else this.timer = window.setTimeout(() => this.open(), RETRY_MS * this.breaks)
  }

  private poll(): void {
    this.rounds = 0
    const round = () => {
      if (this.isOver) return
      this.rounds += 1
      if (this.rounds > POLLING_ROUNDS && 'EventSource' in window) {
        this.breaks = BREAKS_BEFORE_POLLING - 1
        this.open()
        return
      }
      void this.ask()
      this.timer = window.setTimeout(round, POLL_MS)
    }
    this.timer = window.setTimeout(round, POLL_MS)
  }

  private async ask(): Promise<void> {
    try {
      const response = await fetch(`${this.base}/now`, { cache: 'no-store' })
      const now = (await response.json()) as ShareNow
      if (this.isOver) return
      if (this.source === null) this.events.onConnection('polling')
      // An answer that was long on its way does not undo what was told since.
      if (now.at < this.newestAt) return
      if (now.frame) this.hear(now.frame, true)
      this.events.onState(now)
    } catch {
      this.events.onConnection('lost')
    }
  }

  private watch(): void {
    const isSilent = this.source !== null && Date.now() - this.heardMs > SILENT_MS
    if (isSilent && document.visibilityState === 'visible') this.onBreak()
  }

  private close(): void {
    clearTimeout(this.timer)
    this.source?.close()
    this.source = null
  }
}
