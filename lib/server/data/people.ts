// The people a viewer may manage, and themselves: owners see everybody, others those of their scope who are no owners. Whether a
// change is theirs to make is services/people.ts; inviting is invitations.ts.

import 'server-only'
import type { Right } from '@/lib/domain/rights'
import type { Viewer } from '../access'
import { inTransaction, sql } from '../db'
import { NotFoundError } from '../errors'
import type { Role } from '../generated/prisma/enums'
import { storableText } from '../sql'
import { isUuid } from './ids'

/** Somebody as stored. */
export type PersonRow = {
  id: string
  name: string
  email: string
  role: Role
  rights: string[]
  deniedRights: string[]
  scopePath: string
  locale: string
  lastSignInAt: Date | null
  disabledAt: Date | null
  hasSecondFactor: boolean
}

const COLUMNS = `u.id, u.name, u.email, u.role::text AS role, coalesce(u.rights, '{}') AS rights,
  coalesce(u.denied_rights, '{}') AS "deniedRights", u.scope_path AS "scopePath", u.locale,
  u.last_sign_in_at AS "lastSignInAt", u.disabled_at AS "disabledAt",
  EXISTS (SELECT 1 FROM second_factor s WHERE s.tenant_id = u.tenant_id AND s.user_id = u.id
    AND s.confirmed_at IS NOT NULL) AS "hasSecondFactor"`

/** `$1` tenant, `$2` scope, `$3` viewer, `$4` whether an owner asks. */
const VISIBLE = `FROM app_user u WHERE u.tenant_id = $1
  AND (u.id = $3::uuid OR (starts_with(u.scope_path, $2) AND ($4::bool OR u.role <> 'owner')))`

/** `$5` a text in name or address. */
const FITTING = `${VISIBLE} AND strpos(lower(u.name || ' ' || u.email), lower($5)) > 0`

/** After whom a page begins. */
export type PersonCursor = { sortName: string; id: string }

function valuesOf({ tenantId, scopePath, userId, role }: Viewer) {
  return [tenantId, scopePath, userId, role === 'owner'] as const
}

/** Those the viewer may see whose name or address holds a text, by name. */
export function listPeople(
  viewer: Viewer,
  { text = '', after = null, limit }: { text?: string; after?: PersonCursor | null; limit: number },
): Promise<(PersonRow & PersonCursor)[]> {
  return sql().query<PersonRow & PersonCursor>(
    `SELECT ${COLUMNS}, lower(u.name) AS "sortName" ${FITTING}
       AND ($6::text IS NULL OR (lower(u.name), u.id) > ($6::text, $7::uuid))
     ORDER BY lower(u.name), u.id LIMIT $8::int`,
    [...valuesOf(viewer), storableText(text), after?.sortName ?? null, after?.id ?? null, limit],
  )
}

/** How many they are. */
export async function countPeople(viewer: Viewer, text = ''): Promise<number> {
  const [row] = await sql().query<{ count: number }>(`SELECT count(*)::int AS count ${FITTING}`, [
    ...valuesOf(viewer),
    storableText(text),
  ])
  return row?.count ?? 0
}

/** One of them. @throws NotFoundError when they are missing, of another tenant, or not the viewer's to see. */
export async function getPerson(viewer: Viewer, userId: string): Promise<PersonRow> {
  if (!isUuid(userId)) throw new NotFoundError()
  const [row] = await sql().query<PersonRow>(`SELECT ${COLUMNS} ${VISIBLE} AND u.id = $5::uuid`, [
    ...valuesOf(viewer),
    userId,
  ])
  if (row === undefined) throw new NotFoundError()
  return row
}

/** Whether somebody the viewer may see has this address. */
export async function hasPersonWith(viewer: Viewer, email: string): Promise<boolean> {
  const rows = await sql().query(`SELECT 1 ${VISIBLE} AND u.email = $5`, [
    ...valuesOf(viewer),
    storableText(email),
  ])
  return rows.length > 0
}

export type StoredChange = {
  name: string
  role: Role
  rights: readonly Right[]
  deniedRights: readonly Right[]
  scopePath: string
  endsSessions: boolean
}

