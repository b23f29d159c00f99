import { expect, test } from 'vitest'
import { parseVideoAddress, videoAddress } from './video-address'
import { videoAddressFaults } from './video-address-faults'

const DEVICE = '3c9de7a4-6f1c-4f7e-9a63-0f6d1e2b7c55'
const TODAY = '2026-11-22'
const faultsOf = (query: string) => videoAddressFaults(new URLSearchParams(query), TODAY)
const part = (text: string) => `\u2066${text}\u2069`

test('an address that can be read whole has no fault, and neither has what is written from any', () => {
  const whole = `device=${DEVICE}&tab=gallery&month=2026-11&day=2026-11-22&media=photo&lens=inward&channel=0&file=A2345678901234567890_-`
  for (const query of ['', 'device=&day=', whole, `device=${DEVICE}&tab=recordings&day=${TODAY}`])
    expect(faultsOf(query)).toEqual([])
  const odd = 'device=1&tab=admin&month=2026-13&day=2026-02-30&media=x&lens=y&channel=-1&file=../..'
  expect(faultsOf(odd)).toHaveLength(8)
  const [, written = ''] = videoAddress(parseVideoAddress(new URLSearchParams(odd))).split('?')
  expect(faultsOf(written)).toEqual([])
})

test.each([
  ['device=van-12', 'noVehicle', 'device=van-12'],
  ['tab=recordings&day=garbage', 'unknown', 'day=garbage'],
  ['tab=recordings&day=2026-11-23', 'future', 'day=2026-11-23'],
  ['tab=gallery&month=2026-13', 'unknown', 'month=2026-13'],
])('%s is said to be %s', (query, kind, quoted) => {
  expect(faultsOf(query)).toEqual([{ kind, part: part(quoted) }])
})
