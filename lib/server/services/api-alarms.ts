// Alarms as the API answers them, and the two steps that programs take with them. The steps themselves are alarm-steps.ts.

import type { AlarmBox } from '@/lib/domain/alarm-inbox'
import type { AlarmSeverity } from '@/lib/domain/alarm-severity'
import type { AlarmStepRequest, InboxAlarm } from '@/lib/domain/api/alarm-inbox'
import type { AlarmAnswer } from '@/lib/domain/api-v1/answers'
import type { Viewer } from '../access'
import { AppError, ForbiddenError, InvalidInputError, NotFoundError } from '../errors'
import { alarmDetailOf, inboxPageOf } from './alarm-inbox'
import { stepAlarms } from './alarm-steps'

/** The alarm does not allow the step now: 409. */
export class AlarmConflictError extends AppError {
  constructor(userMessage: string) {
    super({ code: 'conflict', userMessage, status: 409 })
  }
}

export type AlarmsAsked = {
  state?: AlarmBox | undefined
  severities?: AlarmSeverity[] | undefined
  deviceIds?: string[] | undefined
  from?: string | undefined
  to?: string | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

/** A page of the alarms that fit, the newest first. @throws InvalidInputError */
export async function alarmsFor(
  viewer: Viewer,
  { state, severities, deviceIds, from, to, ...page }: AlarmsAsked,
): Promise<{ alarms: AlarmAnswer[]; next: string | null }> {
  const filter = { box: state, severities, deviceIds, from: utcOf(from), to: utcOf(to) }
  const { alarms, next } = await inboxPageOf(viewer, filter, page)
  return { alarms: alarms.map(toAlarm), next }
}

/** Takes a step with an alarm and tells how it stands then. @throws NotFoundError, ForbiddenError, AlarmConflictError */
export async function stepAlarmFor(
  viewer: Viewer,
  alarmId: string,
  step: Extract<AlarmStepRequest, { kind: 'acknowledge' | 'resolve' }>,
): Promise<AlarmAnswer> {
  const { alarm } = await alarmDetailOf(viewer, alarmId)
  const answer = await stepAlarms(viewer, { chosen: [{ id: alarm.id, version: alarm.version }] }, step)
  if (!answer.ok) throw new ForbiddenError()
  const result = answer.others[0]?.result ?? 'done'
  if (result === 'gone') throw new NotFoundError()
  if (result === 'words') throw new InvalidInputError('"note": the reason "other" needs a note.')
  if (result === 'overtaken') throw new AlarmConflictError('Somebody else changed this alarm just now.')
  // What is so already is as the program wants it.
  if (result !== 'done' && result !== 'already')
    throw new AlarmConflictError(`The alarm is ${alarm.state}, which does not allow this.`)
  return toAlarm((await alarmDetailOf(viewer, alarm.id)).alarm)
}

function utcOf(time: string | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString()
}

function toAlarm(alarm: InboxAlarm): AlarmAnswer {
  const { id, deviceId, deviceName, imei, plate, code, name, severity, startedAt, endedAt, lat, lng } = alarm
  const { speedKph, state, snoozedUntil, resolution, note, changedAt } = alarm
  return {
    ...{
      id,
      deviceId,
      deviceName,
      imei,
      plate,
      code,
      name,
      severity,
      startedAt,
      endedAt,
      lat,
      lng,
      speedKph,
    },
    ...{ state, snoozedUntil, resolution, note, changedAt },
  }
}
