// The sound of a critical alarm, made in code. It is off until somebody wants it. Browsers let a page make sound only after
// it was touched; until then the wish is kept, and the page says so.

import { keep, recall } from './keepsake'

/** `waiting`: wanted, but the browser has not let us yet. */
export type SoundState = 'off' | 'waiting' | 'on'

export type AlarmSound = {
  get(): SoundState
  subscribe(listener: () => void): () => void
  /** Call it within a click or a key press, so that the browser agrees. Turning it on plays it once. */
  setWanted(isWanted: boolean): void
  /** Plays it, unless it is off, was played just now, or the browser does not let us. */
  play(): void
}

/** What of an AudioContext is used. */
export type SoundContext = Pick<AudioContext, 'state' | 'currentTime' | 'resume'> & {
  readonly destination: object
  createOscillator(): SoundNode & {
    type: OscillatorType
    readonly frequency: { value: number }
    start(atS: number): void
    stop(atS: number): void
  }
  createGain(): SoundNode & {
    readonly gain: {
      setValueAtTime(value: number, atS: number): unknown
      linearRampToValueAtTime(value: number, atS: number): unknown
    }
  }
}
export type SoundNode = { connect(next: object): SoundNode }

const KEY = 'milepost-alarm-sound'
const PAUSE_MS = 3000
/** Two rising notes, three times: heard in an office without sounding like a fire. Hz, and seconds from the start. */
const NOTES = [0, 0.5, 1].flatMap((atS) => [
  { hz: 659, atS },
  { hz: 880, atS: atS + 0.16 },
])
const NOTE_S = 0.14

/** The sound of this page. `createContext` and `now` are test seams. */
export function createAlarmSound({
  createContext = () => new AudioContext(),
  now = Date.now,
}: {
  createContext?: () => SoundContext
  now?: () => number
} = {}): AlarmSound {
  const listeners = new Set<() => void>()
  let context: SoundContext | null = null
  let isWanted = recall(KEY) === 'on'
  let state: SoundState = isWanted ? 'waiting' : 'off'
  let playedMs = Number.NEGATIVE_INFINITY

  function settle() {
    const next = !isWanted ? 'off' : context?.state === 'running' ? 'on' : 'waiting'
    if (next === state) return
    state = next
    for (const listener of listeners) listener()
  }

  async function wake() {
    if (!isWanted) return
    try {
      context ??= createContext()
      await context.resume()
    } catch {
      // No sound device, or not allowed: the alarm still shows.
    }
    settle()
  }

  if (isWanted && typeof window !== 'undefined') {
    const touched = () => void wake()
    for (const gesture of ['click', 'keydown']) window.addEventListener(gesture, touched, { once: true })
  }

  function play() {
    if (!isWanted || context?.state !== 'running' || now() - playedMs < PAUSE_MS) return
    playedMs = now()
    for (const note of NOTES) sound(context, note)
  }

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    setWanted(wanted) {
      isWanted = wanted
      keep(KEY, wanted ? 'on' : 'off')
      playedMs = Number.NEGATIVE_INFINITY
      settle()
      if (wanted) void wake().then(play)
    },
    play,
  }
}

function sound(context: SoundContext, { hz, atS }: { hz: number; atS: number }) {
  const startS = context.currentTime + atS
  const tone = context.createOscillator()
  const volume = context.createGain()
  tone.type = 'triangle'
  tone.frequency.value = hz
  // Without a fade at both ends each note would click.
  volume.gain.setValueAtTime(0, startS)
  volume.gain.linearRampToValueAtTime(0.25, startS + 0.015)
  volume.gain.linearRampToValueAtTime(0, startS + NOTE_S)
  tone.connect(volume).connect(context.destination)
  tone.start(startS)
  tone.stop(startS + NOTE_S)
}
