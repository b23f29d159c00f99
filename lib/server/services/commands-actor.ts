// Who acts in this request, and in which session: what a proof of identity is bound to.

import 'server-only'
import { cookies } from 'next/headers'
import { sessionHashOf } from '../reauthentication'
import { requireSession, type Session } from '../session'
import { sessionCookie } from '../session-cookie'
import type { Actor } from './commands-facts'

/** The person of this request with the digest of the cookie they came with. Without one: as `requireSession`. */
export async function requireActor(): Promise<Actor & { person: Session['person'] }> {
  const { viewer, person } = await requireSession()
  const cookie = (await cookies()).get(sessionCookie().name)?.value ?? ''
  return { viewer, person, sessionHash: sessionHashOf(cookie) }
}
