// People of a tenant as its owners may see and change them, and what everybody may change of themselves. Signing in is the business of system/users.ts.

import 'server-only'
import type { Locale } from '@/lib/domain/locales'
import type { Preferences } from '@/lib/domain/preferences'
import type { Viewer } from '../access'
import { db } from '../db'
import { ForbiddenError, NotFoundError } from '../errors'
import type { Role } from '../generated/prisma/enums'
import { isUuid } from './ids'

/** A person as the user list shows them. */
export type UserSummary = {
  id: string
  email: string
  name: string
  role: Role
  scopePath: string
  disabledAt: Date | null
  lastSignInAt: Date | null
}

/**
 * Everyone of the viewer's tenant, by address.
 * @throws ForbiddenError unless the viewer is an owner.
 */
export async function listUsers(viewer: Viewer): Promise<UserSummary[]> {
  requireOwner(viewer)
  return db().user.findMany({
    where: { tenantId: viewer.tenantId },
    select: {
      id: true,
      email: true,
      name: true,
      role: true,
      scopePath: true,
      disabledAt: true,
      lastSignInAt: true,
    },
    orderBy: { email: 'asc' },
  })
}

/**
 * Disables a user, or lets one in again. Either way every session that user has dies.
 * @throws ForbiddenError unless the viewer is an owner; NotFoundError for an id that is missing or of another tenant.
 */
export async function setUserDisabled(viewer: Viewer, userId: string, disabled: boolean): Promise<void> {
  requireOwner(viewer)
  if (!isUuid(userId)) throw new NotFoundError()
  const { count } = await db().user.updateMany({
    where: { tenantId: viewer.tenantId, id: userId },
    data: { disabledAt: disabled ? new Date() : null, sessionVersion: { increment: 1 } },
  })
  if (count === 0) throw new NotFoundError()
}

/** Stores how the viewer reads quantities and times. Sessions learn of it within seconds. */
export async function setPreferences(viewer: Viewer, preferences: Preferences): Promise<void> {
  const { count } = await db().user.updateMany({
    where: { tenantId: viewer.tenantId, id: viewer.userId },
    data: preferences,
  })
  if (count === 0) throw new NotFoundError()
}

/** Stores the language the viewer reads. Sessions learn of it within seconds. */
export async function setLocale(viewer: Viewer, locale: Locale): Promise<void> {
  const where = { tenantId: viewer.tenantId, id: viewer.userId }
  const { count } = await db().user.updateMany({ where, data: { locale } })
  if (count === 0) throw new NotFoundError()
}

function requireOwner(viewer: Viewer): void {
  if (viewer.role !== 'owner') throw new ForbiddenError()
}
