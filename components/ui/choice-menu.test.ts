// @vitest-environment happy-dom

import { act, createElement } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ChoiceMenu, nextItem } from './choice-menu'

const options = [
  { value: 'name', label: 'Name' },
  { value: 'speed', label: 'Speed' },
  { value: 'status', label: 'Status' },
]
const onChange = vi.fn()
let root: Root
let page: HTMLElement

const trigger = () => page.querySelector<HTMLElement>('[aria-haspopup="menu"]')
const items = () => [...page.querySelectorAll<HTMLElement>('[role="menuitemradio"]')]
/** True unless the menu took the key for itself and kept the browser from it. */
const press = (key: string, held: KeyboardEventInit = {}) =>
  act(async () => {
    const init = { key, bubbles: true, cancelable: true, ...held }
    return document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', init))
  })
const touch = (target: Element | null) =>
  act(async () => void target?.dispatchEvent(new Event('pointerdown', { bubbles: true })))

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  onChange.mockClear()
  page = document.body.appendChild(document.createElement('div'))
  root = createRoot(page)
  const words = { trigger: 'Speed', triggerClassName: '', triggerLabel: 'Order: Speed', title: 'Order' }
  await act(async () =>
    root.render(createElement(ChoiceMenu, { ...words, value: 'speed', options, onChange })),
  )
})
afterEach(() => {
  act(() => root.unmount())
  page.remove()
  vi.unstubAllGlobals()
})

test('the menu opens at what is chosen, and gives the focus back with the choice', async () => {
  expect(items()).toEqual([])
  await act(async () => trigger()?.click())
  expect(document.activeElement).toBe(items()[1])
  expect(items().map((item) => item.getAttribute('aria-checked'))).toEqual(['false', 'true', 'false'])
  await press('ArrowDown')
  expect(document.activeElement).toBe(items()[2])
  await act(async () => items()[2]?.click())
  expect(onChange.mock.calls).toEqual([['status']])
  expect(items()).toEqual([])
  expect(document.activeElement).toBe(trigger())
})

test('Escape closes the menu and changes nothing, and so does choosing what is chosen', async () => {
  await act(async () => trigger()?.click())
  await press('Escape')
  expect(items()).toEqual([])
  expect(document.activeElement).toBe(trigger())
  await act(async () => trigger()?.click())
  await act(async () => items()[1]?.click())
  expect(items()).toEqual([])
  expect(onChange).not.toHaveBeenCalled()
})

test('a menu that loses the focus is closed', async () => {
  await act(async () => trigger()?.click())
  const beside = document.body.appendChild(document.createElement('button'))
  await act(async () => beside.focus())
  expect(items()).toEqual([])
  beside.remove()
})

test('a press beside the menu closes it, even where that moves no focus; one on the menu or its button does not', async () => {
  await act(async () => trigger()?.click())
  await touch(trigger())
  await touch(page.querySelector('[role="menu"]'))
  expect(items()).toHaveLength(3)
  page.addEventListener('pointerdown', (event) => event.stopPropagation())
  const map = page.appendChild(document.createElement('div'))
  await touch(map)
  expect(items()).toEqual([])
})

test('keys held with Ctrl, Alt or the command key are left to the browser and the page', async () => {
  const onKey = vi.fn()
  page.addEventListener('keydown', onKey)
  trigger()?.focus()
  expect(await press('ArrowDown', { ctrlKey: true })).toBe(true)
  expect(items()).toEqual([])
  await act(async () => trigger()?.click())
  for (const held of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }]) {
    expect(await press('n', held)).toBe(true)
    expect(await press('ArrowDown', held)).toBe(true)
    expect(document.activeElement).toBe(items()[1])
  }
  expect(onKey).toHaveBeenCalledTimes(7)
})

test('a key pressed in the menu is no shortcut of the page, whether it leads anywhere or not', async () => {
  await act(async () => trigger()?.click())
  // Where React listens too, as the shortcuts of the page do: both on the document.
  const onKey = vi.fn()
  page.addEventListener('keydown', onKey)
  for (const key of ['/', 'n', 'ArrowDown', ' ', 'Escape']) await press(key)
  expect(onKey).not.toHaveBeenCalled()
  expect(items()).toEqual([])
})

test('a window of another size closes the menu and gives the focus back', async () => {
  await act(async () => trigger()?.click())
  await act(async () => void window.dispatchEvent(new Event('resize')))
  expect(items()).toEqual([])
  expect(document.activeElement).toBe(trigger())
})

test('arrows go round, Home and End to the ends, and letters to the next word that begins so', () => {
  expect(nextItem('ArrowDown', 2, options)).toBe(0)
  expect(nextItem('ArrowUp', 0, options)).toBe(2)
  expect(nextItem('Home', 1, options)).toBe(0)
  expect(nextItem('End', 0, options)).toBe(2)
  expect(nextItem('s', 0, options)).toBe(1)
  expect(nextItem('S', 1, options)).toBe(2)
  expect(nextItem('x', 1, options)).toBeNull()
  expect(nextItem('Enter', 1, options)).toBeNull()
  expect(nextItem(' ', 1, options)).toBeNull()
})
