// Devices as work on many of them needs them: chosen by id or IMEI within scope. What the vendor has taken is written by
// system/device-jobs-devices.ts.

import 'server-only'
import type { Viewer } from '../access'
import { db } from '../db'
import { NotFoundError } from '../errors'
import { visibleAccounts, visibleDevices } from './scope'

/** A device that work is about. */
export type WorkDevice = {
  id: string
  connectionId: string
  accountId: string
  imei: string
  name: string
  plate: string | null
  driverName: string | null
  driverPhone: string | null
  sim: string | null
  icon: string | null
  groupName: string | null
  remark: string | null
  expiresAt: Date | null
  /** Who sees it: whoever has a scope that this begins with. */
  scopePath: string
  account: { login: string; name: string; path: string }
  connection: { profile: string; account: string }
}

const COLUMNS = {
  id: true,
  connectionId: true,
  accountId: true,
  imei: true,
  name: true,
  plate: true,
  driverName: true,
  driverPhone: true,
  sim: true,
  icon: true,
  groupName: true,
  remark: true,
  expiresAt: true,
  scopePath: true,
  account: { select: { login: true, name: true, path: true } },
  connection: { select: { profile: true, account: true } },
} as const

/** A statement takes no more parameters than this comfortably. */
const IDS_AT_ONCE = 5_000

/** Those of the devices that are in scope now, by name. */
export async function findWorkDevices(viewer: Viewer, ids: readonly string[]): Promise<WorkDevice[]> {
  return findBy(viewer, ids, (part) => ({ id: { in: part } }))
}

/** All of the devices, each once. @throws NotFoundError when one is foreign, missing or out of scope. */
export async function getWorkDevices(viewer: Viewer, ids: readonly string[]): Promise<WorkDevice[]> {
  const wanted = [...new Set(ids)]
  const found = await findWorkDevices(viewer, wanted)
  if (found.length !== wanted.length) throw new NotFoundError()
  return found
}

/** Those of the IMEIs that are devices in scope. */
export async function findWorkDevicesByImei(viewer: Viewer, imeis: readonly string[]): Promise<WorkDevice[]> {
  return findBy(viewer, imeis, (part) => ({ imei: { in: part } }))
}

async function findBy(
  viewer: Viewer,
  keys: readonly string[],
  where: (part: string[]) => { id: { in: string[] } } | { imei: { in: string[] } },
): Promise<WorkDevice[]> {
  const wanted = [...new Set(keys)]
  const rows: WorkDevice[] = []
  for (let at = 0; at < wanted.length; at += IDS_AT_ONCE)
    rows.push(
      ...(await db().device.findMany({
        where: { ...visibleDevices(viewer), ...where(wanted.slice(at, at + IDS_AT_ONCE)) },
        select: COLUMNS,
        orderBy: [{ name: 'asc' }, { imei: 'asc' }],
      })),
    )
  return rows
}

export type WorkAccount = { id: string; connectionId: string; login: string; name: string; path: string }

/** An account in scope, or null. */
export async function findWorkAccount(viewer: Viewer, id: string): Promise<WorkAccount | null> {
  return db().account.findFirst({
    where: { ...visibleAccounts(viewer), id },
    select: { id: true, connectionId: true, login: true, name: true, path: true },
  })
}

/** Accounts in scope that somebody names by login or by name; several may have one name. */
export async function findWorkAccountsBy(viewer: Viewer, words: readonly string[]): Promise<WorkAccount[]> {
  const wanted = [...new Set(words)]
  const rows: WorkAccount[] = []
  for (let at = 0; at < wanted.length; at += IDS_AT_ONCE) {
    const part = wanted.slice(at, at + IDS_AT_ONCE)
    rows.push(
      ...(await db().account.findMany({
        where: { ...visibleAccounts(viewer), OR: [{ login: { in: part } }, { name: { in: part } }] },
        select: { id: true, connectionId: true, login: true, name: true, path: true },
      })),
    )
  }
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}
