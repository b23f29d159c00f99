import { expect, test } from 'vitest'
import { RIGHTS, rightsOfRole } from '@/lib/domain/rights'
import { paletteActionsFor } from './palette-actions'

const idsFor = (rights: Parameters<typeof paletteActionsFor>[0]) =>
  paletteActionsFor(rights).map(({ id }) => id)

test('who only looks can begin a report, and nothing that needs a right', () => {
  expect(idsFor(rightsOfRole('viewer'))).toEqual(['report'])
  expect(idsFor([])).toEqual(['report'])
})

test('each right brings what it is for, and no more', () => {
  expect(idsFor(rightsOfRole('dispatcher'))).toEqual(['report', 'fence', 'command', 'share'])
  expect(idsFor(['manage_people'])).toEqual(['report', 'invite'])
  expect(idsFor(RIGHTS)).toEqual(['report', 'fence', 'command', 'share', 'import', 'invite'])
})
