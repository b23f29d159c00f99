// @vitest-environment happy-dom

import { act, type ComponentType, createElement } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useLate, usePart } from './use-late'

let root: Root
let page: HTMLElement
let idle: (() => void)[]
let load: ReturnType<typeof vi.fn<() => Promise<ComponentType>>>

function Page({ isDue }: { isDue: boolean }) {
  const Part = useLate(load, isDue)
  return Part ? createElement(Part) : 'without'
}
const show = (isDue: boolean) => act(() => root.render(createElement(Page, { isDue })))
const becomeIdle = () =>
  act(async () => {
    for (const work of idle.splice(0)) work()
  })

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.useFakeTimers()
  idle = []
  vi.stubGlobal('requestIdleCallback', (work: () => void) => idle.push(work))
  vi.stubGlobal('cancelIdleCallback', () => idle.splice(0))
  load = vi.fn(async () => () => 'with the part')
  page = document.createElement('div')
  root = createRoot(page)
})
afterEach(() => {
  act(() => root.unmount())
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a late part is fetched when it is due and the browser has time', async () => {
  show(false)
  await becomeIdle()
  show(true)
  expect(load).not.toHaveBeenCalled()
  await becomeIdle()
  expect(page.textContent).toBe('with the part')
})

test('a part that could not be fetched is asked for again, and the page stays', async () => {
  load.mockRejectedValueOnce(new Error('away'))
  show(true)
  await becomeIdle()
  expect(page.textContent).toBe('without')
  // Every 5 s.
  await act(() => vi.advanceTimersByTimeAsync(5_000))
  expect(page.textContent).toBe('with the part')
})

test('a page that is left asks for nothing more', async () => {
  load.mockRejectedValue(new Error('away'))
  show(true)
  await becomeIdle()
  act(() => root.render(null))
  await act(() => vi.advanceTimersByTimeAsync(60_000))
  expect(load).toHaveBeenCalledOnce()
})

test('a part that somebody asked for comes at once, says that it failed, and tries when told to', async () => {
  const Asked = () => {
    const { Part, hasFailed, retry } = usePart(load, true)
    if (Part) return createElement(Part)
    return hasFailed ? createElement('button', { type: 'button', onClick: retry }, 'failed') : 'without'
  }
  load.mockRejectedValueOnce(new Error('away'))
  await act(async () => root.render(createElement(Asked)))
  expect(page.textContent).toBe('failed')
  await act(async () => page.querySelector('button')?.click())
  expect(page.textContent).toBe('with the part')
})

test('a part is asked for again as soon as the browser is online', async () => {
  load.mockRejectedValueOnce(new Error('away'))
  show(true)
  await becomeIdle()
  await act(async () => window.dispatchEvent(new Event('online')))
  expect(page.textContent).toBe('with the part')
})
