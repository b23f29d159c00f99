import { expect, test } from 'vitest'
import { isPlainDeviceText, plainDeviceText } from './device-text'

const HIDDEN = ['x.mp4#RELAY,1#', 'Depot;RELAY', 'a|b', 'a\nRELAY,1', 'a\u0000b', '＃RELAY', 'a,b', '']

test('names of files and places in any script are plain', () => {
  for (const text of ['2026_11_22_08_00_01.mp4', 'CH1/EVENT 12.ts', 'Dépôt-Nord', '车库 3', 'مستودع'])
    expect(isPlainDeviceText(text), text).toBe(true)
})

test('what could part one order from the next is never plain', () => {
  for (const text of HIDDEN) expect(isPlainDeviceText(text), JSON.stringify(text)).toBe(false)
  expect(isPlainDeviceText('a'.repeat(201))).toBe(false)
})

test('a text made plain is plain', () => {
  expect(plainDeviceText('Depot#RELAY,1#', 'Fence')).toBe('Depot RELAY 1')
  expect(plainDeviceText('#,;', 'Fence')).toBe('Fence')
  for (const text of HIDDEN) expect(isPlainDeviceText(plainDeviceText(text, 'Fence')), text).toBe(true)
})
