'use server'

import { z } from 'zod'
import {
  type AlarmStepAnswer,
  alarmStepSchema,
  alarmTargetSchema,
  MAX_CHOSEN,
} from '@/lib/domain/api/alarm-inbox'
import { markAllRead, markRead } from '@/lib/server/data/alarm-reads'
import { AppError } from '@/lib/server/errors'
import { log } from '@/lib/server/log'
import { stepAlarms } from '@/lib/server/services/alarm-steps'
import { requireViewer } from '@/lib/server/session'

const idsSchema = z.array(z.uuid()).min(1).max(MAX_CHOSEN)

/** Takes a step with one alarm, chosen ones, or all that fit a filter; tells how each fared that it did not reach. */
export async function stepAlarmsAction(target: unknown, step: unknown): Promise<AlarmStepAnswer> {
  const viewer = await requireViewer()
  const wanted = alarmTargetSchema.safeParse(target)
  const request = alarmStepSchema.safeParse(step)
  if (!wanted.success || !request.success) return { ok: false, why: 'invalid' }
  try {
    return await stepAlarms(viewer, wanted.data, request.data)
  } catch (error) {
    if (!(error instanceof AppError)) log.error({ err: error }, 'alarms could not be changed')
    return { ok: false, why: 'other' }
  }
}

/** Notes that the person has read these alarms, or all there are. False when that could not be kept. */
export async function readAlarmsAction(ids: unknown): Promise<boolean> {
  const viewer = await requireViewer()
  const parsed = idsSchema.or(z.literal('all')).safeParse(ids)
  if (!parsed.success) return false
  try {
    if (parsed.data === 'all') await markAllRead(viewer, new Date())
    else await markRead(viewer, parsed.data, new Date())
    return true
  } catch (error) {
    log.error({ err: error }, 'alarms could not be marked as read')
    return false
  }
}
