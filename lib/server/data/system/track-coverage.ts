// Notes of the spans that the vendor was asked for. Whether they can be trusted is decided by services/track-gaps.ts.

import type { TimeSpan } from '@/lib/domain/track/spans'
import { sql } from '../../db'

/**
 * Notes that the vendor told all it has of a device within a span. Older notes of parts of it are dropped. The caller
 * vouches that the device is the tenant's.
 */
export async function noteAskedSpan(
  tenantId: string,
  deviceId: string,
  { fromMs, toMs, askedMs }: TimeSpan & { askedMs: number },
): Promise<void> {
  const [from, to, asked] = [fromMs, toMs, askedMs].map((ms) => new Date(ms).toISOString())
  await sql().query(
    `WITH older AS (
       DELETE FROM track_coverage
       WHERE tenant_id = $1::uuid AND device_id = $2::uuid AND asked_at <= $5::timestamptz
         AND ((from_at >= $3::timestamptz AND to_at <= $4::timestamptz AND (from_at, to_at) <> ($3::timestamptz, $4::timestamptz))
           OR to_at < $5::timestamptz - interval '120 days')
     )
     INSERT INTO track_coverage AS c (tenant_id, device_id, from_at, to_at, asked_at)
     VALUES ($1::uuid, $2::uuid, $3::timestamptz, $4::timestamptz, $5::timestamptz)
     ON CONFLICT (tenant_id, device_id, from_at, to_at) DO UPDATE
       SET asked_at = GREATEST(c.asked_at, excluded.asked_at)`,
    [tenantId, deviceId, from, to, asked],
  )
}
