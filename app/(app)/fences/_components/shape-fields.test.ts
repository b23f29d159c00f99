import { createElement } from 'react'
import { expect, test } from 'vitest'
import { renderedFor, textsOf } from '@/lib/client/format/rendered.test-helper'
import type { UnitSystem } from '@/lib/domain/units'
import { useFenceDraft } from '../_hooks/use-fence-draft'
import { ShapeFields } from './shape-fields'

function NewShape({ isWrong = false }: { isWrong?: boolean }) {
  const draft = useFenceDraft(null)
  const wrong = {
    ok: false as const,
    fields: [{ field: 'radiusM', problem: 'radius' } as const],
    problem: null,
  }
  const shown = isWrong ? { ...draft, reading: wrong } : draft
  return createElement(ShapeFields, { draft: shown, isTried: true, onGoTo: () => undefined })
}

const shownTo = (unitSystem: UnitSystem, isWrong = false) =>
  renderedFor({ unitSystem }, createElement(NewShape, { isWrong }))

test('a new radius of 500 m is shown in the units its reader chose', () => {
  expect(textsOf(shownTo('metric'))).toContain('Radius (m)')
  expect(shownTo('metric')).toContain('value="500"')
  expect(textsOf(shownTo('imperial'))).toContain('Radius (ft)')
  // 500 m are 1,640.4 ft.
  expect(shownTo('imperial')).toContain('value="1640"')
})

test('its limits are told in the same units', () => {
  expect(textsOf(shownTo('metric', true))).toContain('A radius is 10 to 999,900 m.')
  // 10 m are 32.8 ft, 999,900 m are 3,280,511.8 ft.
  expect(textsOf(shownTo('imperial', true))).toContain('A radius is 33 to 3,280,512 ft.')
})
