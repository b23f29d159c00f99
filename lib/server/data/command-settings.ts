// What a tenant demands of commands, what its people may do with them, what they keep at hand, and when somebody last proved
// who they are. Everything is read anew each time: a right that was taken away is gone at once.

import 'server-only'
import { randomUUID } from 'node:crypto'
import { type CommandOrder, type CommandPowers, powersOf } from '@/lib/domain/command'
import type { Viewer } from '../access'
import { sql } from '../db'
import { NotFoundError } from '../errors'
import { storableJson, storableText } from '../sql'
import { isUuid } from './ids'

/** What the viewer may do now, by the database and not by what the session remembers. */
export async function readPowers(viewer: Viewer): Promise<CommandPowers> {
  // Who looks at Milepost as a customer does only looks.
  return viewer.role === 'viewer' ? powersOf(viewer.role, [], []) : readPowersOf(viewer, viewer.userId)
}

/** What somebody of the viewer's tenant may do now; nothing for who is gone or disabled. */
export async function readPowersOf(viewer: Viewer, userId: string): Promise<CommandPowers> {
  const [row] = await sql().query<{ role: string; rights: string[] | null; deniedRights: string[] | null }>(
    `SELECT role::text AS role, rights, denied_rights AS "deniedRights" FROM app_user WHERE tenant_id = $1 AND id = $2 AND disabled_at IS NULL`,
    [viewer.tenantId, userId],
  )
  return powersOf(row?.role ?? '', row?.rights ?? [], row?.deniedRights ?? [])
}

/** Whether somebody of the viewer's tenant has a device in view, by the scope they have now. */
export async function hasInView(viewer: Viewer, userId: string, deviceId: string): Promise<boolean> {
  const rows = await sql().query(
    `SELECT 1 FROM app_user u
     JOIN device d ON d.tenant_id = u.tenant_id AND d.id = $3 AND d.removed_at IS NULL
       AND starts_with(d.scope_path, u.scope_path)
     WHERE u.tenant_id = $1 AND u.id = $2`,
    [viewer.tenantId, userId, deviceId],
  )
  return rows.length > 0
}

/** Whether every cut needs a second person. */
export async function needsSecondApprover(viewer: Viewer): Promise<boolean> {
  const [row] = await sql().query<{ needed: boolean }>(
    'SELECT needs_second_approver AS needed FROM command_setting WHERE tenant_id = $1',
    [viewer.tenantId],
  )
  return row?.needed ?? false
}

/** Sets whether every cut of the viewer's tenant needs a second person. */
export async function storeSecondApprover(viewer: Viewer, isNeeded: boolean): Promise<void> {
  await sql().query(
    `INSERT INTO command_setting (tenant_id, needs_second_approver) VALUES ($1, $2)
     ON CONFLICT (tenant_id) DO UPDATE SET needs_second_approver = $2`,
    [viewer.tenantId, isNeeded],
  )
}

/** When the viewer last proved who they are in this session; null for never. */
export async function findReauthentication(viewer: Viewer, sessionHash: string): Promise<Date | null> {
  const [row] = await sql().query<{ at: Date }>(
    'SELECT at FROM reauthentication WHERE tenant_id = $1 AND user_id = $2 AND session_hash = $3',
    [viewer.tenantId, viewer.userId, sessionHash],
  )
  return row?.at ?? null
}

/** Notes that the viewer has just proved who they are in this session. Proofs of older sessions are forgotten. */
export async function storeReauthentication(viewer: Viewer, sessionHash: string, at: Date): Promise<void> {
  await sql().query(
    `INSERT INTO reauthentication (tenant_id, user_id, session_hash, at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (tenant_id, user_id, session_hash) DO UPDATE SET at = $4`,
    [viewer.tenantId, viewer.userId, sessionHash, at],
  )
  await sql().query(
    `DELETE FROM reauthentication WHERE tenant_id = $1 AND user_id = $2 AND at < $3::timestamptz - interval '1 day'`,
    [viewer.tenantId, viewer.userId, at],
  )
}

/** A command kept at hand. */
export type SavedCommand = { id: string; name: string; order: CommandOrder; createdById: string }

/** Those kept within the viewer's scope, by name. */
export function listSavedCommands(viewer: Viewer): Promise<SavedCommand[]> {
  return sql().query<SavedCommand>(
    `SELECT id, name, "order", created_by_id AS "createdById" FROM saved_command
     WHERE tenant_id = $1 AND starts_with(scope_path, $2) ORDER BY lower(name), id LIMIT 500`,
    [viewer.tenantId, viewer.scopePath],
  )
}

/**
 * Keeps a command under a name. The viewer's own of that name is replaced, and by an owner anybody's of the same scope; false
 * when the name is somebody else's.
 */
export async function storeSavedCommand(viewer: Viewer, name: string, order: CommandOrder): Promise<boolean> {
  const { tenantId, userId, scopePath, role } = viewer
  const rows = await sql().query(
    `INSERT INTO saved_command (tenant_id, id, name, "order", created_by_id, scope_path, created_at)
     VALUES ($1, $2, $3, $4::jsonb, $5, $6, now())
     ON CONFLICT (tenant_id, scope_path, name) DO UPDATE
       SET "order" = EXCLUDED."order", created_by_id = EXCLUDED.created_by_id
       WHERE saved_command.created_by_id = $5 OR $7::boolean
     RETURNING 1`,
    [tenantId, randomUUID(), storableText(name), storableJson(order), userId, scopePath, role === 'owner'],
  )
  return rows.length > 0
}

/** Deletes one of the viewer's own, or for an owner any in view. @throws NotFoundError when there is none such. */
export async function deleteSavedCommand(viewer: Viewer, id: string): Promise<void> {
  if (!isUuid(id)) throw new NotFoundError()
  const rows = await sql().query(
    `DELETE FROM saved_command WHERE tenant_id = $1 AND id = $2 AND starts_with(scope_path, $3)
       AND (created_by_id = $4 OR $5::boolean) RETURNING 1`,
    [viewer.tenantId, id, viewer.scopePath, viewer.userId, viewer.role === 'owner'],
  )
  if (rows.length === 0) throw new NotFoundError()
}

/** The IoT hub of a connection, its token still sealed; null where there is none. */
export async function findHub(
  viewer: Viewer,
  connectionId: string,
): Promise<{ address: string; tokenSealed: string } | null> {
  const [row] = await sql().query<{ address: string; tokenSealed: string }>(
    'SELECT address, token_sealed AS "tokenSealed" FROM command_hub WHERE tenant_id = $1 AND connection_id = $2',
    [viewer.tenantId, connectionId],
  )
  return row ?? null
}