/** Stores what somebody may do. False when nobody would be left to own the tenant. @throws NotFoundError as `getPerson` */
export function storePerson(viewer: Viewer, userId: string, change: StoredChange): Promise<boolean> {
  const { name, role, rights, deniedRights, scopePath, endsSessions } = change
  return keepingOwner(viewer, userId, role === 'owner', async () => {
    await sql().query(
      `UPDATE app_user SET name = $3, role = $4::"Role", scope_path = $5, session_version = session_version + $6::int,
         rights = string_to_array($7, ','), denied_rights = string_to_array($8, ',')
       WHERE tenant_id = $1 AND id = $2`,
      [
        ...[viewer.tenantId, userId, storableText(name), role, scopePath, endsSessions ? 1 : 0],
        ...[rights.join(), deniedRights.join()],
      ],
    )
  })
}

/** Shuts somebody out, or lets them in again; their sessions end. False and @throws as `storePerson`. */
export function storeDisabled(viewer: Viewer, userId: string, at: Date | null): Promise<boolean> {
  return keepingOwner(viewer, userId, at === null, async () => {
    await sql().query(
      `UPDATE app_user SET disabled_at = $3, session_version = session_version + 1 WHERE tenant_id = $1 AND id = $2`,
      [viewer.tenantId, userId, at],
    )
  })
}

/** Deletes somebody with what is only theirs, after `before` in one transaction. False and @throws as `storePerson`. */
export function deletePerson(
  viewer: Viewer,
  userId: string,
  before: () => Promise<void> = async () => {},
): Promise<boolean> {
  return keepingOwner(viewer, userId, false, async () => {
    await before()
    const who = [viewer.tenantId, userId]
    await sql().query(
      'UPDATE alarm_handling SET assignee_id = NULL, version = version + 1 WHERE tenant_id = $1 AND assignee_id = $2',
      who,
    )
    await sql().query('DELETE FROM app_user WHERE tenant_id = $1 AND id = $2', who)
  })
}

/** What is somebody's own: saved reports and their schedules, saved views, alarms assigned and not resolved. */
export async function countLeft(
  viewer: Viewer,
  userId: string,
): Promise<{ reports: number; schedules: number; views: number; alarms: number }> {
  const { id } = await getPerson(viewer, userId)
  const count = (table: string, column: string, more = '') =>
    `(SELECT count(*)::int FROM ${table} WHERE tenant_id = $1 AND ${column} = $2 ${more})`
  const [row] = await sql().query<{ reports: number; schedules: number; views: number; alarms: number }>(
    `SELECT ${count('report_definition', 'owner_id')} AS reports, ${count('report_schedule', 'owner_id')} AS schedules,
       ${count('device_view', 'owner_id')} AS views,
       ${count('alarm_handling', 'assignee_id', "AND state <> 'resolved'")} AS alarms`,
    [viewer.tenantId, id],
  )
  return row ?? { reports: 0, schedules: 0, views: 0, alarms: 0 }
}

/** Runs a change of somebody unless it would leave the tenant without an owner who may sign in. */
function keepingOwner(
  viewer: Viewer,
  userId: string,
  staysOwner: boolean,
  change: () => Promise<void>,
): Promise<boolean> {
  return inTransaction(async (tx) => {
    // Two owners who unmake each other come one after the other.
    const owners = await tx.query<{ id: string }>(
      `SELECT id FROM app_user WHERE tenant_id = $1 AND role = 'owner' AND disabled_at IS NULL ORDER BY id
       FOR NO KEY UPDATE`,
      [viewer.tenantId],
    )
    // The person before the record, too, as everybody locks.
    await tx.query('SELECT 1 FROM app_user WHERE tenant_id = $1 AND id = $2 FOR NO KEY UPDATE', [
      viewer.tenantId,
      isUuid(userId) ? userId : null,
    ])
    await getPerson(viewer, userId)
    const isLast = owners.length === 1 && owners[0]?.id === userId
    if (isLast && !staysOwner) return false
    await change()
    return true
  })
}
