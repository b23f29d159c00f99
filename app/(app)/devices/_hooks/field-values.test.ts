import { expect, test } from 'vitest'
import { editProblem, MAX_EDIT_CHARS } from '@/lib/domain/device-edit'
import { editOf } from './field-values'

test('an odometer is typed in the unit of the reader and sent in kilometres', () => {
  expect(editOf('odometerKm', ' 1234,5 ', 'metric')).toEqual({ edit: { odometerKm: 1234.5 } })
  // International mile, exactly 1.609344 km.
  expect(editOf('odometerKm', '100', 'imperial')).toEqual({
    edit: { odometerKm: expect.closeTo(160.9344, 6) },
  })
  for (const typed of ['', 'far', '-1', '1e5', '1.2.3'])
    expect(editOf('odometerKm', typed, 'metric')).toEqual({ problem: 'number' })
})

test('an odometer with a comma before three digits is refused, as it is how the table shows thousands', () => {
  for (const typed of ['12,345', ' 1,000 '])
    expect(editOf('odometerKm', typed, 'metric')).toEqual({ problem: 'thousands' })
  expect(editOf('odometerKm', '12,3456', 'metric')).toEqual({ edit: { odometerKm: 12.3456 } })
  expect(editOf('odometerKm', '12345', 'metric')).toEqual({ edit: { odometerKm: 12345 } })
})

test('texts lose the blanks around them, and what the vendor cannot take is said', () => {
  expect(editOf('name', '  Van 7 ', 'metric')).toEqual({ edit: { name: 'Van 7' } })
  expect(editOf('name', '   ', 'metric')).toEqual({ problem: 'empty' })
  expect(editOf('plate', 'X'.repeat(MAX_EDIT_CHARS.plate + 1), 'metric')).toEqual({ problem: 'long' })
  expect(editProblem('name', 'a\nb')).toBe('signs')
  expect(editProblem('remark', 'a\nb')).toBeNull()
  expect(editProblem('remark', 'a\u0000b')).toBe('signs')
  expect(editProblem('driverPhone', '+351 (91) 234-5678')).toBeNull()
  expect(editProblem('driverPhone', '=1+1')).toBe('phone')
})
