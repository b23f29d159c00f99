// Takes over what the vendor lists of one connection: its account tree and its devices. Reading it is services/roster.ts; what
// was changed here meanwhile, and is not taken back, is roster-kept.ts.

import { randomUUID } from 'node:crypto'
import type { DeviceKind } from '@/lib/domain/vehicle'
import { sql } from '../../db'
import { chunked, defineBatch, textArray } from '../../sql'
import { type AccountNode, buildAccountTree, type RosterAccount } from './account-tree'
import { inRosterTransaction } from './roster-changes'
import { type KnownAccount, keepChangedAccounts, type ReadAt } from './roster-kept'

/** A device as the vendor lists it. */
export type RosterDevice = {
  imei: string
  /** Login of the account the device belongs to. */
  accountLogin: string
  name: string
  plate: string | null
  driverName: string | null
  driverPhone: string | null
  model: string | null
  kind: DeviceKind
  icon: string | null
  sim: string | null
  vin: string | null
  groupName: string | null
  remark: string | null
  enabled: boolean
  activatedAt: Date | null
  expiresAt: Date | null
}

/** Everything a connection has now. What is not in it counts as removed. */
export type Roster = { accounts: readonly RosterAccount[]; devices: readonly RosterDevice[] }

/** What a sync changed, in rows. `skipped` devices name an unknown account, or belong to another connection. */
export type RosterChanges = {
  accountsChanged: number
  accountsRemoved: number
  devicesAdded: number
  devicesChanged: number
  devicesMoved: number
  devicesRemoved: number
  devicesSkipped: number
}

type PlacedDevice = RosterDevice & { accountId: string; depth: number }
type DeviceRow = PlacedDevice & { id: string }

/**
 * Makes the stored accounts and devices of a connection equal to `roster`, all or nothing. Rows keep their ids when they
 * change, move, go and come back; what is gone is marked with the time and kept for its history. A device listed under
 * several accounts belongs to the deepest. An IMEI that another connection of the tenant has stays there until it is
 * removed there. Give whole rosters only: with a part, the rest would count as removed. What was changed here while the vendor
 * was read stays as it is; without `readAt` nothing was.
 */
export function syncRoster(
  tenantId: string,
  connectionId: string,
  roster: Roster,
  readAt: ReadAt = JUST_READ,
): Promise<RosterChanges> {
  const connection = [tenantId, connectionId] as const
  return inRosterTransaction([connectionId], async (tx) => {
    const { nodes, keptIds, ...accounts } = await syncAccounts(connection, roster.accounts, readAt)
    const placed = placeDevices(roster.devices, nodes)
    const devices = await syncDevices(connection, placed, { readAt, keptIds })
    await tx.query(
      'UPDATE jimi_connection SET roster_synced_at = clock_timestamp() WHERE tenant_id = $1 AND id = $2',
      connection,
    )
    const listed = new Set(roster.devices.map((device) => device.imei)).size
    return { ...accounts, ...devices, devicesSkipped: devices.devicesSkipped + listed - placed.length }
  })
}

/** No revision is higher. */
const JUST_READ: ReadAt = { began: Number.POSITIVE_INFINITY, caughtUp: Number.POSITIVE_INFINITY }

/** Rows a statement. */
const CHUNK = 2000

const ACCOUNTS = defineBatch<AccountNode>([
  ['id', 'uuid', (row) => row.id],
  ['login', 'text', (row) => row.login],
  ['name', 'text', (row) => row.name],
  ['type', 'int4', (row) => row.type],
  ['parent_id', 'uuid', (row) => row.parentId],
  ['path', 'text', (row) => row.path],
])

