import { quotedPart } from '@/lib/domain/address-part'
import { ALARM_BOXES } from '@/lib/domain/alarm-inbox'
import { ALARM_SEVERITIES } from '@/lib/domain/alarm-severity'
import { isWho, listOf, MOST_LISTED, SPAN_NAMES, timeOf, UUID } from './alarm-address'

/** What an address asks for and the list does not show: `part` is quoted to the reader. */
export type AlarmAddressFault =
  | { kind: 'backwards' | 'tooMany' | 'longSearch' }
  | { kind: 'noTime' | 'unknown'; part: string }

type Params = Pick<URLSearchParams, 'get'>

const isUuid = (text: string) => UUID.test(text)
const among = (known: readonly string[]) => (text: string) => known.includes(text)

/** What each part may say; lists are told word by word. */
const LISTS = { severity: among(ALARM_SEVERITIES), kind: isKind, v: isUuid }
const WORDS = {
  box: among(ALARM_BOXES),
  who: isWho,
  span: among(SPAN_NAMES),
  unread: among(['1', '0']),
  group: among(['vehicle', 'kind']),
  alarm: isUuid,
}

/** Everything that `parseAlarmAddress` leaves out of an address, in the order in which it is said. */
export function alarmAddressFaults(params: Params): AlarmAddressFault[] {
  const unknown = (name: string, value: string): AlarmAddressFault[] =>
    value === '' ? [] : [{ kind: 'unknown', part: quotedPart(name, value) }]
  return [
    ...timeFaults(params),
    ...Object.entries(LISTS).flatMap(([name, isRight]) =>
      unknown(
        name,
        listOf(params, name)
          .filter((value) => !isRight(value))
          .join(','),
      ),
    ),
    ...Object.entries(WORDS).flatMap(([name, isRight]) => {
      const value = params.get(name) ?? ''
      return isRight(value) ? [] : unknown(name, value)
    }),
    ...((params.get('q') ?? '').length > MOST_LISTED ? ([{ kind: 'longSearch' }] as const) : []),
    ...(Object.keys(LISTS).some((name) => listOf(params, name).length > MOST_LISTED)
      ? ([{ kind: 'tooMany' }] as const)
      : []),
  ]
}

function timeFaults(params: Params): AlarmAddressFault[] {
  const bad = (['from', 'to'] as const).flatMap((name): AlarmAddressFault[] => {
    const text = params.get(name)
    return text && timeOf(text) === null ? [{ kind: 'noTime', part: quotedPart(name, text) }] : []
  })
  const [from, to] = [timeOf(params.get('from')), timeOf(params.get('to'))]
  return from !== null && to !== null && to <= from ? [{ kind: 'backwards' }] : bad
}

function isKind(text: string): boolean {
  return text.length <= MOST_LISTED
}
