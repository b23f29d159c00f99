// Saved reports and their schedules for people: what they may see, save, change, send and take away.

import type {
  ReportBook,
  ReportDefinition,
  ReportDefinitionDraft,
  ReportSchedule,
  ReportScheduleDraft,
} from '@/lib/domain/api/report-book'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import * as definitions from '../data/report-definitions'
import * as schedules from '../data/report-schedules'
import { startRunsNow } from '../data/system/report-schedules'
import { inTransaction } from '../db'
import { ForbiddenError, InvalidInputError, TooManyRequestsError } from '../errors'
import { type Clock, systemClock } from '../live/clock'
import { canSchedule } from './report-choices'

/** Between two sendings of one schedule by hand. */
const SEND_AGAIN_MS = 60_000

/** Saved reports, and schedules, of one person and of all of a tenant: no more than the lists can show. */
const MOST_EACH = 100
const MOST_IN_ALL = 500

/** One saved report with all it asks for. @throws NotFoundError when it is not there, or not for the viewer's eyes */
export async function getReportDefinition(viewer: Viewer, id: string): Promise<ReportDefinition> {
  const { ownerId, updatedAt, ...definition } = await definitions.getDefinition(viewer, id)
  return { ...definition, canEdit: mayEdit(viewer, ownerId), updatedAt: updatedAt.toISOString() }
}

/** What is saved, as far as the viewer may see it; what each report asks for is read when it is opened. */
export async function reportBook(viewer: Viewer): Promise<ReportBook> {
  const [saved, sent] = await Promise.all([
    definitions.listDefinitions(viewer),
    schedules.listSchedules(viewer),
  ])
  const byId = new Map(saved.map((definition) => [definition.id, definition]))
  return {
    definitions: saved.map(({ ownerId, updatedAt, ...definition }) => ({
      ...definition,
      canEdit: mayEdit(viewer, ownerId),
      updatedAt: updatedAt.toISOString(),
    })),
    schedules: sent.flatMap((schedule) => {
      const definition = byId.get(schedule.definitionId)
      if (definition === undefined) return []
      return [toSchedule(schedule, definition, mayEdit(viewer, schedule.ownerId))]
    }),
  }
}

function mayEdit(viewer: Viewer, ownerId: string): boolean {
  return ownerId === viewer.userId || viewer.role === 'owner'
}

function toSchedule(
  { ownerId: _, recipients, ...schedule }: schedules.ScheduleRecord,
  { name, kind }: definitions.DefinitionEntry,
  canEdit: boolean,
): ReportSchedule {
  const next = recipients.flatMap(({ nextAt }) => nextAt?.getTime() ?? [])
  return {
    ...schedule,
    canEdit,
    definitionName: name,
    kind,
    nextAt: !schedule.enabled || next.length === 0 ? null : new Date(Math.min(...next)).toISOString(),
    recipients: recipients.map(({ recipient }) => recipient),
    recipientNames: recipients.map((each) => each.name),
  }
}

/**
 * Saves a report, or changes the one with this id; answers its id.
 * @throws InvalidInputError when there are too many already; NotFoundError; ForbiddenError for another person's, but for owners
 */
export async function saveReportDefinition(
  viewer: Viewer,
  id: string | null,
  draft: ReportDefinitionDraft,
): Promise<string> {
  if (id === null) {
    assertRoom(await definitions.countDefinitions(viewer), 'saved reports')
    return definitions.createDefinition(viewer, draft)
  }
  await definitions.updateDefinition(viewer, id, draft)
  return id
}

/** Takes a saved report away, with its schedules. @throws as `saveReportDefinition` */
export async function removeReportDefinition(viewer: Viewer, id: string): Promise<void> {
  await definitions.removeDefinition(viewer, id)
}

/**
 * Has a saved report sent, or changes how; answers the id of the schedule.
 * @throws ForbiddenError for those who only look, and for another person's; NotFoundError for what is not there;
 *   InvalidInputError for what asks the vendor, and when there are too many already
 */
