import { expect, test } from 'vitest'
import { assertNodeVersion } from './dependencies.mjs'

test.each(['18.20.8', '20.18.3', '20.9.0'])(
  'Node %s is refused with the version that is needed',
  (version) => {
    expect(() => assertNodeVersion(version)).toThrow(`Milepost needs Node 20.19 or newer; this is ${version}`)
  },
)

test.each(['20.19.0', '20.20.1', '21.0.0', '24.1.0'])('Node %s will do', (version) => {
  expect(() => assertNodeVersion(version)).not.toThrow()
})
