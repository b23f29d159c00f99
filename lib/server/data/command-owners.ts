// What owners set about commands: the hubs of their connections and who has which single right. Nobody else reads or writes it.

import 'server-only'
import { COMMAND_RIGHTS, type CommandRight } from '@/lib/domain/command'
import type { Viewer } from '../access'
import { db, sql } from '../db'
import { ForbiddenError, NotFoundError } from '../errors'
import { isUuid } from './ids'

/** A connection that may have a hub. `address` is null where none is set up. Its token never leaves the database. */
export type HubRecord = { connectionId: string; name: string; profile: string; address: string | null }

/** Connections of the tenant with their hubs, by name. @throws ForbiddenError unless the viewer is an owner. */
export function listHubs(viewer: Viewer): Promise<HubRecord[]> {
  requireOwner(viewer)
  return sql().query<HubRecord>(
    `SELECT c.id AS "connectionId", c.name, c.profile::text AS profile, h.address
     FROM jimi_connection c LEFT JOIN command_hub h ON h.tenant_id = c.tenant_id AND h.connection_id = c.id
     WHERE c.tenant_id = $1 ORDER BY c.name, c.id LIMIT 100`,
    [viewer.tenantId],
  )
}

/**
 * Sets a connection's hub. Without a token the one known stays.
 * @throws ForbiddenError unless the viewer is an owner; NotFoundError for a connection of nobody or another tenant, and where
 * no token is known yet.
 */
export async function storeHub(
  viewer: Viewer,
  connectionId: string,
  hub: { address: string; tokenSealed: string | null },
): Promise<void> {
  requireOwner(viewer)
  if (!isUuid(connectionId)) throw new NotFoundError()
  const { address, tokenSealed } = hub
  const values = [viewer.tenantId, connectionId, address]
  const rows =
    tokenSealed === null
      ? await sql().query(KEEP_TOKEN, values)
      : await sql().query(NEW_TOKEN, [...values, tokenSealed])
  if (rows.length === 0) throw new NotFoundError()
}

const KEEP_TOKEN =
  'UPDATE command_hub SET address = $3 WHERE tenant_id = $1 AND connection_id = $2 RETURNING 1'
const NEW_TOKEN = `INSERT INTO command_hub (tenant_id, connection_id, address, token_sealed)
  SELECT c.tenant_id, c.id, $3, $4 FROM jimi_connection c WHERE c.tenant_id = $1 AND c.id = $2
  ON CONFLICT (tenant_id, connection_id) DO UPDATE SET address = $3, token_sealed = $4 RETURNING 1`

/** @throws ForbiddenError unless the viewer is an owner; NotFoundError when there is none. */
export async function deleteHub(viewer: Viewer, connectionId: string): Promise<void> {
  requireOwner(viewer)
  if (!isUuid(connectionId)) throw new NotFoundError()
  const rows = await sql().query(
    'DELETE FROM command_hub WHERE tenant_id = $1 AND connection_id = $2 RETURNING 1',
    [viewer.tenantId, connectionId],
  )
  if (rows.length === 0) throw new NotFoundError()
}

/** Somebody who may have single rights beside the role. */
export type RightsRecord = {
  userId: string
  name: string
  email: string
  role: string
  rights: CommandRight[]
}

/** People who may send commands without having every right by their role, by name. @throws ForbiddenError unless an owner. */
export async function listRights(viewer: Viewer): Promise<RightsRecord[]> {
  requireOwner(viewer)
  const rows = await db().user.findMany({
    where: { tenantId: viewer.tenantId, disabledAt: null, role: { in: ['distributor', 'dispatcher'] } },
    select: { id: true, name: true, email: true, role: true, rights: true },
    orderBy: [{ name: 'asc' }, { email: 'asc' }],
    take: 500,
  })
  return rows.map(({ id, rights, ...person }) => ({
    ...person,
    userId: id,
    rights: COMMAND_RIGHTS.filter((right) => rights.includes(right)),
  }))
}

/**
 * Gives a right or takes it away; it holds at once.
 * @throws ForbiddenError unless the viewer is an owner; NotFoundError for somebody of another tenant or nobody.
 */
export async function storeRight(
  viewer: Viewer,
  userId: string,
  { right, isGiven }: { right: CommandRight; isGiven: boolean },
): Promise<void> {
  requireOwner(viewer)
  if (!isUuid(userId)) throw new NotFoundError()
  const rows = await sql().query(
    `UPDATE app_user SET rights = CASE WHEN $4::bool
       THEN array_append(array_remove(rights, $3), $3) ELSE array_remove(rights, $3) END
     WHERE tenant_id = $1 AND id = $2 RETURNING 1`,
    [viewer.tenantId, userId, right, isGiven],
  )
  if (rows.length === 0) throw new NotFoundError()
}

function requireOwner(viewer: Viewer): void {
  if (viewer.role !== 'owner') throw new ForbiddenError()
}
