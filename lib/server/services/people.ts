// People and rights for who manages them: what they may change of whom. Whom they see is people-pages.ts, inviting invitations.ts.

import 'server-only'
import type { PeopleProblem, PersonChange, ScopeWish } from '@/lib/domain/api/people'
import { grantProblem, isShrunk, needsProof, rightsBeside, type Standing } from '@/lib/domain/people'
import type { Viewer } from '../access'
import { type AuditDetail, appendAudit } from '../audit'
import { getAccount } from '../data/accounts'
import { settleInvitationsOf } from '../data/invitations'
import * as data from '../data/people'
import { listGroups } from '../data/people-scopes'
import { endSessions } from '../data/system/sessions'
import { type EndedView, endOverdueViews } from '../data/system/views'
import { inTransaction } from '../db'
import { NotFoundError } from '../errors'
import { groupScope } from '../group-scope'
import { noteEnds } from '../view-as-ends'
import { type Actor, hasJustProven } from './commands-facts'
import { standings } from './people-standing'
import { forgetEnded } from './sign-in-sessions'

/** Null when it is done, else why not. */
export type PeopleOutcome = Promise<PeopleProblem | null>

/** Changes name, role, rights and scope of somebody. @throws ForbiddenError, NotFoundError */
export async function changePerson(actor: Actor, userId: string, change: PersonChange): PeopleOutcome {
  const { viewer } = actor
  const { me, person } = await standings(viewer, userId)
  const scopePath = change.scope === 'keep' ? person.scopePath : await scopePathOf(viewer, change.scope)
  const after = { role: change.role, ...rightsBeside(change.role, change.rights), scopePath }
  const problem = grantProblem(me, after, person)
  if (problem !== null) return problem
  if (needsProof(person, after) && !(await hasJustProven(actor, new Date()))) return 'unproven'
  const endsSessions = isShrunk(person, after)
  return settle(viewer, userId, {
    store: () => data.storePerson(viewer, userId, { ...after, name: change.name, endsSessions }),
    action: 'person.change',
    endsSessions,
    detail: { ...detailOf(after), before: detailOf(person) },
  })
}

/** Shuts somebody out, or lets them in again. @throws as `changePerson` */
export async function disablePerson(actor: Actor, userId: string, isDisabled: boolean): PeopleOutcome {
  const { viewer } = actor
  const { person } = await standings(viewer, userId)
  if (await lacksProof(actor, person)) return 'unproven'
  return settle(viewer, userId, {
    store: () => data.storeDisabled(viewer, userId, isDisabled ? new Date() : null),
    action: isDisabled ? 'person.disable' : 'person.enable',
    endsSessions: true,
    detail: { email: person.email },
  })
}

/** Deletes somebody; what they did stays in the audit log. @throws as `changePerson` */
export async function removePerson(actor: Actor, userId: string): PeopleOutcome {
  const { viewer } = actor
  const { person } = await standings(viewer, userId)
  if (await lacksProof(actor, person)) return 'unproven'
  let views: EndedView[] = []
  const leaving = async () => {
    await endSessions(viewer.tenantId, userId)
    // What they look at as a customer goes with them.
    views = await endOverdueViews({ tenantId: viewer.tenantId })
  }
  return settle(viewer, userId, {
    store: () => data.deletePerson(viewer, userId, leaving),
    // Not before they are gone: whoever else is to be put on record waits from here on.
    noteFirst: () => noteEnds(views),
    action: 'person.remove',
    endsSessions: true,
    detail: { name: person.name, email: person.email, ...detailOf(person) },
  })
}

/** What goes with somebody. @throws ForbiddenError, NotFoundError */
export async function leftBehind(viewer: Viewer, userId: string) {
  await standings(viewer, userId)
  return data.countLeft(viewer, userId)
}

/** The path of a scope as it was chosen. @throws NotFoundError for what the viewer does not see */
export async function scopePathOf(viewer: Viewer, { accountId, group }: ScopeWish): Promise<string> {
  if (accountId === null) return viewer.scopePath
  const { path } = await getAccount(viewer, accountId)
  if (group === null) return path
  if (!(await listGroups(viewer, accountId)).includes(group)) throw new NotFoundError()
  return groupScope(path, group)
}

/** A standing as the audit trail keeps it. */
export function detailOf({ role, rights, deniedRights, scopePath }: Standing) {
  return { role, rights: [...rights], deniedRights: [...deniedRights], scopePath }
}

/** To come or go, as who may cut or approve changes, weighs as much as to be given or lose that. */
async function lacksProof(actor: Actor, person: Standing): Promise<boolean> {
  return needsProof(null, person) && !(await hasJustProven(actor, new Date()))
}

type Settled = {
  /** False when nobody would be left to own the tenant. */
  store: () => Promise<boolean>
  /** Notes what ended along with it. */
  noteFirst?: () => Promise<void>
  action: string
  endsSessions: boolean
  detail: NonNullable<Parameters<typeof appendAudit>[1]['detail']>
}

/** Together: nothing about people is stored that is not on record. */
async function settle(
  viewer: Viewer,
  userId: string,
  { store, noteFirst, action, endsSessions, detail }: Settled,
): PeopleOutcome {
  const ended = await inTransaction(async () => {
    if (!(await store())) return null
    const sessions = endsSessions ? await endSessions(viewer.tenantId, userId) : []
    // Taken up, theirs would be refused anyway; so nobody takes them for open, and they stay void when the person is back.
    const invitations = endsSessions ? await settleInvitationsOf(viewer, userId, new Date()) : 0
    const more: AuditDetail = invitations > 0 ? { invitationsTakenBack: invitations } : {}
    await noteFirst?.()
    await appendAudit(viewer.tenantId, {
      ...{ actorId: viewer.userId, action, target: userId },
      detail: { ...detail, ...more },
    })
    return sessions
  })
  if (ended === null) return 'last_owner'
  if (endsSessions) forgetEnded(userId, ended)
  return null
}
