// Work on many devices as people ask for it and look at it: begin, list, stop, look again. All of it needs the right to manage
// devices, and the doing needs it anew (device-jobs-run.ts).

import type {
  DeviceItemState,
  DeviceJobAbout,
  DeviceJobDetail,
  DeviceJobKind,
  DeviceJobList,
} from '@/lib/domain/api/device-jobs'
import { ITEMS_PER_PAGE, MAX_JOB_DEVICES } from '@/lib/domain/api/device-jobs'
import type { Viewer } from '../access'
import type { AuditDetail } from '../audit'
import { appendAudit } from '../audit'
import {
  askToStop,
  countOpenJobs,
  getDeviceJob,
  insertDeviceJob,
  listDeviceItems,
  listDeviceJobs,
  type NewDeviceItem,
} from '../data/device-jobs'
import { enqueueJob, hasOpenJob, wakeJobs } from '../data/system/jobs'
import { inTransaction } from '../db'
import { AppError } from '../errors'
import { assertMay } from '../rights'
import { DEVICE_WORK } from './device-jobs-run'

/** Items one device of a file can make: its move, its expiry, its edit. */
const MAX_ITEMS = 3 * MAX_JOB_DEVICES
/** Pieces of work of one tenant that are not over. */
const MAX_OPEN = 20

/** The work cannot be begun; `code` is a key of the messages at `deviceJobs.failures`. */
export class DeviceJobError extends AppError {
  constructor(
    code:
      | 'nothing'
      | 'too_many'
      | 'too_much_open'
      | 'past'
      | 'own_account'
      | 'other_connection'
      | 'not_supported',
  ) {
    super({ code: `device_job_${code}`, userMessage: WORDS[code], status: 422 })
    this.why = code
  }

  readonly why: keyof typeof WORDS
}

const WORDS = {
  nothing: 'There is nothing to change.',
  too_many: 'That is too much for one piece of work. Choose fewer devices.',
  too_much_open: 'Much work on devices is under way already. Wait until some of it is done, or stop it.',
  past: 'That day is over. Choose a later one.',
  own_account: 'The vendor moves devices to accounts below its own only. Choose another account.',
  other_connection:
    'Some of these devices belong to another vendor connection. Choose an account of the same one.',
  not_supported: 'This vendor connection cannot do this.',
}

export type DeviceWork = { kind: DeviceJobKind; about: DeviceJobAbout; items: readonly NewDeviceItem[] }

/**
 * Writes work down and has it begun. Answers its id.
 * @throws ForbiddenError without the right to manage devices; DeviceJobError for nothing, or too much.
 */
export async function beginDeviceWork(viewer: Viewer, work: DeviceWork): Promise<string> {
  await assertMay(viewer, 'manage_devices')
  if (work.items.length === 0) throw new DeviceJobError('nothing')
  if (work.items.length > MAX_ITEMS) throw new DeviceJobError('too_many')
  if ((await countOpenJobs(viewer)) >= MAX_OPEN) throw new DeviceJobError('too_much_open')
  return inTransaction(async () => {
    const jobId = await insertDeviceJob(viewer, work)
    await note(viewer, 'device_job.start', jobId, {
      kind: work.kind,
      items: work.items.length,
      ...work.about,
    })
    await enqueueJob(viewer.tenantId, DEVICE_WORK, { deviceJobId: jobId, checkOnly: false })
    return jobId
  })
}

/** The newest work within scope. @throws ForbiddenError */
export async function deviceJobList(viewer: Viewer): Promise<DeviceJobList> {
  await assertMay(viewer, 'manage_devices')
  return { jobs: await listDeviceJobs(viewer) }
}

/** One piece of work with a page of its items. @throws ForbiddenError, NotFoundError */
export async function deviceJobDetail(
  viewer: Viewer,
  jobId: string,
  page: { state?: DeviceItemState; skip: number },
): Promise<DeviceJobDetail> {
  await assertMay(viewer, 'manage_devices')
  const job = await getDeviceJob(viewer, jobId)
  return { job, ...(await listDeviceItems(viewer, jobId, { ...page, take: ITEMS_PER_PAGE })) }
}

/** Has work stopped: what has left is finished, the rest stays undone. @throws ForbiddenError, NotFoundError */
export async function stopDeviceJob(viewer: Viewer, jobId: string): Promise<void> {
  await assertMay(viewer, 'manage_devices')
  await inTransaction(async () => {
    if (!(await askToStop(viewer, jobId))) return
    // It may rest until the vendor's day ends.
    await wakeJobs(viewer.tenantId, DEVICE_WORK, { deviceJobId: jobId })
    const { counts } = await getDeviceJob(viewer, jobId)
    await note(viewer, 'device_job.stop', jobId, counts)
  })
}

/** Looks once more what became of items without an answer, unless that is to happen already; nothing is sent again. @throws ForbiddenError, NotFoundError */
export async function lookAgain(viewer: Viewer, jobId: string): Promise<void> {
  await assertMay(viewer, 'manage_devices')
  await getDeviceJob(viewer, jobId)
  const look = { deviceJobId: jobId, checkOnly: true }
  if (await hasOpenJob(viewer.tenantId, DEVICE_WORK, look)) return
  await enqueueJob(viewer.tenantId, DEVICE_WORK, { ...look, askedById: viewer.userId })
}

function note(viewer: Viewer, action: string, target: string, detail: AuditDetail): Promise<void> {
  return appendAudit(viewer.tenantId, { actorId: viewer.userId, action, target, detail })
}
