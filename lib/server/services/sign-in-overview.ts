// What the security settings show, read together.

import 'server-only'
import type { RoleFactors, SecurityOverview, SessionEntry } from '@/lib/domain/api/security'
import { ROLES, type RoleName } from '@/lib/domain/rights'
import type { Viewer } from '../access'
import { countWithoutFactor, readDemandedRoles } from '../data/second-factor-demand'
import { listOwnSessions, type OpenSession } from '../data/sessions'
import { countRecoveryCodes, findSecondFactor } from '../data/system/second-factor'
import type { Session } from '../session'

/** The person's own sessions and second factor, and for owners what is demanded of whom. */
export async function securityOverview({ viewer, person, claims }: Session): Promise<SecurityOverview> {
  const [sessions, factor, codesLeft, demanded] = await Promise.all([
    listOwnSessions(viewer),
    findSecondFactor(viewer),
    countRecoveryCodes(viewer),
    readDemandedRoles(viewer),
  ])
  const roles = ROLES.filter((role) => demanded.includes(role))
  return {
    email: person.email,
    sessions: sessions.map((session) => toEntry(session, claims.sessionId)),
    factor: {
      confirmedAt: factor?.confirmedAt?.toISOString() ?? null,
      codesLeft,
      isDemanded: demanded.includes(viewer.role),
    },
    demand: viewer.role === 'owner' ? { roles, people: await peopleOf(viewer) } : null,
  }
}

async function peopleOf(viewer: Viewer): Promise<RoleFactors[]> {
  const counts = await countWithoutFactor(viewer)
  return ROLES.map((role: RoleName) => {
    const found = counts.find((each) => each.role === role)
    return { role, people: found?.people ?? 0, without: found?.without ?? 0 }
  })
}

function toEntry(session: OpenSession, thisId: string): SessionEntry {
  const { id, createdAt, lastSeenAt, address, browser, system } = session
  return {
    id,
    isThis: id === thisId,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    address,
    browser,
    system,
  }
}
