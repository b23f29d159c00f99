import { expect, test } from 'vitest'
import { cameraOf, hasCamera, lensOfChannel, measuredRate, sizeParts, streamBytes, utcDaysOf } from './video'

test('channels are numbered as the family of the model counts them', () => {
  expect(cameraOf('JC400')).toEqual({ family: 'files', channels: [0, 1] })
  expect(cameraOf('JM-JC261P')).toEqual({ family: 'files', channels: [0, 1] })
  expect(cameraOf('JC450')).toEqual({ family: 'spans', channels: [1, 2, 3, 4] })
  expect(cameraOf('CAM-9000')).toEqual({ family: 'spans', channels: [1, 2] })
  expect(lensOfChannel(cameraOf('JC400'), 0)).toBe('front')
  expect(lensOfChannel(cameraOf('JC450'), 2)).toBe('inward')
  expect(lensOfChannel(cameraOf('JC450'), 3)).toBeNull()
})

test('a camera is known by its kind or by its model', () => {
  expect(hasCamera({ kind: 'dashcam', model: null })).toBe(true)
  expect(hasCamera({ kind: 'tracker', model: 'JC181' })).toBe(true)
  expect(hasCamera({ kind: 'tracker', model: 'VL802' })).toBe(false)
})

test('data use follows what players measured, and what cannot be is not believed', () => {
  expect(measuredRate({ bytes: 400_000, playedMs: 4000 })).toBe(100_000)
  expect(measuredRate({ bytes: 400_000, playedMs: 1000 })).toBeNull()
  expect(measuredRate({ bytes: 1e12, playedMs: 4000 })).toBeNull()
  expect(streamBytes({ openedMs: 0, untilMs: 10_000 }, null)).toBe(1_250_000)
  expect(streamBytes({ openedMs: 0, untilMs: 10_000 }, 1000)).toBe(10_000)
  expect(streamBytes({ openedMs: 10, untilMs: 0 }, 1000)).toBe(0)
  expect(sizeParts(1_250_000)).toEqual({ value: 1.25, unit: 'megabyte' })
})

test('a local day east or west of Greenwich touches two UTC days, one of 25 hours may touch three', () => {
  const days = (from: string, to: string) => utcDaysOf(new Date(from), new Date(to))
  // Kathmandu, UTC+5:45.
  expect(days('2026-03-07T18:15:00Z', '2026-03-08T18:15:00Z')).toEqual(['2026-03-07', '2026-03-08'])
  expect(days('2026-03-08T00:00:00Z', '2026-03-09T00:00:00Z')).toEqual(['2026-03-08'])
  // New York when summer time ends.
  expect(days('2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z')).toEqual(['2026-11-01', '2026-11-02'])
  expect(days('2026-11-01T23:30:00Z', '2026-11-03T00:30:00Z')).toEqual([
    '2026-11-01',
    '2026-11-02',
    '2026-11-03',
  ])
})
