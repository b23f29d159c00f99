import { expect, test } from 'vitest'
import { fleetIndexOf } from './use-fleet-index'

test('the roster is read once for each epoch, whoever searches', () => {
  let reads = 0
  const identity = (slot: number) => {
    reads += 1
    return {
      id: `v${slot}`,
      name: `Van ${slot}`,
      plate: null,
      imei: `${slot}`,
      driver: null,
      accountId: null,
    }
  }
  const store = { epoch: 1, count: 3, identity: identity as never }
  const first = fleetIndexOf(store)
  expect(fleetIndexOf(store)).toBe(first)
  expect(reads).toBe(3)
  store.epoch = 2
  expect(fleetIndexOf(store)).not.toBe(first)
})
