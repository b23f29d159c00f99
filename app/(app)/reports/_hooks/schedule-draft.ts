import {
  MAX_RECIPIENTS,
  type Recipient,
  type ReportSchedule,
  type ReportScheduleDraft,
  recipientSchema,
  reportScheduleDraftSchema,
} from '@/lib/domain/api/report-book'

/** What is typed and chosen in the form of a schedule; texts stay as typed. */
export type ScheduleFields = {
  every: 'day' | 'week' | 'month'
  weekday: number
  day: number
  time: string
  zone: string
  range: ReportScheduleDraft['range']
  format: ReportScheduleDraft['format']
  userIds: readonly string[]
  addresses: string
  enabled: boolean
}

export type ScheduleProblem =
  | { field: 'time' | 'zone' | 'recipients' }
  | { field: 'addresses'; address: string }
  | { field: 'tooMany' }

/** What the form begins with: an hour before most shifts, on the first day of the reader's week. */
export function newFields({
  zone,
  weekday,
  userIds,
}: {
  zone: string
  weekday: number
  userIds: readonly string[]
}): ScheduleFields {
  return {
    ...{ every: 'day', weekday, day: 1, time: '06:00', zone, range: 'yesterday', format: 'xlsx' },
    ...{ userIds, addresses: '', enabled: true },
  }
}

/** The fields of a schedule that is there already. */
export function fieldsOf({
  rhythm,
  time,
  zone,
  range,
  format,
  recipients,
  enabled,
}: ReportSchedule): ScheduleFields {
  return {
    ...newFields({ zone, weekday: 1, userIds: [] }),
    ...{ every: rhythm.every, time, range, format, enabled },
    ...(rhythm.every === 'week' ? { weekday: rhythm.weekday } : {}),
    ...(rhythm.every === 'month' ? { day: rhythm.day } : {}),
    userIds: recipients.flatMap((one) => (one.to === 'user' ? [one.userId] : [])),
    addresses: recipients.flatMap((one) => (one.to === 'mail' ? [one.address] : [])).join(', '),
  }
}

/** The schedule that the fields mean, or the first thing that is wrong with them. `zone` is what the text names, or null. */
export function readFields(
  fields: ScheduleFields,
  { definitionId, zone }: { definitionId: string; zone: string | null },
): { draft: ReportScheduleDraft } | { problem: ScheduleProblem } {
  const typed = [...new Set(fields.addresses.split(/[,;\s]+/).filter((text) => text !== ''))]
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(fields.time)) return { problem: { field: 'time' } }
  if (zone === null) return { problem: { field: 'zone' } }
  const wrong = typed.find((address) => !recipientSchema.safeParse({ to: 'mail', address }).success)
  if (wrong !== undefined) return { problem: { field: 'addresses', address: wrong } }
  const recipients: Recipient[] = [
    ...fields.userIds.map((userId): Recipient => ({ to: 'user', userId })),
    ...typed.map((address): Recipient => ({ to: 'mail', address })),
  ]
  if (recipients.length === 0) return { problem: { field: 'recipients' } }
  if (recipients.length > MAX_RECIPIENTS) return { problem: { field: 'tooMany' } }
  const { every, weekday, day, time, range, format, enabled } = fields
  const rhythm = every === 'week' ? { every, weekday } : every === 'month' ? { every, day } : { every }
  return {
    draft: reportScheduleDraftSchema.parse({
      definitionId,
      rhythm,
      time,
      zone,
      range,
      format,
      recipients,
      enabled,
    }),
  }
}
