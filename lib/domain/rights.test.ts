import { expect, test } from 'vitest'
import { RIGHTS, ROLES, rightsOf, rightsOfRole, rightsWithin } from './rights'

const nothing = { rights: [], deniedRights: [] }

test('an owner has every right, and none can be taken', () => {
  expect(rightsOf({ role: 'owner', rights: [], deniedRights: [...RIGHTS] })).toEqual(RIGHTS)
})

test('a person has the rights of the role until some are given or taken', () => {
  expect(rightsOf({ role: 'dispatcher', ...nothing })).toEqual([
    'send_commands',
    'watch_video',
    'export',
    'manage_fences',
    'share',
  ])
  expect(rightsOf({ role: 'dispatcher', rights: ['cut_engine'], deniedRights: ['share', 'export'] })).toEqual(
    ['send_commands', 'cut_engine', 'watch_video', 'manage_fences'],
  )
})

test('what is taken stays taken, though it was given too', () => {
  expect(rightsOf({ role: 'viewer', rights: ['share'], deniedRights: ['share'] })).not.toContain('share')
})

test('a viewer never acts on a vehicle, whatever is written', () => {
  expect(rightsOf({ role: 'viewer', rights: [...RIGHTS], deniedRights: [] })).toEqual([
    'watch_video',
    'export',
    'share',
  ])
})

test('unknown roles and words give nothing', () => {
  expect(rightsOf({ role: 'admin', rights: [...RIGHTS], deniedRights: [] })).toEqual([])
  expect(rightsOf({ role: 'viewer', rights: ['everything'], deniedRights: ['nothing'] })).toEqual(['export'])
})

test('no role has more than it can have', () => {
  for (const role of ROLES)
    expect(rightsWithin(role)).toEqual(expect.arrayContaining([...rightsOfRole(role)]))
})
