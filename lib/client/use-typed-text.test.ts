// @vitest-environment happy-dom

import { act, createElement } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useTypedText } from './use-typed-text'

let root: Root
let onAsk: ReturnType<typeof vi.fn<(text: string) => void>>
let field: { text: string; type: (text: string) => void }

function Field({ asked }: { asked: string }) {
  const [text, setText] = useTypedText(asked, onAsk)
  field = { text, type: setText }
  return null
}
/** The address says this. */
const say = (asked: string) => act(() => root.render(createElement(Field, { asked })))
const type = (text: string) => act(() => field.type(text))
// The pause after the last letter is 300 ms.
const pause = () => act(() => vi.advanceTimersByTime(300))

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.useFakeTimers()
  onAsk = vi.fn<(text: string) => void>()
  root = createRoot(document.createElement('div'))
  say('')
})
afterEach(() => {
  act(() => root.unmount())
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('letters typed between a question and its answer stay', () => {
  type('van')
  pause()
  expect(onAsk).toHaveBeenCalledExactlyOnceWith('van')
  type('van 1')
  say('van')
  expect(field.text).toBe('van 1')
  pause()
  expect(onAsk).toHaveBeenLastCalledWith('van 1')
  say('van 1')
  expect(field.text).toBe('van 1')
})

test('what was taken back before its question was answered is asked for', () => {
  type('van')
  pause()
  type('')
  pause()
  expect(onAsk.mock.calls).toEqual([['van'], ['']])
  say('van')
  say('')
  expect(field.text).toBe('')
})

test('an address that says otherwise wins, and is not asked for again', () => {
  type('van')
  pause()
  say('van')
  say('truck')
  expect(field.text).toBe('truck')
  say('van')
  expect(field.text).toBe('van')
  pause()
  expect(onAsk).toHaveBeenCalledOnce()
})
