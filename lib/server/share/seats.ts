// Places at links with a limit of simultaneous viewers, counted over all processes: a viewer has a place for as long as they
// were seen a moment ago. Links without a limit count nobody.

import { inTransaction, sql } from '../db'
import { defineBatch } from '../sql'
import type { JudgedLink } from './links'

/** A place that nobody renews is free again after this. Streams renew theirs every few seconds. */
export const SEAT_MS = 15_000

/** Takes a place or keeps the one the viewer has; false when all are taken. */
export async function takeSeat(link: JudgedLink, viewerKey: string): Promise<boolean> {
  const { tenantId, id, viewerLimit } = link
  if (viewerLimit === null) return true
  return inTransaction(async (tx) => {
    // Two who come at once must not both see the last place free.
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('milepost share seats'), hashtext($1))::text`, [id])
    await tx.query(`DELETE FROM share_viewer WHERE tenant_id = $1 AND link_id = $2 AND ${IS_GONE}`, [
      tenantId,
      id,
    ])
    const taken = await tx.query<{ viewer_key: string }>(
      `SELECT viewer_key FROM share_viewer WHERE tenant_id = $1 AND link_id = $2`,
      [tenantId, id],
    )
    if (taken.length >= viewerLimit && !taken.some((row) => row.viewer_key === viewerKey)) return false
    await tx.query(
      `INSERT INTO share_viewer (tenant_id, link_id, viewer_key, seen_at) VALUES ($1, $2, $3, clock_timestamp())
       ON CONFLICT (tenant_id, link_id, viewer_key) DO UPDATE SET seen_at = excluded.seen_at`,
      [tenantId, id, viewerKey],
    )
    return true
  })
}

/** Whether the viewer has a place now. Takes none and waits for nobody. */
export async function hasSeat(
  { tenantId, id, viewerLimit }: JudgedLink,
  viewerKey: string,
): Promise<boolean> {
  if (viewerLimit === null) return true
  const rows = await sql().query(
    `SELECT 1 FROM share_viewer WHERE tenant_id = $1 AND link_id = $2 AND viewer_key = $3 AND NOT (${IS_GONE})`,
    [tenantId, id, viewerKey],
  )
  return rows.length > 0
}

/** Who looks on at a link. */
export type SeatHolders = { link: JudgedLink; viewerKeys: readonly string[] }

/**
 * Keeps the places of viewers who are still here, of many links at once. Whose place was given away meanwhile gets another
 * while there is one; answers the keys of those who got none, by link.
 */
export async function keepSeats(holders: readonly SeatHolders[]): Promise<Map<string, string[]>> {
  const counted = holders.filter(({ link, viewerKeys }) => link.viewerLimit !== null && viewerKeys.length > 0)
  if (counted.length === 0) return new Map()
  const seats = counted.flatMap(({ link, viewerKeys }) =>
    [...new Set(viewerKeys)].map((viewerKey) => ({ tenantId: link.tenantId, linkId: link.id, viewerKey })),
  )
  const kept = await sql().query<{ seat: string }>(
    `UPDATE share_viewer AS held SET seen_at = clock_timestamp() FROM ${SEATS.from(1, 'kept')}
     WHERE held.tenant_id = kept.tenant_id AND held.link_id = kept.link_id AND held.viewer_key = kept.viewer_key
     RETURNING held.link_id::text || ' ' || held.viewer_key AS seat`,
    SEATS.values(seats),
  )
  const known = new Set(kept.map(({ seat }) => seat))
  const lost = new Map<string, string[]>()
  for (const { link, viewerKeys } of counted)
    for (const key of new Set(viewerKeys))
      if (!known.has(`${link.id} ${key}`) && !(await takeSeat(link, key)))
        lost.set(link.id, [...(lost.get(link.id) ?? []), key])
  return lost
}

const SEATS = defineBatch<{ tenantId: string; linkId: string; viewerKey: string }>([
  ['tenant_id', 'uuid', ({ tenantId }) => tenantId],
  ['link_id', 'uuid', ({ linkId }) => linkId],
  ['viewer_key', 'text', ({ viewerKey }) => viewerKey],
])

const IS_GONE = `seen_at < clock_timestamp() - interval '${SEAT_MS} ms'`
