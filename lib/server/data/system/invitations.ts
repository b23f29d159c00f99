// Invitations before there is a viewer: what a link stands for, and taking it up, once.

import { randomUUID } from 'node:crypto'
import { grantProblem } from '@/lib/domain/people'
import { type RightsHolder, rightsOf } from '@/lib/domain/rights'
import { inTransaction, sql } from '../../db'
import type { Role } from '../../generated/prisma/enums'
import { storableText } from '../../sql'

export type InvitationFound = {
  id: string
  email: string
  tenantName: string
  locale: string
  invitedById: string | null
  role: Role
  rights: string[]
  deniedRights: string[]
  scopePath: string
}

/** With who made it, as they are now. */
type Row = InvitationFound & { inviter: RightsHolder & { scopePath: string } }

const COLUMNS = `i.id, i.email, t.name AS "tenantName", i.locale, i.invited_by_id AS "invitedById", i.role::text AS role,
  i.rights, i.denied_rights AS "deniedRights", i.scope_path AS "scopePath",
  json_build_object('role', u.role::text, 'rights', coalesce(u.rights, '{}'),
    'deniedRights', coalesce(u.denied_rights, '{}'), 'scopePath', u.scope_path) AS inviter`
const GOOD = `FROM invitation i JOIN tenant t ON t.id = i.tenant_id
  JOIN app_user u ON u.tenant_id = i.tenant_id AND u.id = i.invited_by_id AND u.disabled_at IS NULL
  WHERE i.tenant_id = $1::uuid AND i.token_hash = $2 AND i.settled_at IS NULL AND i.expires_at > $3`

/** The invitation of a token while it is good, and who made it may still give what it gives; null for any other. */
export async function findGoodInvitation(
  tenantId: string,
  tokenHash: string,
  at: Date,
): Promise<InvitationFound | null> {
  const [row] = await sql().query<Row>(`SELECT ${COLUMNS} ${GOOD}`, [tenantId, tokenHash, at])
  return row !== undefined && isStillGiven(row) ? row : null
}

/** An invitation gives what its maker may give now, not what they could on the day. */
function isStillGiven({ inviter, ...given }: Row): boolean {
  return rightsOf(inviter).includes('manage_people') && grantProblem(inviter, given, null) === null
}

/** What came of it: `gone` when the invitation is good no more, `taken` when the address has an account. */
export type Taking = { kind: 'ok'; userId: string } | { kind: 'gone' | 'taken' }

/** Makes the invited person, and uses the invitation up. Of several tenants' to one address, the first taken up counts. */
export function takeInvitation(
  key: { tenantId: string; tokenHash: string; at: Date },
  { name, passwordHash }: { name: string; passwordHash: string },
): Promise<Taking> {
  const { tenantId, tokenHash, at } = key
  return inTransaction(async (tx) => {
    const [found] = await tx.query<Row>(`SELECT ${COLUMNS} ${GOOD} FOR UPDATE OF i, u`, [
      tenantId,
      tokenHash,
      at,
    ])
    if (found === undefined || !isStillGiven(found)) return { kind: 'gone' }
    const id = randomUUID()
    const made = await tx.query(
      `INSERT INTO app_user (id, tenant_id, email, name, password_hash, role, scope_path, locale, rights, denied_rights)
       SELECT $4::uuid, i.tenant_id, i.email, $5, $6, i.role, i.scope_path, i.locale, i.rights, i.denied_rights
       FROM invitation i WHERE i.tenant_id = $1::uuid AND i.token_hash = $2 AND i.expires_at > $3
       ON CONFLICT (email) DO NOTHING RETURNING 1`,
      [tenantId, tokenHash, at, id, storableText(name), passwordHash],
    )
    if (made.length === 0) return { kind: 'taken' }
    await tx.query('UPDATE invitation SET settled_at = $3 WHERE tenant_id = $1::uuid AND token_hash = $2', [
      tenantId,
      tokenHash,
      at,
    ])
    return { kind: 'ok', userId: id }
  })
}
