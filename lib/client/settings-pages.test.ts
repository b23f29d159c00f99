import { expect, test } from 'vitest'
import { RIGHTS, rightsOfRole } from '@/lib/domain/rights'
import { settingsPagesFor } from './settings-pages'

const hrefs = (...of: Parameters<typeof settingsPagesFor>) => settingsPagesFor(...of).map(({ href }) => href)

test('the page of people is listed for whoever may manage them, and for nobody else', () => {
  const people = '/settings/people'
  expect(hrefs('owner', RIGHTS)).toContain(people)
  expect(hrefs('distributor', rightsOfRole('distributor'))).toContain(people)
  const denied = rightsOfRole('distributor').filter((right) => right !== 'manage_people')
  expect(hrefs('distributor', denied)).not.toContain(people)
  for (const role of ['dispatcher', 'viewer'] as const)
    expect(hrefs(role, rightsOfRole(role))).not.toContain(people)
})

test("what is the owner's is listed for owners alone", () => {
  expect(hrefs('owner', RIGHTS)).toContain('/settings/audit')
  expect(hrefs('distributor', RIGHTS)).not.toContain('/settings/audit')
})
