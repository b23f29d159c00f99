import { expect, test } from 'vitest'
import { cameraFamilyOf, firstChannelOf } from './camera-family'

// The models are those the vendor's streaming chapter names; a suffix is a variant of the same camera.
test.each([
  ['JC261', 'files', 0],
  ['JC400P', 'files', 0],
  ['jm-jc400', 'files', 0],
  ['JC371', 'spans', 1],
  ['JC450Pro', 'spans', 1],
  ['JC182', 'spans', 1],
] as const)('%s names its recordings by %s and counts channels from %i', (model, family, first) => {
  expect(cameraFamilyOf(model)).toBe(family)
  expect(firstChannelOf(family)).toBe(first)
})

test.each(['', 'GT06N', 'JC999'])('"%s" is of no known family', (model) => {
  expect(cameraFamilyOf(model)).toBeNull()
})
