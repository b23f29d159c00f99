// One sending of a schedule from the job that does it to its end: sent, tried again later, or given up, always with words.

import {
  findRunWork,
  type RunOutcome,
  type RunWork,
  saveRunOutcome,
  saveRunRecipients,
} from '../data/system/report-runs'
import { findScheduleWork, isByHand, type ScheduleWork, stopSchedule } from '../data/system/report-schedules'
import { findUserForSession } from '../data/system/users'
import { internalError } from '../errors'
import { type Clock, systemClock } from '../live/clock'
import { log } from '../log'
import { findMailProblem } from '../mail'
import { reportWords } from '../reports/words'
import { canSchedule } from './report-choices'
import { type SendResult, sendRun } from './report-send'

/** Waits between the tries of one sending; after the last it is given up. */
const RETRY_AFTER_MS = [5 * 60_000, 30 * 60_000, 2 * 3_600_000]

export type RunRef = { tenantId: string; runId: string }

/**
 * Makes and sends what is due. A schedule whose owner may not sign in or send any more stops, with words.
 * @throws the signal's reason once it aborts: what was sent is noted, and another process goes on.
 */
export async function runScheduledReport(
  { tenantId, runId }: RunRef,
  { signal, clock = systemClock }: { signal: AbortSignal; clock?: Clock },
): Promise<void> {
  const run = await findRunWork(tenantId, runId)
  // Another process was done with it in the meantime.
  if (run === null) return
  const schedule = await findScheduleWork(tenantId, run.scheduleId)
  if (schedule === null) return end(run, failed(reportWords('en')('schedule.unreadable'), false), clock)
  const owner = await findUserForSession(schedule.ownerId)
  const words = reportWords(owner?.locale ?? 'en')
  if (owner === null || owner.disabledAt !== null) return stop(run, words('schedule.ownerGone'), clock)
  const viewer = { tenantId, userId: owner.id, role: owner.role, scopePath: owner.scopePath }
  if (!(await canSchedule(viewer))) return stop(run, words('schedule.ownerMayNot'), clock)
  if (!schedule.enabled && !isByHand(run)) return end(run, failed(words('schedule.paused'), false), clock)
  if (!(await keepRecipients(run, schedule)))
    return end(run, failed(words('schedule.takenOut'), false), clock)
  if (findMailProblem() !== null) return end(run, failed(words('schedule.noMail'), true), clock)
  const result = await sendRun({ run, schedule, owner, signal, clock }).catch((error: unknown) => {
    signal.throwIfAborted()
    log.error({ err: error, runId }, 'scheduled report not sent')
    return failed(words('schedule.runFailed', { message: internalError(error).userMessage }), true)
  })
  await end(run, result, clock)
}

/** Forgets those who were taken out of the schedule before they got it. Answers whether anybody is left. */
async function keepRecipients(run: RunWork, { recipients }: ScheduleWork): Promise<boolean> {
  const now = new Set(recipients.map(({ userId, address }) => userId ?? address))
  const kept = run.recipients.filter(
    ({ sentAt, userId, address }) => sentAt !== null || now.has(userId ?? address),
  )
  if (kept.length === run.recipients.length) return true
  run.recipients = kept
  await saveRunRecipients(run)
  return kept.length > 0
}

function failed(problem: string, mayRetry: boolean): SendResult {
  return { rowCount: null, problem, mayRetry }
}

async function stop(run: RunWork, reason: string, clock: Clock): Promise<void> {
  await stopSchedule(run.tenantId, run.scheduleId, reason)
  await end(run, failed(reason, false), clock)
}

async function end(run: RunWork, { rowCount, problem, mayRetry }: SendResult, clock: Clock): Promise<void> {
  const tries = run.tries + 1
  const open = run.recipients.filter((each) => each.sentAt === null && each.problem === null).length
  const sent = run.recipients.filter((each) => each.sentAt !== null).length
  const waitMs = open > 0 && mayRetry ? RETRY_AFTER_MS[tries - 1] : undefined
  const told = problem ?? run.recipients.find((each) => each.problem !== null)?.problem ?? null
  const outcome: RunOutcome = {
    ...{ tries, rowCount, problem: told },
    state: waitMs !== undefined ? 'waiting' : stateOf(sent, run.recipients.length),
    nextTryAt: waitMs === undefined ? null : new Date(clock.now() + waitMs),
    finishedAt: waitMs === undefined ? new Date(clock.now()) : null,
  }
  await saveRunOutcome(run, outcome)
}

function stateOf(sent: number, all: number): RunOutcome['state'] {
  if (sent === 0) return 'failed'
  return sent < all ? 'partly' : 'sent'
}
