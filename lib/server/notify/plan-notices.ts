// A rule that fired becomes notifications: to whom, by which way, and when. Pure: people come in, rows go out.

import { randomUUID } from 'node:crypto'
import type { RuleDefinition } from '@/lib/domain/alarm-rules'
import { sendTime, type ZonedQuiet } from '@/lib/domain/alarm-rules-hours'
import { ALARM_SEVERITIES, type AlarmSeverity } from '@/lib/domain/alarm-severity'
import type { Notice, NotifyWay } from '@/lib/domain/api/notify'
import type { NewNotice } from '../data/system/notify-outbox'
import type { Person } from '../data/system/notify-people'
import type { AlarmFacts, StoredRule } from '../data/system/notify-rules'

/** A rule and the alarm it fired for, with the severity it has after all rules. */
export type Firing = { rule: StoredRule; alarm: AlarmFacts; severity: AlarmSeverity }

/** Who there is to tell. */
export type Audience = { people: readonly Person[]; receiverIds: ReadonlySet<string> }

const DROPPED_WORDS = 'Not sent: it fell into quiet hours.'

/** The notifications of a firing. People are only told of vehicles that lie in their scope. */
export function planNotices(firing: Firing, audience: Audience, nowAt: Date): NewNotice[] {
  const { rule, alarm, severity } = firing
  const { ways, recipients, quiet, timeZone } = rule.definition
  const ofRule: ZonedQuiet[] = quiet === null ? [] : [{ quiet, zone: timeZone }]
  const make = noticeMaker(firing, nowAt)
  const people = audience.people.filter((person) => isTold(person, recipients, alarm.devicePath))
  const toPeople = people.flatMap((person) => {
    const { id, scopePath, quiet: own, timeZone: zone, subscriptionIds } = person
    const quiets = own === null ? ofRule : [...ofRule, { quiet: own, zone: zone ?? own.zone ?? timeZone }]
    return [
      // A line in a list disturbs nobody, so no hours hold it back.
      ...(ways.app ? [make({ way: 'app', recipient: id, userId: id, scopePath, quiets: [] })] : []),
      ...(ways.push
        ? subscriptionIds.map((recipient) => make({ way: 'push', recipient, userId: id, scopePath, quiets }))
        : []),
      ...(ways.mail && person.mail
        ? [make({ way: 'mail', recipient: person.email, userId: id, scopePath, quiets })]
        : []),
    ]
  })
  const known = new Set(toPeople.flatMap(({ way, recipient }) => (way === 'mail' ? [recipient] : [])))
  const addresses = ways.mail
    ? uniqueAddresses(recipients.addresses).filter((each) => !known.has(each.toLowerCase()))
    : []
  return [
    ...toPeople,
    ...addresses.map((recipient) =>
      make({ way: 'mail', recipient, userId: null, scopePath: '/', quiets: ofRule }),
    ),
    ...ways.webhookIds
      .filter((id) => audience.receiverIds.has(id))
      .map((recipient) => make({ way: 'webhook', recipient, userId: null, scopePath: '/', quiets: ofRule })),
  ]

  type Target = {
    way: NotifyWay
    recipient: string
    userId: string | null
    scopePath: string
    quiets: ZonedQuiet[]
  }
  function noticeMaker(of: Firing, at: Date) {
    const whole = noticeOf(of)
    const withoutFence = { ...whole, alarm: { ...whole.alarm, fence: null } }
    return ({ quiets, scopePath, ...target }: Target): NewNotice => {
      const when = sendTime(quiets, { at, isCritical: severity === 'critical' })
      const content = alarm.fencePath?.startsWith(scopePath) === true ? whole : withoutFence
      const key = { id: randomUUID(), alarmId: alarm.id, ruleId: rule.id, ...target, content, createdAt: at }
      if (when === 'never') return { ...key, status: 'dropped', words: DROPPED_WORDS, nextAttemptAt: at }
      const status = target.way === 'app' ? 'delivered' : 'waiting'
      return { ...key, status, words: null, nextAttemptAt: when.at ?? at }
    }
  }
}

/** What a notification tells of an alarm. */
export function noticeOf({ rule, alarm, severity }: Firing): Notice {
  const { id, code, name, startedAt, endedAt, lat, lng, speedKph, fenceName, address } = alarm
  return {
    isTest: false,
    rule: { id: rule.id, name: rule.name },
    alarm: {
      id,
      code,
      name: name ?? code,
      severity,
      startedAt: startedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      lat,
      lng,
      speedKph,
      fence: fenceName,
      address,
    },
    vehicle: { id: alarm.deviceId, imei: alarm.imei, name: alarm.deviceName, plate: alarm.plate },
    timeZone: rule.definition.timeZone,
  }
}

/** The severity of a row; a word of another version counts as a warning. */
export function severityOf({ severity }: { severity: string }): AlarmSeverity {
  return ALARM_SEVERITIES.find((known) => known === severity) ?? 'warning'
}

/** Whether a rule names a person, and the vehicle lies in their scope. */
export function isTold(person: Person, { userIds, roles }: RuleDefinition['recipients'], devicePath: string) {
  const isNamed = userIds.includes(person.id) || roles.includes(person.role)
  return isNamed && devicePath.startsWith(person.scopePath)
}

function uniqueAddresses(addresses: readonly string[]): string[] {
  return [...new Map(addresses.map((address) => [address.toLowerCase(), address])).values()]
}
