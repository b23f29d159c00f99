import type { z } from 'zod'
import type { AlarmFilter, alarmFilterQuerySchema } from '@/lib/domain/api/alarm-inbox'
import { searchedIn } from '@/lib/server/alarm-names'
import { requestLocale } from '@/lib/server/i18n'

/** What a query string asks for, by who reads the language of this request. A list without members is no condition. */
export async function filterOf(query: z.output<typeof alarmFilterQuerySchema>): Promise<AlarmFilter> {
  const some = <T>(values: T[] | undefined) => (values?.length ? values : undefined)
  return searchedIn(await requestLocale(), {
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
  })
}
