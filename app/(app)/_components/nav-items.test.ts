import { Map as MapIcon } from 'lucide-react'
import { expect, test } from 'vitest'
import { isWithin, type NavItem, navItemsFor, phoneTabs } from './nav-items'

const item = (over: Partial<NavItem> = {}): NavItem => ({
  href: '/map',
  word: 'map',
  icon: MapIcon,
  ...over,
})

test('an entry limited to roles is shown to them alone', () => {
  const items = [item(), item({ word: 'owners', roles: ['owner'] })]
  expect(navItemsFor('owner', items)).toHaveLength(2)
  expect(navItemsFor('viewer', items).map(({ word }) => word)).toEqual(['map'])
})

test('an entry limited to rights follows the person, not the role alone', () => {
  const items = [item({ word: 'sharing', rights: ['share'] })]
  expect(navItemsFor('dispatcher', items)).toHaveLength(1)
  expect(navItemsFor('dispatcher', items, [])).toEqual([])
  expect(navItemsFor('viewer', items, ['share'])).toHaveLength(1)
})

test('pages below an entry belong to it, and look-alikes do not', () => {
  const settings = item({ href: '/settings/connection', within: '/settings' })
  expect(isWithin(settings, '/settings/rejects')).toBe(true)
  expect(isWithin(settings, '/settings')).toBe(true)
  expect(isWithin(settings, '/settings-of-others')).toBe(false)
  expect(isWithin(item(), '/map')).toBe(true)
})

test('five entries stand side by side on a phone; of six, two go behind "More"', () => {
  const items = Array.from({ length: 6 }, (_, index) => item({ word: String(index) }))
  expect(phoneTabs(items.slice(0, 5))).toEqual({ tabs: items.slice(0, 5), more: [] })
  expect(phoneTabs(items)).toEqual({ tabs: items.slice(0, 4), more: items.slice(4) })
})
