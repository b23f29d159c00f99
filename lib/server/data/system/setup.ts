// An installation that nobody owns yet, and the one moment in which it gets its owner.

import { randomUUID } from 'node:crypto'
import { appendAudit } from '../../audit'
import { inTransaction, sql } from '../../db'

/** Who will own the installation. `email` in lower case. */
export type FirstOwner = {
  tenantName: string
  slug: string
  name: string
  email: string
  passwordHash: string
}

export type Claimed = { id: string; tenantId: string; sessionVersion: number }

/** Whether there is neither a tenant nor a person. */
export async function isUnclaimed(): Promise<boolean> {
  const [row] = await sql().query<{ taken: boolean }>(
    'SELECT (EXISTS (SELECT 1 FROM tenant) OR EXISTS (SELECT 1 FROM app_user)) AS taken',
  )
  return row?.taken === false
}

/** Makes the first tenant and its owner; null when somebody was there already. Of two at the same time one wins. */
export function claimInstallation(
  owner: FirstOwner,
  detail: { address: string | null },
): Promise<Claimed | null> {
  return inTransaction(async (tx) => {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('milepost setup'))::text`)
    if (!(await isUnclaimed())) return null
    const [tenantId, id] = [randomUUID(), randomUUID()]
    await tx.query('INSERT INTO tenant (id, slug, name) VALUES ($1, $2, $3)', [
      tenantId,
      owner.slug,
      owner.tenantName,
    ])
    await tx.query(
      `INSERT INTO app_user (id, tenant_id, email, name, password_hash, role)
       VALUES ($1, $2, $3, $4, $5, 'owner')`,
      [id, tenantId, owner.email, owner.name, owner.passwordHash],
    )
    await appendAudit(tenantId, { actorId: id, action: 'installation.claim', target: id, detail })
    return { id, tenantId, sessionVersion: 1 }
  })
}
