import { expect, test } from 'vitest'
import { detailOfRetry, NOTHING_DONE, toGapDetail, withFailed } from './gap-detail'

const REFUSED = { imei: '860000000000011', problem: 'refused' as const, words: null }

test('what another version noted counts as nothing done', () => {
  expect(toGapDetail({ done: 'some' })).toEqual(NOTHING_DONE)
  expect(toGapDetail(null)).toEqual(NOTHING_DONE)
  expect(toGapDetail(withFailed(NOTHING_DONE, REFUSED))).toMatchObject({ failed: [REFUSED], failedCount: 1 })
})

test('a further try is about the devices that failed, and about all when too many failed to name them', () => {
  const one = withFailed({ ...NOTHING_DONE, done: 9, positions: 7 }, REFUSED)
  expect(detailOfRetry(one)).toEqual({ ...NOTHING_DONE, positions: 7, only: [REFUSED.imei] })
  let many = NOTHING_DONE
  for (let count = 0; count < 201; count += 1) many = withFailed(many, REFUSED)
  expect(many).toMatchObject({ failedCount: 201, failed: { length: 200 } })
  expect(detailOfRetry(many).only).toBeNull()
})
