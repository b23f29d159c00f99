// Who may manage whom, and what they may give: never above their own role, beyond their own rights, or outside their own scope.

import {
  isRole,
  type Right,
  type RightsHolder,
  ROLES,
  type RoleName,
  rightsOf,
  rightsOfRole,
  rightsWithin,
} from './rights'
import { isWithinScope } from './scope-path'

/** What somebody may do, and where. */
export type Standing = RightsHolder & { scopePath: string }

/** Why something cannot be given. */
export type GrantProblem = 'role' | 'scope' | 'right' | 'owner_scope'

/** How long an invitation is good. */
export const INVITATION_MS = 7 * 24 * 3_600_000

/** Whether a manager may touch somebody: not themselves, nobody above them, and nobody whose scope reaches beyond theirs. */
export function mayManage(
  manager: Standing & { id: string },
  person: { id: string; role: string; scopePath: string },
): boolean {
  if (manager.id === person.id || !rightsOf(manager).includes('manage_people')) return false
  return rankOf(person.role) >= rankOf(manager.role) && isWithinScope(person.scopePath, manager.scopePath)
}

/** Why a manager cannot make somebody's standing this one; null when they can. Rights somebody had already may stay. */
export function grantProblem(
  manager: Standing,
  wanted: Standing,
  before: Standing | null,
): GrantProblem | null {
  if (!isRole(wanted.role) || rankOf(wanted.role) < rankOf(manager.role)) return 'role'
  if (wanted.role === 'owner' && wanted.scopePath !== '/') return 'owner_scope'
  if (!isWithinScope(wanted.scopePath, manager.scopePath)) return 'scope'
  const own = rightsOf(manager)
  const had = before === null ? [] : rightsOf(before)
  const gained = rightsOf(wanted).filter((right) => !had.includes(right))
  return gained.every((right) => own.includes(right)) ? null : 'right'
}

/** Roles a manager can give, the highest first. */
export function rolesBelow(role: string): readonly RoleName[] {
  return ROLES.filter((each) => rankOf(each) >= rankOf(role))
}

/** Rights as they are stored beside a role: those given beyond it, and those of it that are taken. */
export function rightsBeside(
  role: string,
  wanted: readonly Right[],
): { rights: Right[]; deniedRights: Right[] } {
  if (role === 'owner') return { rights: [], deniedRights: [] }
  const own = rightsOfRole(role)
  return {
    rights: rightsWithin(role).filter((right) => wanted.includes(right) && !own.includes(right)),
    deniedRights: own.filter((right) => !wanted.includes(right)),
  }
}

/** Whether a change takes so much that sessions must end: a lower role, or vehicles that were in view. */
export function isShrunk(before: Standing, after: Standing): boolean {
  return rankOf(after.role) > rankOf(before.role) || !isWithinScope(before.scopePath, after.scopePath)
}

/** Whether a change needs a fresh proof of who makes it: owners are made or unmade, or who may cut or approve changes. */
export function needsProof(before: Standing | null, after: Standing): boolean {
  const differs = (right: Right) =>
    (before !== null && rightsOf(before).includes(right)) !== rightsOf(after).includes(right)
  return (
    differs('cut_engine') ||
    differs('approve_cuts') ||
    (before?.role === 'owner') !== (after.role === 'owner')
  )
}

function rankOf(role: string): number {
  return isRole(role) ? ROLES.indexOf(role) : ROLES.length
}
