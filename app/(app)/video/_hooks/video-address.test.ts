import { expect, test } from 'vitest'
import { parseVideoAddress, videoAddress } from './video-address'

const DEVICE = '3c9de7a4-6f1c-4f7e-9a63-0f6d1e2b7c55'
const read = (query: string) => parseVideoAddress(new URLSearchParams(query))

test('an address says all that is shown, and reading it shows the same', () => {
  const shown = {
    deviceId: DEVICE,
    tab: 'gallery' as const,
    month: '2026-11',
    day: '2026-11-22',
    media: 'photo' as const,
    lens: 'inward' as const,
    channel: 0,
    file: 'A2345678901234567890_-',
  }
  const [, query = ''] = videoAddress(shown).split('?')
  expect(read(query)).toEqual(shown)
})

test('what cannot be right is left out, and the usual does not stand in the address', () => {
  const odd = read('device=1&tab=admin&month=2026-13&day=2026-02-30&media=x&lens=y&channel=-1&file=../..')
  expect(odd).toEqual(read(''))
  expect(videoAddress(odd)).toBe('/video')
})
