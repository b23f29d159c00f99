import { expect, test } from 'vitest'
import { createStandstills } from './standstills'

const IMEI = '860000000000017'

test('a vehicle keeps its hundred newest standstills and the time that the forgotten ones took', () => {
  const standstills = createStandstills()
  for (let round = 0; round < 250; round += 1) {
    standstills.stop(IMEI, round * 1000)
    standstills.release(IMEI, round * 1000 + 400)
  }
  expect(standstills.listOf(IMEI)).toHaveLength(100)
  expect(standstills.listOf(IMEI)[0]).toEqual({ fromMs: 150_000, toMs: 150_400 })
  // 150 standstills of 400 ms each are no longer listed.
  expect(standstills.forgottenMs(IMEI)).toBe(60_000)
})

test('the vehicle touched longest ago forgets its past first, but not that it stands', () => {
  const standstills = createStandstills()
  standstills.stop(IMEI, 0)
  standstills.release(IMEI, 500)
  standstills.stop(IMEI, 1000)
  for (let number = 0; number < 5000; number += 1) standstills.stop(`other ${number}`, 2000)
  expect(standstills.isStopped(IMEI)).toBe(true)
  expect(standstills.listOf(IMEI)).toEqual([{ fromMs: 1000, toMs: Number.POSITIVE_INFINITY }])
  expect(standstills.forgottenMs(IMEI)).toBe(500)
})
