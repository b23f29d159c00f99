// How views of customers end when nobody leaves them, and the note of every end. Also for standing work: no 'server-only'.

import { appendAudit } from './audit'
import { type EndedView, endOverdueViews } from './data/system/views'
import { inTransaction } from './db'

/** Ends and notes the views of all tenants that nobody left by hand: their time, session or account is over. Answers how many. */
export async function endOverdue(): Promise<number> {
  const ended = await inTransaction(async () => {
    const views = await endOverdueViews()
    await noteEnds(views)
    return views
  })
  return ended.length
}

/**
 * Notes ends in the audit trail: within the transaction that ended them, so that none ends without a note. Of several tenants in
 * the order of their ids: each note locks the trail of its tenant until the transaction ends.
 */
export async function noteEnds(views: readonly EndedView[]): Promise<void> {
  for (const { tenantId, id, userId, accountId, endReason } of views.toSorted(byTenant))
    await appendAudit(tenantId, {
      actorId: endReason === 'left' || endReason === 'session' ? userId : null,
      action: 'view_as.end',
      target: accountId,
      detail: { view: id, because: endReason },
    })
}

function byTenant(a: EndedView, b: EndedView): number {
  if (a.tenantId === b.tenantId) return 0
  return a.tenantId < b.tenantId ? -1 : 1
}
