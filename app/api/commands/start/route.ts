import { handleApi } from '@/lib/server/http'
import { startCommands } from '@/lib/server/services/commands-view'
import { requireViewer } from '@/lib/server/session'

/** What the commands page needs before a vehicle is chosen: `CommandStart` of lib/domain/api/command.ts. */
export const GET = handleApi(async () => Response.json(await startCommands(await requireViewer())))