export async function saveReportSchedule(
  viewer: Viewer,
  id: string | null,
  { draft, clock = systemClock }: { draft: ReportScheduleDraft; clock?: Clock },
): Promise<string> {
  await assertMaySchedule(viewer)
  const definition = await definitions.getDefinition(viewer, draft.definitionId)
  // It would take its turns with the vendor before those of people who wait.
  if (definition.request.fill || definition.request.compare)
    throw new InvalidInputError(
      'A report that asks the vendor cannot be scheduled. Save it without the vendor’s figures and missing tracks.',
    )
  if (id === null) assertRoom(await schedules.countSchedules(viewer), 'schedules')
  const detail = {
    definition: definition.name,
    recipients: draft.recipients.map(toText),
    enabled: draft.enabled,
  }
  const action = id === null ? 'report_schedule.create' : 'report_schedule.change'
  const record = (scheduleId: string) => note(viewer, action, { id: scheduleId, detail })
  return schedules.saveSchedule(viewer, id, { draft, nowMs: clock.now(), record })
}

/** Pauses a schedule, or has it go on. @throws as `saveReportSchedule` */
export async function turnReportSchedule(
  viewer: Viewer,
  id: string,
  { enabled, clock = systemClock }: { enabled: boolean; clock?: Clock },
): Promise<void> {
  await assertMaySchedule(viewer)
  const record = () => note(viewer, 'report_schedule.change', { id, detail: { enabled } })
  await schedules.turnSchedule(viewer, id, { enabled, nowMs: clock.now(), record })
}

/** Ends a schedule. @throws as `saveReportSchedule` */
export async function removeReportSchedule(viewer: Viewer, id: string): Promise<void> {
  await assertMaySchedule(viewer)
  await schedules.removeSchedule(viewer, id, () => note(viewer, 'report_schedule.remove', { id, detail: {} }))
}

/**
 * Sends a schedule's report now, beside its times. It goes out within seconds, by whichever process takes jobs.
 * @throws ForbiddenError, NotFoundError; TooManyRequestsError within a minute of the last
 */
export async function sendReportNow(viewer: Viewer, id: string, clock: Clock = systemClock): Promise<void> {
  await assertMaySchedule(viewer)
  const { ownerId } = await schedules.getSchedule(viewer, id)
  if (ownerId !== viewer.userId && viewer.role !== 'owner') throw new ForbiddenError()
  await inTransaction(async () => {
    const waitMs = await startRunsNow(viewer.tenantId, id, { nowMs: clock.now(), pauseMs: SEND_AGAIN_MS })
    if (waitMs > 0) throw new TooManyRequestsError(Math.ceil(waitMs / 1000))
    await note(viewer, 'report_schedule.send', { id, detail: {} })
  })
}

function assertRoom({ own, all }: { own: number; all: number }, what: string): void {
  if (own >= MOST_EACH)
    throw new InvalidInputError(`You have ${MOST_EACH} ${what}, which is the most. Delete one first.`)
  if (all >= MOST_IN_ALL)
    throw new InvalidInputError(
      `Your organisation has ${MOST_IN_ALL} ${what}, which is the most. Delete one first.`,
    )
}

async function assertMaySchedule(viewer: Viewer): Promise<void> {
  if (!(await canSchedule(viewer))) throw new ForbiddenError()
}

function toText(recipient: ReportScheduleDraft['recipients'][number]): string {
  return recipient.to === 'user' ? recipient.userId : recipient.address
}

type Noted = { id: string; detail: NonNullable<Parameters<typeof appendAudit>[1]['detail']> }

async function note(viewer: Viewer, action: string, { id, detail }: Noted): Promise<void> {
  await appendAudit(viewer.tenantId, { actorId: viewer.userId, action, target: id, detail })
}
