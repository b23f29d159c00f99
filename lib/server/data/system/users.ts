// People before there is a viewer: signing in, and checking on every request that a session still holds.
// Password digests leave the data layer only through `findUserForSignIn`.

import { DEFAULT_PREFERENCES, type Preferences } from '@/lib/domain/preferences'
import { WEEK_STARTS } from '@/lib/domain/time'
import { TEMPERATURE_UNITS, UNIT_SYSTEMS, VOLUME_UNITS } from '@/lib/domain/units'
import { db, sql } from '../../db'
import { NotFoundError } from '../../errors'
import type { Role } from '../../generated/prisma/enums'
import { isUuid } from '../ids'

/** A user as a session needs them. A session dies when `sessionVersion` differs from its own, or `disabledAt` is set. */
export type SessionUser = {
  id: string
  tenantId: string
  tenantName: string
  email: string
  name: string
  role: Role
  scopePath: string
  locale: string
  preferences: Preferences
  sessionVersion: number
  disabledAt: Date | null
  /** Whether they sign in with a second factor, and whether their role must. */
  hasSecondFactor: boolean
  needsSecondFactor: boolean
}

/** With the password digest, for the one check at sign-in. */
export type SignInUser = SessionUser & { passwordHash: string }

const SESSION_COLUMNS = {
  id: true,
  tenantId: true,
  tenant: { select: { name: true, secondFactorRoles: true } },
  email: true,
  name: true,
  role: true,
  scopePath: true,
  locale: true,
  timeZone: true,
  unitSystem: true,
  volumeUnit: true,
  temperatureUnit: true,
  weekStart: true,
  sessionVersion: true,
  disabledAt: true,
  secondFactor: { select: { confirmedAt: true } },
} as const

/** The user with this address, however it is typed, with the password digest to check; null when there is none. */
export async function findUserForSignIn(email: string): Promise<SignInUser | null> {
  const row = await db().user.findUnique({
    where: { email: email.trim().toLowerCase() },
    select: { ...SESSION_COLUMNS, passwordHash: true },
  })
  return row && { ...toSessionUser(row), passwordHash: row.passwordHash }
}

/** The user of a session by id, disabled ones included; null when the user is gone. */
export async function findUserForSession(userId: string): Promise<SessionUser | null> {
  if (!isUuid(userId)) return null
  const row = await db().user.findUnique({ where: { id: userId }, select: SESSION_COLUMNS })
  return row && toSessionUser(row)
}

/** Notes a successful sign-in. */
export async function recordSignIn(userId: string, at = new Date()): Promise<void> {
  await sql().query('UPDATE app_user SET last_sign_in_at = $2 WHERE id = $1', [userId, at])
}

/** Stores a new password digest; every session the user has dies with the old one. Tells the session version from now on. */
export async function changePasswordHash(userId: string, passwordHash: string): Promise<number> {
  const [row] = await sql().query<{ sessionVersion: number }>(
    `UPDATE app_user SET password_hash = $2, session_version = session_version + 1 WHERE id = $1::uuid
     RETURNING session_version AS "sessionVersion"`,
    [userId, passwordHash],
  )
  if (row === undefined) throw new NotFoundError()
  return row.sessionVersion
}

type SessionRow = Omit<
  SessionUser,
  'tenantName' | 'preferences' | 'hasSecondFactor' | 'needsSecondFactor'
> & {
  tenant: { name: string; secondFactorRoles: string[] }
  secondFactor: { confirmedAt: Date | null } | null
  timeZone: string | null
  unitSystem: string
  volumeUnit: string
  temperatureUnit: string
  weekStart: string
}

function toSessionUser(row: SessionRow): SessionUser {
  const { id, tenantId, email, name, role, scopePath, locale, sessionVersion, disabledAt } = row
  const who = { id, tenantId, tenantName: row.tenant.name, email, name, role, scopePath, locale }
  const hasSecondFactor = row.secondFactor !== null && row.secondFactor.confirmedAt !== null
  const needsSecondFactor = row.tenant.secondFactorRoles.includes(role)
  const asked = { hasSecondFactor, needsSecondFactor }
  return { ...who, ...asked, sessionVersion, disabledAt, preferences: toPreferences(row) }
}

/** A word this version does not know, written by another, counts as not chosen. */
function toPreferences(row: SessionRow): Preferences {
  const unless = DEFAULT_PREFERENCES
  return {
    unitSystem: UNIT_SYSTEMS.find((each) => each === row.unitSystem) ?? unless.unitSystem,
    volumeUnit: VOLUME_UNITS.find((each) => each === row.volumeUnit) ?? unless.volumeUnit,
    temperatureUnit: TEMPERATURE_UNITS.find((each) => each === row.temperatureUnit) ?? unless.temperatureUnit,
    weekStart: WEEK_STARTS.find((each) => each === row.weekStart) ?? unless.weekStart,
    timeZone: row.timeZone,
  }
}