const DEVICES = defineBatch<DeviceRow>([
  ['id', 'uuid', (row) => row.id],
  ['account_id', 'uuid', (row) => row.accountId],
  ['imei', 'text', (row) => row.imei],
  ['name', 'text', (row) => row.name],
  ['plate', 'text', (row) => row.plate],
  ['driver_name', 'text', (row) => row.driverName],
  ['driver_phone', 'text', (row) => row.driverPhone],
  ['model', 'text', (row) => row.model],
  ['kind', 'text', (row) => row.kind],
  ['icon', 'text', (row) => row.icon],
  ['sim', 'text', (row) => row.sim],
  ['vin', 'text', (row) => row.vin],
  ['group_name', 'text', (row) => row.groupName],
  ['remark', 'text', (row) => row.remark],
  ['enabled', 'bool', (row) => row.enabled],
  ['activated_at', 'timestamptz', (row) => row.activatedAt],
  ['expires_at', 'timestamptz', (row) => row.expiresAt],
])

type ConnectionValues = readonly [tenantId: string, connectionId: string]

async function syncAccounts(connection: ConnectionValues, read: readonly RosterAccount[], readAt: ReadAt) {
  const known = await sql().query<KnownAccount>(
    `SELECT a.id, a.login, a.name, a.type, a.path, a.removed_at AS "removedAt",
       a.changed_revision AS "changedRevision", p.login AS "parentLogin"
     FROM account a LEFT JOIN account p ON p.tenant_id = a.tenant_id AND p.id = a.parent_id
     WHERE a.tenant_id = $1 AND a.connection_id = $2`,
    connection,
  )
  const { accounts, keptIds } = keepChangedAccounts(read, known, readAt)
  const nodes = buildAccountTree(accounts, new Map(known.map((row) => [row.login, row.id])))
  let accountsChanged = 0
  for (const chunk of chunked(nodes, CHUNK)) {
    const changed = await sql().query(UPSERT_ACCOUNTS, [...connection, ...ACCOUNTS.values(chunk)])
    accountsChanged += changed.length
  }
  const listed = new Set(nodes.map((node) => node.id))
  const gone = known.filter((row) => row.removedAt === null && !listed.has(row.id))
  await markRemoved('account', connection[0], gone)
  return { nodes, keptIds, accountsChanged, accountsRemoved: gone.length }
}

const UPSERT_ACCOUNTS = `
  INSERT INTO account AS a (tenant_id, connection_id, ${ACCOUNTS.names})
  SELECT $1::uuid, $2::uuid, n.* FROM ${ACCOUNTS.from(3, 'n')}
  ON CONFLICT (tenant_id, connection_id, login) DO UPDATE
    SET name = excluded.name, type = excluded.type, parent_id = excluded.parent_id, path = excluded.path,
        removed_at = NULL
    WHERE (a.name, a.type, a.parent_id, a.path, a.removed_at)
      IS DISTINCT FROM (excluded.name, excluded.type, excluded.parent_id, excluded.path, NULL)
  RETURNING 1`

/** Each device once, in the deepest account that lists it; those of unknown accounts left out. */
function placeDevices(devices: readonly RosterDevice[], nodes: readonly AccountNode[]): PlacedDevice[] {
  const byLogin = new Map(nodes.map((node) => [node.login, node]))
  const placed = new Map<string, PlacedDevice>()
  for (const device of devices) {
    const account = byLogin.get(device.accountLogin)
    if (!account) continue
    const depth = account.path.split('/').length
    const earlier = placed.get(device.imei)
    if (!earlier || earlier.depth < depth)
      placed.set(device.imei, { ...device, accountId: account.id, depth })
  }
  return [...placed.values()]
}

type StoredDevice = {
  id: string
  imei: string
  connectionId: string
  accountId: string
  removedAt: Date | null
}

type PresentDevice = { id: string; imei: string; accountId: string; changedRevision: number }

