// How views of customers end when nobody leaves them, and the note of every end. Also for standing work: no 'server-only'.

import { appendAudit } from './audit'
import { type EndedView, endOverdueViews } from './data/system/views'
import { inTransaction } from './db'

/** Ends and notes the views that nobody left by hand: their time, session or account is over. Answers how many. */
export async function endOverdue(): Promise<number> {
  const ended = await inTransaction(async () => {
    const views = await endOverdueViews()
    await noteEnds(views)
    return views
  })
  return ended.length
}

/** Notes ends in the audit trail: within the transaction that ended them, so that none ends without a note. */
export async function noteEnds(views: readonly EndedView[]): Promise<void> {
  for (const { tenantId, id, userId, accountId, endReason } of views)
    await appendAudit(tenantId, {
      actorId: endReason === 'left' || endReason === 'session' ? userId : null,
      action: 'view_as.end',
      target: accountId,
      detail: { view: id, because: endReason },
    })
}
