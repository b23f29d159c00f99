import { expect, test, vi } from 'vitest'
import type { DevicePlace } from '../data/system/device-places'
import { DeviceBook } from './device-book'

const OURS = { tenantId: 'tenant', id: 'connection' }

/** A book over a roster that can be changed, and a clock that is moved by hand. */
function makeBook(...places: DevicePlace[]) {
  const roster = [...places]
  let nowMs = 1_000_000
  const clock = { now: () => nowMs, sleep: async () => {}, random: () => 0 }
  const read = vi.fn(async (tenantId: string, imeis: readonly string[] | null) =>
    tenantId === OURS.tenantId ? roster.filter(({ imei }) => imeis === null || imeis.includes(imei)) : [],
  )
  const book = new DeviceBook({ clock, read })
  const ask = async (imei: string, ref = OURS) => (await book.resolve(ref, [imei])).get(imei)
  const pass = (ms: number) => {
    nowMs += ms
  }
  return { roster, read, ask, pass, book }
}

const CAR = { imei: '1', id: 'car', connectionId: 'connection' }

test('known devices are looked up in memory', async () => {
  const { ask, read } = makeBook(CAR)
  expect(await ask('1')).toEqual({ deviceId: 'car' })
  expect(await ask('1')).toEqual({ deviceId: 'car' })
  expect(read).toHaveBeenCalledTimes(1)
})

test('a device of another connection is foreign, one of another tenant is unknown', async () => {
  const { ask } = makeBook(CAR)
  expect(await ask('1', { tenantId: 'tenant', id: 'other' })).toBe('foreign_device')
  expect(await ask('1', { tenantId: 'stranger', id: 'connection' })).toBe('unknown_device')
})

test('a device that was just brought is found at once, and one that is missing is asked for every few seconds only', async () => {
  const { ask, read, roster, pass } = makeBook(CAR)
  expect(await ask('2')).toBe('unknown_device')
  const asked = read.mock.calls.length
  expect(await ask('2')).toBe('unknown_device')
  expect(read).toHaveBeenCalledTimes(asked)
  roster.push(
    { imei: '2', id: 'van', connectionId: 'connection' },
    { imei: '3', id: 'bus', connectionId: 'connection' },
  )
  expect(await ask('3')).toEqual({ deviceId: 'bus' })
  pass(5_000)
  expect(await ask('2')).toEqual({ deviceId: 'van' })
})

test('a device that moved to this connection is found, and one that left the roster is unknown after a while', async () => {
  const { ask, roster, pass } = makeBook({ ...CAR, connectionId: 'other' })
  expect(await ask('1')).toBe('foreign_device')
  roster[0] = CAR
  pass(5_000)
  expect(await ask('1')).toEqual({ deviceId: 'car' })
  roster.pop()
  pass(120_000)
  expect(await ask('1')).toEqual({ deviceId: 'car' })
  await vi.waitFor(async () => expect(await ask('1')).toBe('unknown_device'))
})

test('many that ask at once share one reading, and a failed one is tried again by the next', async () => {
  const { ask, read } = makeBook(CAR)
  read.mockRejectedValueOnce(new Error('away'))
  await expect(ask('1')).rejects.toThrow('away')
  expect(await Promise.all([ask('1'), ask('1'), ask('1')])).toEqual(Array(3).fill({ deviceId: 'car' }))
  expect(read).toHaveBeenCalledTimes(2)
})
