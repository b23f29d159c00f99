import { expect, test } from 'vitest'
import { accountProblemOf, digitsOfPermissions, permissionsOfDigits } from './account'

test('permissions are the six digits the vendor documents, in its order', () => {
  // The vendor's own example of user.child.create.
  const sample = permissionsOfDigits('111000')
  expect(sample).toEqual({
    webLogin: true,
    appLogin: true,
    sendCommands: true,
    setWorkingMode: false,
    editOnWeb: false,
    editInApp: false,
  })
  expect(sample && digitsOfPermissions(sample)).toBe('111000')
})

test.each([null, '', '11100', '1110000', '11100x'])('permissions are not read from %j', (digits) => {
  expect(permissionsOfDigits(digits)).toBeNull()
})

test('every code the vendor documents for accounts and moves has words', () => {
  const codes = [213, 214, 215, 217, 218, 219, 220, 1002, 12001, 41005]
  expect(codes.filter((code) => accountProblemOf(code) === null)).toEqual([])
  expect(accountProblemOf(1006)).toBeNull()
})
