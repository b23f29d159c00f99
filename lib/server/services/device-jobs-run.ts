// Carries work on many devices out: piece by piece, for whoever asked with the rights and scope they have by then, until it is
// through, stopped, or makes no sense any more. A worker that takes over from a dead one never sends what may have been sent.

import { z } from 'zod'
import type { DeviceJobCounts, DeviceJobEndReason, DeviceWish } from '@/lib/domain/api/device-jobs'
import { MAX_IMEIS_PER_MOVE } from '@/lib/jimi/contract/device-changes'
import { SAFE_IMEIS_PER_CALL } from '@/lib/jimi/contract/positions'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import {
  beginDeviceJob,
  countItems,
  type DeviceJobRecord,
  type DeviceJobRef,
  endDeviceJob,
  findDeviceJob,
  type HeldItem,
  isStopAsked,
  markInterrupted,
  noteRest,
  peekItem,
  settleItems,
  takeItems,
} from '../data/system/device-jobs-items'
import type { ClaimedJob } from '../data/system/jobs'
import { touchRoster } from '../data/system/roster-changes'
import { findUserForSession } from '../data/system/users'
import { inTransaction } from '../db'
import { NotFoundError } from '../errors'
import { noteFencesChanged } from '../fences/fences'
import { silenceOf } from '../jimi'
import { JobRests, type ReportProgress } from '../jobs/worker'
import { type Clock, systemClock } from '../live/clock'
import { log } from '../log'
import { isDataFailure } from '../push/failures'
import { mayDo } from '../rights'
import { checkUnknown } from './device-jobs-check'
import { doPiece } from './device-jobs-steps'

/** The kind of job that does such work. */
export const DEVICE_WORK = 'device-work'

const payloadSchema = z.object({
  deviceJobId: z.uuid(),
  checkOnly: z.boolean(),
  /** Who wants it looked at again. */
  askedById: z.uuid().optional(),
})

const METHOD_OF = {
  move: 'jimi.open.device.move',
  expiry: 'jimi.user.device.expiration.update',
  bind: 'jimi.open.device.bind',
  unbind: 'jimi.open.device.unbind',
  edit: 'jimi.open.device.update',
} as const satisfies Record<DeviceWish['step'], string>
/** Batch keys of the others hold one item each. */
const MOST_AT_ONCE = Math.min(MAX_IMEIS_PER_MOVE, SAFE_IMEIS_PER_CALL)

/** While it rests it still hears within this time that somebody wants it stopped. */
const LISTEN_EVERY_MS = 5_000
const REST_MS = 15_000
/** A longer rest is taken without a worker: whoever rests until the vendor's day ends must not keep others' work waiting. */
const MAX_REST_HELD_MS = 60_000
/** It is looked at again after this, should the silence be over earlier, or a wish to stop have come just then. */
const MAX_REST_AWAY_MS = 600_000
/** How often those who watch are told how far it is; counting reads every item. */
const COUNT_EVERY_MS = 3_000
/** So many rests in a row without the vendor naming an end: it makes no sense any more. */
const MAX_RESTS = 20
/** So many pieces in a row without an answer: the vendor is away, and the rest is better left undone. */
const MAX_UNANSWERED = 3
/** When it is looked what became of those without an answer, ms after the last. */
const LOOK_AFTER_MS = [2_000, 10_000, 30_000]
const SHOW_EVERY_MS = 10_000
/** How long work rests after the database failed, longer each time in a row. */
const FAULT_REST_MS = 15_000
const MAX_FAULT_REST_MS = 60_000
/** So many failures in a row are no passing trouble. A database that cannot be reached gives out no jobs, so it counts none. */
const MAX_FAULTS = 20
/** Failures in a row of work that is not over. A process that takes over counts anew. */
const faults = new Map<string, number>()

type Doing = { signal: AbortSignal; report?: ReportProgress; clock?: Clock }
type Run = DeviceJobRef & {
  record: DeviceJobRecord
  signal: AbortSignal
  report: ReportProgress
  clock: Clock
  rests: number
  unanswered: number
  countedMs: number
  /** When it goes on, once it is put back. */
  restsUntilMs: number | null
  /** Connections whose vehicles have changed, and when that was last shown. */
  changed: Set<string>
  shownMs: number
}

