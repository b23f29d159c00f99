// What each kind of job does. Adding a kind here is all a worker needs to take it.

import { z } from 'zod'
import { enqueueJob } from '../data/system/jobs'
import { importRoster } from '../services/roster'
import type { ConnectionRef } from '../services/upstream-health'
import type { JobHandler } from './worker'

const ROSTER_IMPORT = 'roster-import'

const rosterPayloadSchema = z.object({ connectionId: z.uuid() })

/** Handlers by kind of job. */
export const jobHandlers: Readonly<Record<string, JobHandler>> = {
  [ROSTER_IMPORT]: async (job, signal) => {
    const { connectionId } = rosterPayloadSchema.parse(job.payload)
    await importRoster({ tenantId: job.tenantId, id: connectionId }, signal)
  },
}

/** Queues a reading of the connection's roster, for after its credentials were set or changed. Answers the job's id. */
export function enqueueRosterImport(ref: ConnectionRef): Promise<string> {
  return enqueueJob(ref.tenantId, ROSTER_IMPORT, { connectionId: ref.id })
}
