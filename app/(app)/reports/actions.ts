'use server'

import { log } from '@/lib/server/log'
import { requireViewer } from '@/lib/server/session'

/** What went wrong; `why` is a key of the messages at `reports.failures`, `message` more of it where there is more to say. */
export type ReportFailure = { ok: false; why: 'gone' | 'refused' | 'failed'; message?: string }

/** Keeps a report under a name, or changes the one with this id; answers its id. */
export async function saveDefinitionAction(
  _id: unknown,
  _draft: unknown,
): Promise<{ ok: true; id: string } | ReportFailure> {
  await requireViewer()
  log.warn('not yet')
  return { ok: false, why: 'failed' }
}

/** Forgets a kept report, and ends the schedules that send it. */
export async function deleteDefinitionAction(_id: unknown): Promise<{ ok: true } | ReportFailure> {
  await requireViewer()
  return { ok: false, why: 'failed' }
}

/** Has a kept report sent by mail, or changes how; answers the id of the schedule. */
export async function saveScheduleAction(
  _id: unknown,
  _draft: unknown,
): Promise<{ ok: true; id: string } | ReportFailure> {
  await requireViewer()
  return { ok: false, why: 'failed' }
}

/** Ends a schedule. */
export async function deleteScheduleAction(_id: unknown): Promise<{ ok: true } | ReportFailure> {
  await requireViewer()
  return { ok: false, why: 'failed' }
}

/** Sends a scheduled report now, beside its times. */
export async function sendNowAction(_id: unknown): Promise<{ ok: true } | ReportFailure> {
  await requireViewer()
  return { ok: false, why: 'failed' }
}
