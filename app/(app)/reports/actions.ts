'use server'

import { z } from 'zod'
import { reportDefinitionDraftSchema, reportScheduleDraftSchema } from '@/lib/domain/api/report-book'
import { AppError, ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { errorWords } from '@/lib/server/i18n'
import { log } from '@/lib/server/log'
import {
  removeReportDefinition,
  removeReportSchedule,
  saveReportDefinition,
  saveReportSchedule,
  sendReportNow,
  turnReportSchedule,
} from '@/lib/server/services/report-book'
import { requireViewer } from '@/lib/server/session'

/** What went wrong; `why` is a key of the messages at `reports.failures`, `message` more of it where there is more to say. */
export type ReportFailure = { ok: false; why: 'gone' | 'refused' | 'failed'; message?: string }
export type ReportAnswer = { ok: true; id: string } | ReportFailure

const idSchema = z.uuid()

/** Keeps a report under a name, or changes the one with this id; answers its id. */
export async function saveDefinitionAction(id: unknown, draft: unknown): Promise<ReportAnswer> {
  const viewer = await requireViewer()
  return answer(() =>
    saveReportDefinition(viewer, idSchema.nullable().parse(id), reportDefinitionDraftSchema.parse(draft)),
  )
}

/** Forgets a kept report, and ends the schedules that send it. */
export async function deleteDefinitionAction(id: unknown): Promise<ReportAnswer> {
  const viewer = await requireViewer()
  return forId(id, (definitionId) => removeReportDefinition(viewer, definitionId))
}

/** Has a kept report sent by mail, or changes how; answers the id of the schedule. */
export async function saveScheduleAction(id: unknown, draft: unknown): Promise<ReportAnswer> {
  const viewer = await requireViewer()
  return answer(() =>
    saveReportSchedule(viewer, idSchema.nullable().parse(id), {
      draft: reportScheduleDraftSchema.parse(draft),
    }),
  )
}

/** Pauses a schedule, or has it go on. */
export async function turnScheduleAction(id: unknown, enabled: unknown): Promise<ReportAnswer> {
  const viewer = await requireViewer()
  return forId(id, (scheduleId) =>
    turnReportSchedule(viewer, scheduleId, { enabled: z.boolean().parse(enabled) }),
  )
}

/** Ends a schedule. */
export async function deleteScheduleAction(id: unknown): Promise<ReportAnswer> {
  const viewer = await requireViewer()
  return forId(id, (scheduleId) => removeReportSchedule(viewer, scheduleId))
}

/** Sends a scheduled report now, beside its times. */
export async function sendNowAction(id: unknown): Promise<ReportAnswer> {
  const viewer = await requireViewer()
  return forId(id, (scheduleId) => sendReportNow(viewer, scheduleId))
}

function forId(id: unknown, work: (id: string) => Promise<void>): Promise<ReportAnswer> {
  return answer(async () => {
    const known = idSchema.parse(id)
    await work(known)
    return known
  })
}

async function answer(work: () => Promise<string>): Promise<ReportAnswer> {
  try {
    return { ok: true, id: await work() }
  } catch (error) {
    if (error instanceof NotFoundError) return { ok: false, why: 'gone' }
    if (error instanceof ForbiddenError) return { ok: false, why: 'refused' }
    if (error instanceof AppError) return { ok: false, why: 'failed', message: await errorWords(error) }
    log.error({ err: error }, 'reports: action failed')
    return { ok: false, why: 'failed' }
  }
}
