import { expect, test, vi } from 'vitest'
import { createPlayer } from './player'

/** Frames that come when the test says so. */
function manualFrames() {
  const waiting = new Map<number, (nowMs: number) => void>()
  let handle = 0
  return {
    request: (callback: (nowMs: number) => void) => {
      handle += 1
      waiting.set(handle, callback)
      return handle
    },
    cancel: (of: number) => void waiting.delete(of),
    frameAt: (nowMs: number) => {
      const due = [...waiting.values()]
      waiting.clear()
      for (const callback of due) callback(nowMs)
      return due.length
    },
  }
}

const span = { fromMs: 1_000_000, toMs: 1_100_000 }
const prepare = () => {
  const frames = manualFrames()
  return { frames, player: createPlayer(span, frames) }
}

test('the cursor runs as fast as told, and no further than the end', () => {
  const { frames, player } = prepare()
  const moved = vi.fn()
  player.onMove(moved)
  player.setSpeed(10)
  player.play()
  frames.frameAt(5_000)
  frames.frameAt(5_100)
  // 100 ms at 10 times.
  expect(player.cursorMs).toBe(span.fromMs + 1_000)
  player.setSpeed(0.5)
  frames.frameAt(5_200)
  expect(player.cursorMs).toBe(span.fromMs + 1_050)
  player.seek(span.toMs - 10)
  frames.frameAt(5_300)
  expect(player.cursorMs).toBe(span.toMs)
  expect(player.isPlaying).toBe(false)
  expect(frames.frameAt(5_400)).toBe(0)
  expect(moved).toHaveBeenLastCalledWith(span.toMs)
})

test('playing again from the end begins anew; pausing stops the frames', () => {
  const { frames, player } = prepare()
  player.seek(span.toMs + 99)
  expect(player.cursorMs).toBe(span.toMs)
  player.play()
  expect(player.cursorMs).toBe(span.fromMs)
  player.pause()
  expect(frames.frameAt(1)).toBe(0)
})

test('a tab that slept does not leap ahead', () => {
  const { frames, player } = prepare()
  player.setSpeed(1)
  player.play()
  frames.frameAt(0)
  frames.frameAt(60_000)
  expect(player.cursorMs).toBe(span.fromMs + 250)
})

test('another span keeps the cursor where it is when it can', () => {
  const { player } = prepare()
  player.seek(span.fromMs + 500)
  player.setSpan({ fromMs: span.fromMs, toMs: span.toMs + 1 })
  expect(player.cursorMs).toBe(span.fromMs + 500)
  player.setSpan({ fromMs: span.toMs, toMs: span.toMs + 1 })
  expect(player.cursorMs).toBe(span.toMs)
})