async function syncDevices(
  connection: ConnectionValues,
  devices: readonly PlacedDevice[],
  { readAt, keptIds }: { readAt: ReadAt; keptIds: ReadonlySet<string> },
) {
  const [tenantId, connectionId] = connection
  const totals = { devicesAdded: 0, devicesChanged: 0, devicesMoved: 0, devicesSkipped: 0 }
  const present = await sql().query<PresentDevice>(
    `SELECT id, imei, account_id AS "accountId", changed_revision AS "changedRevision" FROM device
     WHERE tenant_id = $1 AND connection_id = $2 AND removed_at IS NULL`,
    connection,
  )
  const newer = new Set(
    present.filter((row) => row.changedRevision > readAt.caughtUp).map(({ imei }) => imei),
  )
  const written = devices.filter(({ imei }) => !newer.has(imei))
  for (const chunk of chunked(written, CHUNK)) {
    const imeis = textArray(chunk.map((device) => device.imei))
    const stored = await sql().query<StoredDevice>(FIND_DEVICES, [tenantId, imeis])
    const { rows, added, moved } = judge(chunk, new Map(stored.map((row) => [row.imei, row])), connectionId)
    const changed = await sql().query(UPSERT_DEVICES, [...connection, ...DEVICES.values(rows)])
    totals.devicesAdded += added
    totals.devicesChanged += changed.length - added
    totals.devicesMoved += moved
    totals.devicesSkipped += chunk.length - rows.length
  }
  const listed = new Set(devices.map((device) => device.imei))
  const isGone = ({ imei, accountId, changedRevision }: PresentDevice) =>
    !listed.has(imei) && !keptIds.has(accountId) && changedRevision <= readAt.began
  const gone = present.filter(isGone)
  await markRemoved('device', tenantId, gone)
  return { ...totals, devicesRemoved: gone.length }
}

/** What is gone is found here and not by an anti-join: with an array parameter that can become a nested loop. */
async function markRemoved(table: 'account' | 'device', tenantId: string, rows: readonly { id: string }[]) {
  if (rows.length === 0) return
  const ids = textArray(rows.map((row) => row.id))
  await sql().query(
    `UPDATE ${table} SET removed_at = clock_timestamp() WHERE tenant_id = $1 AND id = ANY($2::uuid[])`,
    [tenantId, ids],
  )
}

/** What is to be written of a chunk, and how much of it is new or comes from another account. */
function judge(
  chunk: readonly PlacedDevice[],
  stored: ReadonlyMap<string, StoredDevice>,
  connectionId: string,
) {
  const rows: DeviceRow[] = []
  let added = 0
  let moved = 0
  for (const device of chunk) {
    const before = stored.get(device.imei)
    const isElsewhere = before && before.connectionId !== connectionId && before.removedAt === null
    if (isElsewhere) continue
    rows.push({ ...device, id: before?.id ?? randomUUID() })
    if (!before) added += 1
    else if (before.accountId !== device.accountId && before.removedAt === null) moved += 1
  }
  return { rows, added, moved }
}

const FIND_DEVICES = `
  SELECT id, imei, connection_id AS "connectionId", account_id AS "accountId", removed_at AS "removedAt"
  FROM device WHERE tenant_id = $1 AND imei = ANY($2::text[])`

const DEVICE_COLUMNS = DEVICES.names.split(', ').filter((column) => column !== 'id' && column !== 'imei')

const UPSERT_DEVICES = `
  INSERT INTO device AS d (tenant_id, connection_id, ${DEVICES.names})
  SELECT $1::uuid, $2::uuid, n.* FROM ${DEVICES.from(3, 'n')}
  ORDER BY n.imei
  ON CONFLICT (tenant_id, imei) DO UPDATE
    SET connection_id = excluded.connection_id, removed_at = NULL,
        ${DEVICE_COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')}
    WHERE (d.connection_id = excluded.connection_id OR d.removed_at IS NOT NULL)
      AND (d.connection_id, d.removed_at, ${DEVICE_COLUMNS.map((column) => `d.${column}`).join(', ')})
        IS DISTINCT FROM
          (excluded.connection_id, NULL, ${DEVICE_COLUMNS.map((column) => `excluded.${column}`).join(', ')})
  RETURNING 1`
