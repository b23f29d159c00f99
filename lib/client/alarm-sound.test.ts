import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createAlarmSound, type SoundContext, type SoundNode } from './alarm-sound'

/** A browser that lets the page make sound once `allowed`. */
function fakeContext() {
  const started: number[] = []
  const parameter = { value: 0, setValueAtTime: vi.fn(), linearRampToValueAtTime: vi.fn() }
  const node: SoundNode = { connect: () => node }
  const context: SoundContext & { state: AudioContextState; currentTime: number; allowed: boolean } = {
    state: 'suspended',
    allowed: true,
    currentTime: 0,
    destination: {},
    resume: async () => {
      if (!context.allowed) throw new Error('not allowed')
      context.state = 'running'
    },
    createGain: () => ({ ...node, gain: parameter }),
    createOscillator: () => ({
      ...node,
      type: 'sine',
      frequency: parameter,
      start: (atS) => void started.push(atS),
      stop: () => undefined,
    }),
  }
  return { context, started, create: () => context }
}

const kept = new Map<string, string>()
beforeEach(() => {
  vi.stubGlobal('window', {
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    },
    addEventListener: (_: string, listener: () => void) => gestures.push(listener),
  })
})
afterEach(() => {
  kept.clear()
  gestures.length = 0
  vi.unstubAllGlobals()
})
const gestures: (() => void)[] = []

test('it is silent until somebody wants it, and plays once when they do', async () => {
  const { create, started } = fakeContext()
  const sound = createAlarmSound({ createContext: create })
  sound.play()
  expect(sound.get()).toBe('off')
  expect(started).toEqual([])
  sound.setWanted(true)
  await vi.waitFor(() => expect(started).toHaveLength(6))
  expect(sound.get()).toBe('on')
})

test('what was wanted is remembered, and waits for the first touch of the page', async () => {
  kept.set('milepost-alarm-sound', 'on')
  const { create, started } = fakeContext()
  const sound = createAlarmSound({ createContext: create })
  expect(sound.get()).toBe('waiting')
  sound.play()
  expect(started).toEqual([])
  gestures[0]?.()
  await vi.waitFor(() => expect(sound.get()).toBe('on'))
  sound.play()
  expect(started).toHaveLength(6)
})

test('many alarms at once make one sound', async () => {
  let nowMs = 0
  const { create, started } = fakeContext()
  const sound = createAlarmSound({ createContext: create, now: () => nowMs })
  sound.setWanted(true)
  await vi.waitFor(() => expect(started).toHaveLength(6))
  sound.play()
  expect(started).toHaveLength(6)
  nowMs = 3000
  sound.play()
  expect(started).toHaveLength(12)
})

test('a browser that does not let it is no failure', async () => {
  const { context, create } = fakeContext()
  context.allowed = false
  const sound = createAlarmSound({ createContext: create })
  sound.setWanted(true)
  await vi.waitFor(() => expect(sound.get()).toBe('waiting'))
  sound.play()
})
