// Invitations a viewer may see: owners all, others those within their scope to roles that are no owners'. Taking one up, before
// there is a viewer, is system/invitations.ts.

import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Right } from '@/lib/domain/rights'
import type { Viewer } from '../access'
import { sql } from '../db'
import { NotFoundError } from '../errors'
import type { Role } from '../generated/prisma/enums'
import { storableText } from '../sql'
import { isUuid } from './ids'

export type InvitationRow = {
  id: string
  email: string
  role: Role
  rights: string[]
  deniedRights: string[]
  scopePath: string
  locale: string
  invitedBy: string | null
  expiresAt: Date
  mailedAt: Date | null
}

const COLUMNS = `i.id, i.email, i.role::text AS role, i.rights, i.denied_rights AS "deniedRights",
  i.scope_path AS "scopePath", i.locale, i.expires_at AS "expiresAt", i.mailed_at AS "mailedAt",
  (SELECT u.name FROM app_user u WHERE u.tenant_id = i.tenant_id AND u.id = i.invited_by_id) AS "invitedBy"`

const OPEN = `i.tenant_id = $1 AND i.settled_at IS NULL AND starts_with(i.scope_path, $2)
  AND ($3::bool OR i.role <> 'owner')`

/** `$4` a text in the address. */
const FITTING = `FROM invitation i WHERE ${OPEN} AND strpos(i.email, lower($4)) > 0`

/** After which a page begins. */
export type InvitationCursor = { createdAt: Date; id: string }

/** Those not taken up yet whose address holds a text, the newest first. */
export function listInvitations(
  viewer: Viewer,
  { text = '', after = null, limit }: { text?: string; after?: InvitationCursor | null; limit: number },
): Promise<(InvitationRow & InvitationCursor)[]> {
  return sql().query<InvitationRow & InvitationCursor>(
    `SELECT ${COLUMNS}, i.created_at AS "createdAt" ${FITTING}
       AND ($5::timestamptz IS NULL OR (i.created_at, i.id) < ($5::timestamptz, $6::uuid))
     ORDER BY i.created_at DESC, i.id DESC LIMIT $7::int`,
    [...valuesOf(viewer), storableText(text), after?.createdAt ?? null, after?.id ?? null, limit],
  )
}

/** How many they are. */
export async function countInvitations(viewer: Viewer, text = ''): Promise<number> {
  const [row] = await sql().query<{ count: number }>(`SELECT count(*)::int AS count ${FITTING}`, [
    ...valuesOf(viewer),
    storableText(text),
  ])
  return row?.count ?? 0
}

/** One of them. @throws NotFoundError when it is missing, settled, of another tenant or out of scope. */
export async function getInvitation(viewer: Viewer, id: string): Promise<InvitationRow> {
  if (!isUuid(id)) throw new NotFoundError()
  const [row] = await sql().query<InvitationRow>(
    `SELECT ${COLUMNS} FROM invitation i WHERE ${OPEN} AND i.id = $4::uuid`,
    [...valuesOf(viewer), id],
  )
  if (row === undefined) throw new NotFoundError()
  return row
}

export type NewInvitation = {
  tokenHash: string
  email: string
  role: Role
  rights: readonly Right[]
  deniedRights: readonly Right[]
  scopePath: string
  locale: string
  at: Date
  expiresAt: Date
}

/** Stores an invitation, and takes back those to the same address that the viewer may see. Answers its id. */
export async function storeInvitation(viewer: Viewer, invitation: NewInvitation): Promise<string> {
  const { email, rights, deniedRights, ...row } = invitation
  const id = randomUUID()
  await sql().query(`UPDATE invitation i SET settled_at = $4 WHERE ${OPEN} AND i.email = $5`, [
    ...valuesOf(viewer),
    row.at,
    storableText(email),
  ])
  await sql().query(
    `INSERT INTO invitation (tenant_id, id, token_hash, email, role, rights, denied_rights, scope_path, locale,
       invited_by_id, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5::"Role", string_to_array($6, ','), string_to_array($7, ','), $8, $9, $10, $11, $12)`,
    [
      ...[
        viewer.tenantId,
        id,
        row.tokenHash,
        storableText(email),
        row.role,
        rights.join(),
        deniedRights.join(),
      ],
      ...[row.scopePath, row.locale, viewer.userId, row.at, row.expiresAt],
    ],
  )
  return id
}

/** Gives an invitation another token and term; the old link is void. @throws as `getInvitation` */
export async function renewInvitation(
  viewer: Viewer,
  id: string,
  { tokenHash, expiresAt }: { tokenHash: string; expiresAt: Date },
): Promise<void> {
  await change(viewer, id, {
    set: 'token_hash = $5, expires_at = $6, invited_by_id = $7',
    values: [tokenHash, expiresAt, viewer.userId],
  })
}

/** Notes that an invitation was mailed. @throws as `getInvitation` */
export async function noteMailed(viewer: Viewer, id: string, at: Date): Promise<void> {
  await change(viewer, id, { set: 'mailed_at = $5', values: [at] })
}

/** Takes an invitation back. @throws as `getInvitation` */
export async function revokeInvitation(viewer: Viewer, id: string, at: Date): Promise<void> {
  await change(viewer, id, { set: 'settled_at = $5', values: [at] })
}

/** Takes back what somebody invited to and was not taken up, wherever it gives something. Answers how many. */
export async function settleInvitationsOf(viewer: Viewer, userId: string, at: Date): Promise<number> {
  const rows = await sql().query(
    `UPDATE invitation SET settled_at = $3
     WHERE tenant_id = $1 AND invited_by_id = $2::uuid AND settled_at IS NULL RETURNING 1`,
    [viewer.tenantId, userId, at],
  )
  return rows.length
}

async function change(
  viewer: Viewer,
  id: string,
  { set, values }: { set: string; values: readonly unknown[] },
) {
  if (!isUuid(id)) throw new NotFoundError()
  const rows = await sql().query(
    `UPDATE invitation i SET ${set} WHERE ${OPEN} AND i.id = $4::uuid RETURNING 1`,
    [...valuesOf(viewer), id, ...values],
  )
  if (rows.length === 0) throw new NotFoundError()
}

function valuesOf({ tenantId, scopePath, role }: Viewer) {
  return [tenantId, scopePath, role === 'owner'] as const
}