/** Does the work of a job, or goes on with it. Leaves it as it is when the signal aborts: another worker goes on then. */
export async function runDeviceJob(job: ClaimedJob, doing: Doing): Promise<void> {
  const { deviceJobId, checkOnly, askedById } = payloadSchema.parse(job.payload)
  const ref = { tenantId: job.tenantId, jobId: deviceJobId }
  const record = await (checkOnly ? findDeviceJob(ref) : beginDeviceJob(ref)).catch((error: unknown) => {
    log.warn({ err: error, jobId: deviceJobId }, 'work on devices could not begin')
    throw new JobRests(FAULT_REST_MS)
  })
  if (record === null) return
  const { signal, clock = systemClock, report = async () => {} } = doing
  const changed = new Set<string>()
  const run: Run = {
    ...{ ...ref, record, signal, report, clock, changed },
    ...{ rests: 0, unanswered: 0, countedMs: 0, shownMs: 0, restsUntilMs: null },
  }
  if (checkOnly) return checkOnce(run, askedById ?? record.askedById)
  await goOn(run)
  if (run.restsUntilMs !== null && !signal.aborted)
    throw new JobRests(Math.min(MAX_REST_AWAY_MS, run.restsUntilMs - clock.now()))
}

/** Does what can be done now. */
async function goOn(run: Run): Promise<void> {
  const { signal } = run
  try {
    await markInterrupted(run)
    const reason = await work(run)
    if (signal.aborted || run.restsUntilMs !== null) return
    await lookAfterUnanswered(run)
    if (!signal.aborted) await end(run, reason)
  } catch (error) {
    // What is held stays held: whoever takes over looks after it.
    if (signal.aborted) return
    await recover(run, error)
  } finally {
    // The roster tells of them later.
    await showChanges(run, { anyway: true }).catch((error: unknown) =>
      log.warn({ err: error, jobId: run.jobId }, 'changes of devices could not be shown'),
    )
  }
}

/**
 * After a failure of ours: the database was away, or two writers met. The work rests and goes on, and what was held is looked after
 * by reading. It ends when the failure is no passing one.
 */
async function recover(run: Run, error: unknown): Promise<void> {
  const count = (faults.get(run.jobId) ?? 0) + 1
  faults.set(run.jobId, count)
  log.error({ err: error, jobId: run.jobId, count }, 'work on devices failed')
  if (isDataFailure(error) || count >= MAX_FAULTS) {
    const isOver = await end(run, 'internal').then(
      () => true,
      () => false,
    )
    if (isOver) return
  }
  // Should this fail too, whoever goes on does it first.
  await markInterrupted(run).catch(() => undefined)
  run.restsUntilMs = run.clock.now() + Math.min(MAX_FAULT_REST_MS, count * FAULT_REST_MS)
}

/** Until nothing waits. Answers why it ended before, or null. */
async function work(run: Run): Promise<DeviceJobEndReason | null> {
  while (!run.signal.aborted && run.restsUntilMs === null) {
    const viewer = await findAsker(run)
    if (viewer === null) return 'right_gone'
    if (await isStopAsked(run)) return 'stopped'
    const next = await peekItem(run)
    if (next === null) return null
    if (await restsForVendor(run, next)) continue
    await doNext(run, viewer)
    if (run.unanswered >= MAX_UNANSWERED || run.rests >= MAX_RESTS) return 'vendor_away'
  }
  return null
}

/** Whoever asked, as they are now; null when they may not do this any more. */
async function findAsker({ record, tenantId }: Run): Promise<Viewer | null> {
  const user = await findUserForSession(record.askedById)
  if (user === null || user.tenantId !== tenantId || user.disabledAt !== null) return null
  const viewer: Viewer = { tenantId, userId: user.id, role: user.role, scopePath: user.scopePath }
  return (await mayDo(viewer, 'manage_devices')) ? viewer : null
}

