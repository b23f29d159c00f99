import type { z } from 'zod'
import type { AlarmFilter, alarmFilterQuerySchema } from '@/lib/domain/api/alarm-inbox'

/** What a query string asks for. A list without members is no condition. */
export function filterOf(query: z.output<typeof alarmFilterQuerySchema>): AlarmFilter {
  const some = <T>(values: T[] | undefined) => (values?.length ? values : undefined)
  return {
    box: query.box,
    severities: some(query.severity),
    kinds: some(query.kind),
    deviceIds: some(query.v),
    assignee: query.who,
    from: query.from,
    to: query.to,
    search: query.q,
    unread: query.unread === '1' ? true : undefined,
    asOf: query.asOf,
  }
}
