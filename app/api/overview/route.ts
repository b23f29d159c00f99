import { handleApi } from '@/lib/server/http'
import { overviewOf } from '@/lib/server/services/overview'
import { requireViewer } from '@/lib/server/session'

/** Open alarms, and terms that have ended or will soon: `Overview` of lib/domain/api/overview.ts. */
export const GET = handleApi(async () => Response.json(await overviewOf(await requireViewer())))
