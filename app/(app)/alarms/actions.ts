'use server'

import {
  type AlarmStepAnswer,
  type AlarmTarget,
  alarmStepSchema,
  alarmTargetSchema,
} from '@/lib/domain/api/alarm-inbox'
import { searchedIn } from '@/lib/server/alarm-names'
import { AppError } from '@/lib/server/errors'
import { log } from '@/lib/server/log'
import { stepAlarms } from '@/lib/server/services/alarm-steps'
import { requireSession } from '@/lib/server/session'

/** Takes a step with one alarm, chosen ones, or all that fit a filter; tells how each fared that it did not reach. */
export async function stepAlarmsAction(target: unknown, step: unknown): Promise<AlarmStepAnswer> {
  const { viewer, person } = await requireSession()
  const wanted = alarmTargetSchema.safeParse(target)
  const request = alarmStepSchema.safeParse(step)
  if (!wanted.success || !request.success) return { ok: false, why: 'invalid' }
  try {
    return await stepAlarms(viewer, targetIn(person.locale, wanted.data), request.data)
  } catch (error) {
    if (!(error instanceof AppError)) log.error({ err: error }, 'alarms could not be changed')
    return { ok: false, why: 'other' }
  }
}

function targetIn(locale: string, target: AlarmTarget): AlarmTarget {
  return 'filter' in target ? { filter: searchedIn(locale, target.filter) } : target
}
