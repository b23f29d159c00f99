import { handleApi } from '@/lib/server/http'
import { verifyAudit } from '@/lib/server/services/audit-log'
import { requireViewer } from '@/lib/server/session'

export const dynamic = 'force-dynamic'

/** Recomputes the chain of the audit log, for owners. */
export const GET = handleApi(async () => Response.json(await verifyAudit(await requireViewer())))
