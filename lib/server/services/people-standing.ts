// Whether somebody is the viewer's to manage, and whether they may act in that person's place. What is changed of people is
// people.ts; which standing is above which, lib/domain/people.ts.

import 'server-only'
import type { PeopleProblem } from '@/lib/domain/api/people'
import { grantProblem, mayManage } from '@/lib/domain/people'
import type { Viewer } from '../access'
import { getPerson, type PersonRow } from '../data/people'
import { ForbiddenError } from '../errors'
import { assertMay } from '../rights'
import { type Actor, hasJustProven } from './commands-facts'

/** The viewer as one who manages. @throws ForbiddenError without the right */
export async function managerOf(viewer: Viewer): Promise<PersonRow> {
  await assertMay(viewer, 'manage_people')
  return getPerson(viewer, viewer.userId)
}

/**
 * The viewer and somebody they manage.
 * @throws ForbiddenError without the right, and for themselves and those above them; NotFoundError for an id that is missing,
 * of another tenant or out of scope.
 */
export async function standings(
  viewer: Viewer,
  userId: string,
): Promise<{ me: PersonRow; person: PersonRow }> {
  const me = await managerOf(viewer)
  const person = await getPerson(viewer, userId)
  if (!mayManage(me, person)) throw new ForbiddenError()
  return { me, person }
}

/**
 * Why the actor cannot take away what keeps others from signing in as somebody; null when they can. Whoever does it could
 * come in as that person: so only who could give all that person has, and with a fresh proof of who they are.
 * @throws as `standings`
 */
export async function standingInFor(actor: Actor, userId: string): Promise<PeopleProblem | null> {
  const { me, person } = await standings(actor.viewer, userId)
  if (grantProblem(me, person, null) !== null) return 'beyond'
  return (await hasJustProven(actor, new Date())) ? null : 'unproven'
}
