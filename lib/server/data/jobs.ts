// Long work as people may see it. Queueing and doing it is the business of system/jobs.ts.

import 'server-only'
import type { Viewer } from '../access'
import { db } from '../db'
import { NotFoundError } from '../errors'
import type { JobStatus } from '../generated/prisma/enums'
import { isUuid } from './ids'

/** How a job stands; `progress` has the shape its kind gives it. */
export type JobView = {
  id: string
  kind: string
  status: JobStatus
  progress: unknown
  error: string | null
  createdAt: Date
  finishedAt: Date | null
}

/**
 * How one job of the viewer's tenant stands.
 * @throws NotFoundError when it is missing or of another tenant.
 */
export async function getJob(viewer: Viewer, jobId: string): Promise<JobView> {
  if (!isUuid(jobId)) throw new NotFoundError()
  const row = await db().job.findUnique({
    where: { tenantId_id: { tenantId: viewer.tenantId, id: jobId } },
    select: {
      id: true,
      kind: true,
      status: true,
      progress: true,
      error: true,
      createdAt: true,
      finishedAt: true,
    },
  })
  if (!row) throw new NotFoundError()
  return row
}
