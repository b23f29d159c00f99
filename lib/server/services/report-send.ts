// Makes a scheduled report and sends it: within what the schedule's owner may see at this moment, to each recipient in their
// own units and on the clock it was due by. Every mail that left is noted at once, so that nobody else sends it again.

import { RANGELESS_KINDS } from '@/lib/domain/api/reports'
import { DEFAULT_PREFERENCES, type Preferences } from '@/lib/domain/preferences'
import { relativeDays } from '@/lib/domain/reports/periods'
import { mailSenderOf } from '../branding'
import { type RunRecipient, type RunWork, saveRunRecipients } from '../data/system/report-runs'
import type { ScheduleWork } from '../data/system/report-schedules'
import { findUserForSession, type SessionUser } from '../data/system/users'
import { AppError, internalError } from '../errors'
import type { Clock } from '../live/clock'
import { log } from '../log'
import { MailError, sendMail } from '../mail'
import { reportWords } from '../reports/words'
import { type FileReader, type ReportFile, reportFile } from './report-file'
import { reportMail } from './report-mail'

/** Larger files no mail server takes, base64 and all. */
const MAX_FILE_BYTES = 14 * 1024 * 1024

export type SendInput = {
  run: RunWork
  schedule: ScheduleWork
  owner: SessionUser
  signal: AbortSignal
  clock: Clock
}

/** How sending went: what is left may be tried again, unless it is refused for good. */
export type SendResult = { rowCount: number | null; problem: string | null; mayRetry: boolean }

function brokenOff(userMessage: string): AppError {
  return new AppError({ code: 'report_broke_off', userMessage, status: 500 })
}

/** A file is too large for a mail. */
class TooLargeError extends Error {
  override readonly name = 'TooLargeError'
}

/**
 * Sends to everybody who has not got it yet. Never throws but for the signal.
 */
export async function sendRun(input: SendInput): Promise<SendResult> {
  const words = reportWords(input.owner.locale)
  const result: SendResult = { rowCount: null, problem: null, mayRetry: false }
  for (const { reader, recipients } of await readersOf(input)) {
    try {
      const file = await fileFor(input, reader)
      const bytes = await bytesOf(file, words)
      if (file.notes.failure !== null) throw brokenOff(file.notes.failure)
      result.rowCount = file.notes.end?.rowCount ?? null
      for (const { recipient, to } of recipients)
        await deliver(input, { recipient, to, file, bytes, result, reader })
    } catch (error) {
      input.signal.throwIfAborted()
      log.warn({ err: error, runId: input.run.id }, 'scheduled report not made')
      result.problem = wordsOf(error, words)
      result.mayRetry ||= !(error instanceof TooLargeError)
    }
  }
  return result
}

function wordsOf(error: unknown, words: ReturnType<typeof reportWords>): string {
  if (error instanceof TooLargeError) return error.message
  // What people may not know of the inside is in the log.
  const known = error instanceof AppError ? error : internalError(error)
  return words('schedule.runFailed', { message: known.userMessage })
}

type Addressed = { recipient: RunRecipient; to: string }
type Group = { reader: FileReader; recipients: Addressed[] }

/** Those who have not got it yet, by how they read. People who are gone or disabled are left out, for good. */
async function readersOf({ run, owner }: SendInput): Promise<Group[]> {
  const groups = new Map<string, Group>()
  for (const recipient of run.recipients) {
    if (recipient.sentAt !== null || recipient.problem !== null) continue
    const user = recipient.userId === null ? null : await findUserForSession(recipient.userId)
    const isThere = user !== null && user.tenantId === run.tenantId && user.disabledAt === null
    const to = recipient.userId === null ? recipient.address : isThere ? user.email : null
    if (to === null) {
      recipient.problem = reportWords(owner.locale)('schedule.noRecipients')
      continue
    }
    const preferences: Preferences = user?.preferences ?? { ...owner.preferences, ...DEFAULT_WEEK }
    const reader = { locale: user?.locale ?? owner.locale, preferences, tenantName: owner.tenantName }
    const key = JSON.stringify([reader.locale, { ...preferences, timeZone: null }])
    const group = groups.get(key) ?? { reader, recipients: [] }
    group.recipients.push({ recipient, to })
    groups.set(key, group)
  }
  await saveRunRecipients(run)
  return [...groups.values()]
}

/** An address reads as the owner does. */
const DEFAULT_WEEK = { timeZone: DEFAULT_PREFERENCES.timeZone }

function fileFor(
  { run, schedule, owner, signal, clock }: SendInput,
  reader: FileReader,
): Promise<ReportFile> {
  const { id: userId, tenantId, role, scopePath } = owner
  const { request, range, format, name } = schedule
  if (request === null) throw brokenOff(reportWords(owner.locale)('schedule.definitionGone'))
  const { weekStart } = reader.preferences
  // Of the days before it was due, however late it is made.
  const days = relativeDays(range, { zone: run.zone, weekStart, nowMs: run.dueAt.getTime() })
  return reportFile(
    { userId, tenantId, role, scopePath },
    {
      // Whatever was saved since: the vendor is not asked for what nobody waits for.
      request: { ...request, compare: false, fill: false, zone: run.zone, range: { by: 'days', ...days } },
      ...{ format, name, reader, signal, clock },
    },
  )
}

async function bytesOf(file: ReportFile, words: ReturnType<typeof reportWords>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of file.chunks) {
    parts.push(part)
    size += part.length
    if (size <= MAX_FILE_BYTES) continue
    const inMb = (bytes: number) => (bytes / 1024 / 1024).toFixed(0)
    throw new TooLargeError(words('schedule.tooLarge', { size: inMb(size), limit: inMb(MAX_FILE_BYTES) }))
  }
  return Buffer.concat(parts)
}

type Delivery = Addressed & { file: ReportFile; bytes: Buffer; result: SendResult; reader: FileReader }

async function deliver(
  { run, schedule, owner, signal, clock }: SendInput,
  { recipient, to, file, bytes, result, reader }: Delivery,
): Promise<void> {
  signal.throwIfAborted()
  try {
    const isRangeless = RANGELESS_KINDS.some((kind) => kind === schedule.request?.kind)
    await sendMail({
      to,
      ...(await mailSenderOf(run.tenantId)),
      ...reportMail(file, { ownerName: owner.name, name: schedule.name, locale: reader.locale, isRangeless }),
      attachments: [{ filename: file.fileName, content: bytes, contentType: file.contentType }],
      // Should this process die before it can note the mail, the next sends the same one, not another.
      key: `report-${run.id}-${recipient.id}`,
    })
    recipient.sentAt = new Date(clock.now()).toISOString()
  } catch (error) {
    const reason = error instanceof MailError ? error.reason : String(error)
    const problem = reportWords(owner.locale)('schedule.mailFailed', { message: reason })
    result.problem = problem
    if (error instanceof MailError && !error.retry) recipient.problem = problem
    else result.mayRetry = true
  }
  await saveRunRecipients(run)
}
