// People and open invitations as the browser reads them: found by name or address, a page after the other.

import 'server-only'
import type { InvitationPage, PeopleQuery, Person, ScopeWords } from '@/lib/domain/api/people'
import { mayManage } from '@/lib/domain/people'
import { rightsOf } from '@/lib/domain/rights'
import { partsOfScope } from '@/lib/domain/scope-path'
import type { Viewer } from '../access'
import { countInvitations, listInvitations } from '../data/invitations'
import { countPeople, listPeople } from '../data/people'
import { nameScopes } from '../data/people-scopes'
import { storableText } from '../sql'
import { nameCursor, pageOf, readCursor, timeCursor } from './page-cursors'
import { managerOf } from './people-standing'

/** Rows of a page. */
export const PEOPLE_PAGE = 100

/**
 * Those the viewer may see whose name or address holds `q`, by name. `count` is how many there are on all pages.
 * @throws ForbiddenError without the right to manage people; InvalidInputError for a foreign cursor
 */
export async function listManaged(
  viewer: Viewer,
  { q: text = '', cursor }: PeopleQuery = {},
): Promise<{ people: Person[]; count: number; next: string | null }> {
  const me = await managerOf(viewer)
  const after = readCursor(nameCursor, cursor)
  const [rows, count] = await Promise.all([
    listPeople(viewer, {
      text,
      after: after && { sortName: storableText(after[0]), id: after[1] },
      limit: PEOPLE_PAGE + 1,
    }),
    countPeople(viewer, text),
  ])
  const { shown, next } = pageOf(rows, PEOPLE_PAGE, ({ sortName, id }) => [sortName, id])
  const words = await scopeWords(viewer, shown)
  const people = shown.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    scope: words(row.scopePath),
    rights: [...rightsOf(row)],
    lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
    hasSecondFactor: row.hasSecondFactor,
    isDisabled: row.disabledAt !== null,
    isYou: row.id === viewer.userId,
    mayManage: mayManage(me, row),
  }))
  return { people, count, next }
}

/** Invitations not taken up yet whose address holds `q`, the newest first; else as `listManaged`. */
export async function listOpenInvitations(
  viewer: Viewer,
  { q: text = '', cursor }: PeopleQuery = {},
  now = new Date(),
): Promise<InvitationPage> {
  await managerOf(viewer)
  const after = readCursor(timeCursor, cursor)
  const [rows, count] = await Promise.all([
    listInvitations(viewer, {
      text,
      after: after && { createdAt: new Date(after[0]), id: after[1] },
      limit: PEOPLE_PAGE + 1,
    }),
    countInvitations(viewer, text),
  ])
  const { shown, next } = pageOf(rows, PEOPLE_PAGE, ({ createdAt, id }) => [createdAt, id])
  const words = await scopeWords(viewer, shown)
  const invitations = shown.map((row) => ({
    ...{ id: row.id, email: row.email, role: row.role, invitedBy: row.invitedBy },
    scope: words(row.scopePath),
    rights: [...rightsOf(row)],
    expiresAt: row.expiresAt.toISOString(),
    isExpired: row.expiresAt <= now,
    isMailed: row.mailedAt !== null,
  }))
  return { invitations, count, next }
}

/** Words for the scopes of some rows. */
async function scopeWords(
  viewer: Viewer,
  rows: readonly { scopePath: string }[],
): Promise<(scopePath: string) => ScopeWords> {
  const names = await nameScopes(
    viewer,
    rows.map(({ scopePath }) => scopePath),
  )
  return (scopePath) => {
    const { account = null, group = null } = names.get(scopePath) ?? {}
    const isGroup = partsOfScope(scopePath).groupSegment !== null
    return { account, group, isGroup, isGone: scopePath !== '/' && account === null }
  }
}
