// What each kind of job does. Adding a kind here is all a worker needs to take it.

import { z } from 'zod'
import { listEnabledConnections } from '../data/system/connections'
import { type ClaimedJob, enqueueJob } from '../data/system/jobs'
import { db } from '../db'
import type { JobStatus } from '../generated/prisma/enums'
import { COMMAND_BATCH, runBatch } from '../services/commands-bulk'
import { REJECT_RETRY, retryKnownRejects } from '../services/push-retry'
import { importRoster } from '../services/roster'
import type { ConnectionRef } from '../services/upstream-health'
import type { JobHandler } from './worker'

/** The kind of job that reads the whole roster of a connection. */
export const ROSTER_IMPORT = 'roster-import'

const connectionPayloadSchema = z.object({ connectionId: z.uuid() })

const UNFINISHED: JobStatus[] = ['queued', 'running']

/** Handlers by kind of job. */
export const jobHandlers: Readonly<Record<string, JobHandler>> = {
  [COMMAND_BATCH]: runBatch,
  [ROSTER_IMPORT]: async (job, signal, report) => {
    await importRoster(connectionOf(job), signal, (read) => void report(read))
  },
  [REJECT_RETRY]: (job, signal) => retryKnownRejects(connectionOf(job), signal),
}

function connectionOf({ tenantId, payload }: ClaimedJob): ConnectionRef {
  return { tenantId, id: connectionPayloadSchema.parse(payload).connectionId }
}

/** Queues a reading of the connection's roster, for after its credentials were set or changed. Answers the job's id. */
export function enqueueRosterImport(ref: ConnectionRef): Promise<string> {
  return enqueueJob(ref.tenantId, ROSTER_IMPORT, { connectionId: ref.id })
}

/** Queues a first reading for every connection that never had one, so that the first person who looks need not wait. */
export async function enqueueFirstImports(): Promise<void> {
  for (const { tenantId, id, rosterSyncedAt } of await listEnabledConnections()) {
    if (rosterSyncedAt !== null) continue
    const payload = { path: ['connectionId'], equals: id }
    const status = { in: UNFINISHED }
    const unfinished = await db().job.count({ where: { tenantId, kind: ROSTER_IMPORT, status, payload } })
    if (unfinished === 0) await enqueueRosterImport({ tenantId, id })
  }
}
