// @vitest-environment happy-dom

import { NextIntlClientProvider } from 'next-intl'
import { act, createElement, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { beforeAll, expect, test, vi } from 'vitest'
import { FormatPreferencesProvider } from '@/lib/client/format/preferences'
import type { DeviceRow } from '@/lib/domain/api/device-table'
import { DEFAULT_PREFERENCES } from '@/lib/domain/preferences'
import messages from '@/messages/en.json'
import { CellEditor, type CellEditorProps } from './cell-editor'

// The action behind a change reaches for the server.
vi.mock('../actions', () => ({ editDeviceAction: vi.fn() }))
beforeAll(() => vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true))

const ROW = { id: 'a', imei: '1', name: 'Old', plate: null } as DeviceRow

function Words({ children }: { children?: ReactNode }) {
  return NextIntlClientProvider({ locale: 'en', messages, timeZone: 'UTC', children })
}

function Formats({ children }: { children?: ReactNode }) {
  return FormatPreferencesProvider({ value: DEFAULT_PREFERENCES, children })
}

function editorOf(onEnd: CellEditorProps['onEnd']) {
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  const show = (row: DeviceRow) =>
    act(() => {
      const editor = createElement(CellEditor, { row, field: 'name', label: 'Name', failed: null, onEnd })
      root.render(createElement(Words, null, createElement(Formats, null, editor)))
    })
  show(ROW)
  const input = place.querySelector('input')
  if (input === null) throw new Error('no field')
  const type = (text: string) =>
    act(() => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text)
      input.dispatchEvent(new Event('input', { bubbles: true }))
    })
  return { show, type, input, leave: () => act(() => root.unmount()) }
}

test('text in a cell whose row leaves the page is handed back, though no blur tells of it', () => {
  const onEnd = vi.fn()
  const { type, leave } = editorOf(onEnd)
  type('Half typ')
  leave()
  expect(onEnd).toHaveBeenCalledExactlyOnceWith(
    { typed: 'Half typ', problem: messages.devices.edit.unsent },
    'gone',
  )
})

test('an untouched cell that leaves the page hands nothing back', () => {
  const onEnd = vi.fn()
  editorOf(onEnd).leave()
  expect(onEnd).not.toHaveBeenCalled()
})

test('an untouched cell does not undo what a colleague changed meanwhile', () => {
  const onEnd = vi.fn()
  const { show, input } = editorOf(onEnd)
  show({ ...ROW, name: 'New by a colleague' })
  act(() => input.blur())
  expect(onEnd).toHaveBeenCalledExactlyOnceWith(null, 'away')
})
