// The clock of a replay: where the cursor stands, whether it runs, how fast. It owns time only; who draws subscribes, and is
// told with every frame while it runs. It makes no React render by itself.

/** How many seconds of the track pass in one second. */
export const REPLAY_SPEEDS = [0.5, 1, 2, 5, 10, 30, 60, 120, 300] as const
export type ReplaySpeed = (typeof REPLAY_SPEEDS)[number]

export type PlayerSpan = { fromMs: number; toMs: number }

/** Frames as the browser gives them; another in tests. */
export type FrameSource = {
  request(callback: (nowMs: number) => void): number
  cancel(handle: number): void
}

export type Player = ReturnType<typeof createPlayer>

/** A tab that slept goes on where it was instead of leaping ahead. */
const LONGEST_FRAME_MS = 250

/** A player at the beginning of a span, at rest. */
export function createPlayer(initial: PlayerSpan, frames: FrameSource) {
  let span = initial
  let cursorMs = initial.fromMs
  let speed: ReplaySpeed = 60
  let frame: number | null = null
  let lastNowMs: number | null = null
  const movers = new Set<(cursorMs: number) => void>()
  const changers = new Set<() => void>()
  const tellMoved = () => {
    for (const listener of movers) listener(cursorMs)
  }
  const tellChanged = () => {
    for (const listener of changers) listener()
  }
  const stop = () => {
    if (frame !== null) frames.cancel(frame)
    frame = null
    lastNowMs = null
  }
  const step = (nowMs: number) => {
    const passedMs = lastNowMs === null ? 0 : Math.min(LONGEST_FRAME_MS, Math.max(0, nowMs - lastNowMs))
    lastNowMs = nowMs
    cursorMs = Math.min(span.toMs, cursorMs + passedMs * speed)
    const isOver = cursorMs >= span.toMs
    if (isOver) stop()
    else frame = frames.request(step)
    tellMoved()
    if (isOver) tellChanged()
  }
  return {
    get cursorMs() {
      return cursorMs
    },
    get span() {
      return span
    },
    get isPlaying() {
      return frame !== null
    },
    get speed() {
      return speed
    },
    /** From the end it begins again. */
    play() {
      if (frame !== null || span.toMs <= span.fromMs) return
      if (cursorMs >= span.toMs) cursorMs = span.fromMs
      frame = frames.request(step)
      tellChanged()
    },
    pause() {
      if (frame === null) return
      stop()
      tellChanged()
    },
    /** Puts the cursor somewhere within the span; it goes on running if it did. */
    seek(toMs: number) {
      cursorMs = Math.min(span.toMs, Math.max(span.fromMs, toMs))
      tellMoved()
      tellChanged()
    },
    setSpeed(next: ReplaySpeed) {
      speed = next
      tellChanged()
    },
    /** Another span; the cursor stays where it is if that lies within, else goes to the beginning. */
    setSpan(next: PlayerSpan) {
      span = next
      if (cursorMs < next.fromMs || cursorMs > next.toMs) cursorMs = next.fromMs
      tellMoved()
      tellChanged()
    },
    /** Told with every frame that moves the cursor. */
    onMove(listener: (cursorMs: number) => void): () => void {
      movers.add(listener)
      return () => movers.delete(listener)
    },
    /** Told when it starts, stops, jumps, or changes speed or span. */
    onChange(listener: () => void): () => void {
      changers.add(listener)
      return () => changers.delete(listener)
    },
    /** Ends it for good. */
    close: stop,
  }
}