async function doNext(run: Run, viewer: Viewer): Promise<void> {
  const items = await takeItems(run, MOST_AT_ONCE)
  const end = await doPiece(viewer, items)
  await settleItems(run, end.verdicts)
  faults.delete(run.jobId)
  const states = new Set(end.verdicts.map(({ state }) => state))
  run.unanswered = states.size === 1 && states.has('unknown') ? run.unanswered + 1 : 0
  if (states.has('done')) for (const { connectionId } of items) run.changed.add(connectionId)
  // Who may see a vehicle has changed with a move, so nobody goes on seeing what is not theirs.
  await showChanges(run, { anyway: items[0]?.wish.step === 'move' })
  await tellProgress(run)
  if (end.isUnsent) await rest(run, end.untilMs)
  else if (states.has('waiting')) await run.clock.sleep(LOOK_AFTER_MS[0] ?? 0, run.signal)
  else run.rests = 0
}

async function tellProgress(run: Run): Promise<void> {
  if (run.clock.now() - run.countedMs < COUNT_EVERY_MS) return
  run.countedMs = run.clock.now()
  await run.report({ ...(await countItems(run)) })
}

/** Whether the vendor wants silence, and then some of it has passed. */
async function restsForVendor(run: Run, { connectionId, wish }: HeldItem): Promise<boolean> {
  const ref = { tenantId: run.tenantId, id: connectionId }
  const silence = await silenceOf(ref, METHOD_OF[wish.step]).catch((error: unknown) => {
    // A connection that is gone is told of by the items themselves.
    if (error instanceof NotFoundError) return null
    throw error
  })
  if (silence === null) return false
  await rest(run, silence.untilMs)
  return true
}

async function rest(run: Run, untilMs: number | null): Promise<void> {
  const endMs = untilMs ?? run.clock.now() + REST_MS
  run.rests = untilMs === null ? run.rests + 1 : 0
  await noteRest(run, new Date(endMs))
  if (endMs - run.clock.now() > MAX_REST_HELD_MS) {
    run.restsUntilMs = endMs
    return
  }
  while (run.clock.now() < endMs && !run.signal.aborted && !(await isStopAsked(run)))
    await run.clock.sleep(Math.min(LISTEN_EVERY_MS, endMs - run.clock.now()), run.signal)
  await noteRest(run, null)
}

async function lookAfterUnanswered(run: Run): Promise<void> {
  for (const waitMs of LOOK_AFTER_MS) {
    if ((await countItems(run)).unknown === 0) return
    await run.clock.sleep(waitMs, run.signal)
    if (run.signal.aborted) return
    if (await look(run)) return
  }
}

async function checkOnce(run: Run, actorId: string): Promise<void> {
  // Nobody holds anything of work that is over.
  if (!isOpen(run.record)) await markInterrupted(run)
  await look(run)
  await showChanges(run, { anyway: true })
  await note(run, 'device_job.check', { ...(await countItems(run)) }, actorId)
}

async function end(run: Run, reason: DeviceJobEndReason | null): Promise<void> {
  const state =
    reason === null ? 'done' : reason === 'internal' || reason === 'vendor_away' ? 'failed' : 'stopped'
  await inTransaction(async () => {
    const counts: DeviceJobCounts | null = await endDeviceJob(run, { state, reason })
    if (counts !== null)
      await note(run, 'device_job.end', { state, ...(reason ? { reason } : {}), ...counts })
  })
  faults.delete(run.jobId)
}

function isOpen({ state }: DeviceJobRecord): boolean {
  return state === 'queued' || state === 'running'
}

async function note(
  { tenantId, jobId, record }: Run,
  action: string,
  detail: Record<string, string | number>,
  actorId = record.askedById,
): Promise<void> {
  await appendAudit(tenantId, {
    actorId,
    action,
    target: jobId,
    detail: { kind: record.kind, ...detail },
  })
}

/** Lets pages that are open see what has changed; often enough, but not after every piece. */
async function showChanges(run: Run, { anyway }: { anyway: boolean }): Promise<void> {
  if (run.changed.size === 0) return
  if (!anyway && run.clock.now() - run.shownMs < SHOW_EVERY_MS) return
  run.shownMs = run.clock.now()
  await touchRoster(run.tenantId, [...run.changed])
  run.changed.clear()
  noteFencesChanged()
}

/** A reading may find a vehicle elsewhere than it was thought to be. */
async function look(run: Run): Promise<boolean> {
  const { isComplete, doneAt } = await checkUnknown(run, run.signal)
  for (const connectionId of doneAt) run.changed.add(connectionId)
  return isComplete
}
