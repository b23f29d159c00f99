// What Milepost itself changes of accounts and devices: one change after another, never beside a roster that is being stored,
// and marked, so that a reading of the vendor that began before takes nothing of it back. Storing readings is roster-sync.ts.

import { inTransaction, isInTransaction, sql } from '../../db'
import { type Sql, textArray } from '../../sql'
import { takeTurn } from '../../turns'

/** Accounts, and the logins above them, and devices by IMEI with the login of their account, that were changed here. */
export type ChangedHere = {
  /** Noted before they were looked for: what is changed later has a higher one. */
  revision: number
  accounts: readonly { login: string; parentLogin: string | null }[]
  devices: readonly { imei: string; login: string }[]
}

type Changing = { tenantId: string; connectionIds: readonly string[] }

/** How often accounts and devices of a connection were changed here. */
export async function readRosterRevision(tenantId: string, connectionId: string): Promise<number> {
  const [row] = await sql().query<{ revision: number }>(
    'SELECT roster_revision AS revision FROM jimi_connection WHERE tenant_id = $1 AND id = $2',
    [tenantId, connectionId],
  )
  return row?.revision ?? 0
}

/** What of a connection was changed here since a revision, removed accounts included. */
export async function listChangedHere(
  tenantId: string,
  connectionId: string,
  since: number,
): Promise<ChangedHere> {
  const values = [tenantId, connectionId, since]
  const revision = await readRosterRevision(tenantId, connectionId)
  if (revision <= since) return { revision, accounts: [], devices: [] }
  const accounts = await sql().query<ChangedHere['accounts'][number]>(
    `SELECT a.login, p.login AS "parentLogin" FROM account a
     LEFT JOIN account p ON p.tenant_id = a.tenant_id AND p.id = a.parent_id
     WHERE a.tenant_id = $1 AND a.connection_id = $2 AND a.changed_revision > $3`,
    values,
  )
  const devices = await sql().query<ChangedHere['devices'][number]>(
    `SELECT d.imei, a.login FROM device d JOIN account a ON a.tenant_id = d.tenant_id AND a.id = d.account_id
     WHERE d.tenant_id = $1 AND d.connection_id = $2 AND d.changed_revision > $3`,
    values,
  )
  return { revision, accounts, devices }
}

/**
 * One transaction that changes accounts or devices of these connections. It waits for a roster being stored, and one that is to
 * be stored waits for it. Rows it changes are marked with `changedMark`.
 */
export function changeRoster<T>(changing: Changing, work: (tx: Sql) => Promise<T>): Promise<T> {
  return inRosterTransaction(changing.connectionIds, async (tx) => {
    const done = await work(tx)
    await raiseRosterRevision(changing)
    return done
  })
}

/**
 * One transaction during which nobody else changes accounts or devices of these connections, and no roster is stored. Storing a
 * large roster takes seconds: whoever waits for it does so before a session of the database is taken, but for one of each process
 * and connection. Within a transaction that runs already the session is taken, so begin the outermost one with this.
 */
export function inRosterTransaction<T>(
  connectionIds: readonly string[],
  work: (tx: Sql) => Promise<T>,
): Promise<T> {
  const ids = inOrder(connectionIds)
  const locked = () =>
    inTransaction(async (tx) => {
      await lockRosters(ids)
      return work(tx)
    })
  if (isInTransaction()) return locked()
  // The last id is the innermost turn: turns are taken in the order of the ids, so that two of several never wait for each other.
  return ids.reduceRight((inner, id) => () => takeTurn('roster', id, inner), locked)()
}

/** As `changeRoster`, of devices. Those of another tenant are left alone by `work`, which names the tenant. */
export async function changeDevices<T>(
  tenantId: string,
  deviceIds: readonly string[],
  work: (tx: Sql) => Promise<T>,
): Promise<T> {
  const rows = await sql().query<{ id: string }>(
    'SELECT DISTINCT connection_id AS id FROM device WHERE tenant_id = $1 AND id = ANY($2::uuid[])',
    [tenantId, textArray(deviceIds)],
  )
  return changeRoster({ tenantId, connectionIds: rows.map(({ id }) => id) }, work)
}

/**
 * Marks an account as one of which the vendor may know something else by now. Before the vendor is asked for what moves it: a
 * reading that ends before the answer is here may have missed it on its way.
 */
export function markAccount(
  tenantId: string,
  { id, connectionId }: { id: string; connectionId: string },
): Promise<void> {
  return changeRoster({ tenantId, connectionIds: [connectionId] }, async (tx) => {
    await tx.query(`UPDATE account a SET ${changedMark('a')} WHERE a.tenant_id = $1 AND a.id = $2`, [
      tenantId,
      id,
    ])
  })
}

/** For SET, of a table `account` or `device` by this alias: the revision that the change will have made. */
export function changedMark(alias: string): string {
  return `changed_revision = ${nextRevision(`${alias}.tenant_id`, `${alias}.connection_id`)}`
}

/** The revision that a change under way will have made. */
export function nextRevision(tenantId: string, connectionId: string): string {
  return `(SELECT k.roster_revision + 1 FROM jimi_connection k WHERE k.tenant_id = ${tenantId} AND k.id = ${connectionId})`
}

/**
 * Until the transaction ends, and for other processes too. Taken before any row: rows alone are locked in any order, also by
 * triggers, and two such waited for each other.
 */
async function lockRosters(idsInOrder: readonly string[]): Promise<void> {
  for (const id of idsInOrder)
    await sql().query(`SELECT pg_advisory_xact_lock(hashtext('milepost roster'), hashtext($1))::text`, [id])
}

/** After the change, in its transaction and with its lock. */
export async function raiseRosterRevision({ tenantId, connectionIds }: Changing): Promise<void> {
  for (const id of inOrder(connectionIds))
    await sql().query(
      'UPDATE jimi_connection SET roster_revision = roster_revision + 1 WHERE tenant_id = $1 AND id = $2',
      [tenantId, id],
    )
}

/**
 * Lets every process read the stored roster anew, as it does after the vendor's was read. When the vendor's is due again stays
 * as it was: the time moves by the least there is. One row a statement, so that two of them never wait for each other.
 */
export async function touchRoster(tenantId: string, connectionIds: readonly string[]): Promise<void> {
  for (const id of inOrder(connectionIds))
    await sql().query(
      `UPDATE jimi_connection SET roster_synced_at = roster_synced_at + interval '1 millisecond'
       WHERE tenant_id = $1 AND id = $2`,
      [tenantId, id],
    )
}

function inOrder(ids: readonly string[]): string[] {
  return [...new Set(ids)].toSorted()
}
