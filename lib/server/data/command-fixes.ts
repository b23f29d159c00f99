// The newest fixes of a device for judging a cut, whatever their source, those from the future included; and what devices
// answered to commands by push.

import 'server-only'
import type { CutFix } from '@/lib/domain/command-safety'
import type { Viewer } from '../access'
import { sql } from '../db'
import { toFixSource } from './records'

/** As many rows as two moments can have, told by every source. */
const ROWS = 10

/** The newest stored fixes of a device that the viewer has been shown to see, newest first. */
export async function listNewestFixes(viewer: Viewer, deviceId: string): Promise<CutFix[]> {
  const rows = await sql().query<{ at: Date; source: string; speedKph: number | null }>(
    `SELECT fix_at AS at, source, speed_kph AS "speedKph" FROM position
     WHERE tenant_id = $1 AND device_id = $2 AND fix_at > now() - interval '1 day'
     ORDER BY fix_at DESC LIMIT ${ROWS}`,
    [viewer.tenantId, deviceId],
  )
  return rows.map((row) => ({ ...row, source: toFixSource(row.source) }))
}

/** What a device said to the hub request of this number, the newest; null for nothing yet. */
export async function findHubAnswer(
  viewer: Viewer,
  deviceId: string,
  requestNumber: string,
): Promise<{ code: string; content: string | null } | null> {
  const [row] = await sql().query<{ code: string; content: string | null }>(
    `SELECT item->>'code' AS code, item->>'content' AS content FROM device_notice
     WHERE tenant_id = $1 AND device_id = $2 AND topic = 'pushInstructResponse' AND reference = $3
     ORDER BY received_at DESC LIMIT 1`,
    [viewer.tenantId, deviceId, requestNumber],
  )
  return row ?? null
}

/** The first bytes a device sent after it was sent raw ones, within a minute; null for none. */
export async function findRawAnswer(viewer: Viewer, deviceId: string, sentAt: Date): Promise<string | null> {
  const [row] = await sql().query<{ content: string | null }>(
    `SELECT item->>'contentHex' AS content FROM device_notice
     WHERE tenant_id = $1 AND device_id = $2 AND topic = 'jimi.open.instruction.raw.receive'
       AND received_at BETWEEN $3::timestamptz AND $3::timestamptz + interval '60 seconds'
     ORDER BY received_at LIMIT 1`,
    [viewer.tenantId, deviceId, sentAt],
  )
  return row?.content ?? null
}
