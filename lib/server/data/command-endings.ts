// The ends of commands that never left: their time was over, or nobody is there any more to send them for.

import 'server-only'
import type { Viewer } from '../access'
import { sql } from '../db'
import { isUuid } from './ids'

/** Lets run out what of the viewer's tenant stood ready since before its time: a single command, or one of a batch. */
export async function expireReady(
  viewer: Viewer,
  { singleBefore, batchBefore, at }: { singleBefore: Date; batchBefore: Date; at: Date },
): Promise<void> {
  await sql().query(
    `UPDATE command SET state = 'expired', outcome = 'not_sent', settled_at = $4::timestamptz
     WHERE tenant_id = $1 AND state = 'ready'
       AND requested_at < CASE WHEN batch_id IS NULL THEN $2::timestamptz ELSE $3::timestamptz END`,
    [viewer.tenantId, singleBefore, batchBefore, at],
  )
}

/** Notes that what of a batch of the viewer's tenant stands ready is not sent. */
export async function giveUpBatch(viewer: Viewer, batchId: string, at: Date): Promise<void> {
  if (!isUuid(batchId)) return
  await sql().query(
    `UPDATE command SET state = 'failed', outcome = 'not_sent', settled_at = $3
     WHERE tenant_id = $1 AND batch_id = $2 AND state = 'ready'`,
    [viewer.tenantId, batchId, at],
  )
}
