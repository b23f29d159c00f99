import { beforeEach, expect, test, vi } from 'vitest'
import { SharedError } from './shared-error'

class Refused extends SharedError {
  static override readonly brand: string = 'Refused'
}
class RefusedTwice extends Refused {
  static override readonly brand: string = 'RefusedTwice'
}
class Other extends SharedError {
  static override readonly brand: string = 'Other'
}

beforeEach(() => {
  vi.resetModules()
})

test('an error is an instance of its class and its ancestors only', () => {
  const error = new RefusedTwice('no')
  expect([error instanceof RefusedTwice, error instanceof Refused, error instanceof Error]).toEqual([
    true,
    true,
    true,
  ])
  expect([error instanceof Other, new Refused('no') instanceof RefusedTwice]).toEqual([false, false])
  for (const stranger of [null, undefined, 'x', {}, new Error('x')])
    expect(stranger instanceof Refused).toBe(false)
})

test('a class without a brand of its own cannot be made by mistake', () => {
  class Nameless extends Refused {}
  expect(() => new Nameless('no')).toThrow('its own brand')
})

test('vendor errors thrown by one copy of the module are known to another, and so is what they say of health', async () => {
  const first = await import('../jimi/errors')
  vi.resetModules()
  const second = await import('../jimi/errors')
  expect(second.JimiTransportError).not.toBe(first.JimiTransportError)
  const error = new first.JimiTransportError({ kind: 'unreachable', method: 'm', message: 'gone' })
  expect(error instanceof second.JimiTransportError).toBe(true)
  expect(error instanceof second.JimiApiError).toBe(false)
  expect(second.upstreamHealthOf(error)).toBe('unreachable')
})
