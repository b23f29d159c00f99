import { expect, test } from 'vitest'
import { isElsewhere } from './use-held-address'

const at = { accountId: 'a', work: 'edit', q: '' } as const

test('a form is left by another account or other work, and not by a search', () => {
  expect(isElsewhere({ ...at, q: 'porto' }, at)).toBe(false)
  expect(isElsewhere({ ...at, work: null }, at)).toBe(true)
  expect(isElsewhere({ ...at, accountId: 'b' }, at)).toBe(true)
})
