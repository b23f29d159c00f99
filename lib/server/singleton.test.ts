import { expect, test, vi } from 'vitest'
import { findSingleton, forgetSingleton, singleton } from './singleton'

test('what is made once is shared by every copy of the module', async () => {
  const first = singleton('test-shared', () => ({}))
  vi.resetModules()
  const copy = await import('./singleton')
  expect(copy.singleton).not.toBe(singleton)
  expect(copy.singleton('test-shared', () => ({}))).toBe(first)
})

test('a factory that answers undefined or throws is called once, or again', () => {
  const undefinedFactory = vi.fn(() => undefined)
  singleton('test-undefined', undefinedFactory)
  singleton('test-undefined', undefinedFactory)
  expect(undefinedFactory).toHaveBeenCalledTimes(1)

  const failing = () => {
    throw new Error('not yet')
  }
  expect(() => singleton('test-throws', failing)).toThrow('not yet')
  expect(singleton('test-throws', () => 1)).toBe(1)
})

test('looking for one never makes it, and a forgotten one is made anew', () => {
  expect(findSingleton('test-forget')).toBeNull()
  singleton('test-forget', () => 1)
  expect(findSingleton('test-forget')).toBe(1)
  forgetSingleton('test-forget')
  expect(singleton('test-forget', () => 2)).toBe(2)
})
