import { expect, test } from 'vitest'
import type { MethodInput } from '@/lib/jimi/contract'
import { callInParts } from './call-parts'

const TRACK = 'jimi.device.track.list'
const NOW_MS = Date.parse('2026-03-01T12:00:00.200Z')

test('who asks up to the end of the day within one second asks the same, so that one call serves both', async () => {
  const asked: MethodInput<typeof TRACK>[] = []
  const input = {
    imei: '860000000000017',
    beginAt: new Date('2026-03-01T00:00:00Z'),
    endAt: new Date('2026-03-01T23:59:59Z'),
  }
  const call = async (part: MethodInput<typeof TRACK>) => {
    asked.push(part)
    return { fixes: [] }
  }
  for (const vendorNowMs of [NOW_MS, NOW_MS + 300])
    await callInParts({ method: TRACK, input, profile: 'pro', vendorNowMs, call })
  expect(asked).toEqual([asked[0], asked[0]])
  // One second before now, as spans must end before it.
  expect(asked[0]?.endAt).toEqual(new Date('2026-03-01T11:59:59Z'))
})
