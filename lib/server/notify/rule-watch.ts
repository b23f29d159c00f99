// Holds the alarms of one tenant against its rules. It reads what is stored, behind a cursor, so that nothing is missed that a
// restart or another process kept from it, and taking in alarms never waits for it. What it finds is committed together with
// the note that the alarm was looked at: an alarm fires once, whoever looks. One process at a time does this, see
// rule-runner.ts.

import {
  isThrottled,
  lastsLongEnough,
  matchesRule,
  type RuleAlarm,
  type RulePlaces,
  severityAfter,
} from '@/lib/domain/alarm-rules'
import { prepareShape } from '@/lib/domain/geofence-geometry'
import { insertNotices, type NewNotice } from '../data/system/notify-outbox'
import { listPeople, listReceiverIds } from '../data/system/notify-people'
import * as stored from '../data/system/notify-rules'
import { inTransaction } from '../db'
import type { Clock } from '../live/clock'
import { breathe } from '../reports/breathe'
import { type Audience, type Firing, planNotices, severityOf } from './plan-notices'

/** What was received before the last look may have been committed after it. */
const LOOK_BACK_MS = 90_000
/** What happened so long ago calls nobody any more. */
const TOO_OLD_MS = 24 * 3_600_000
/** Alarms held against all rules, and notifications stored, before others get a turn. */
const ALARMS_A_BREATH = 20
const NOTICES_AT_ONCE = 1_000
/** Accounts and fences change without their rules. */
const RELOAD_EVERY_MS = 60_000

type ReadyRule = stored.StoredRule & { places: RulePlaces }
type Fired = { alarm: stored.AlarmFacts; rule: ReadyRule }

export class RuleWatch {
  private rules: ReadyRule[] = []
  private loaded: { version: string; atMs: number } | null = null

  constructor(private readonly options: { tenantId: string; clock: Clock }) {}

  /** One round: all alarms that are new, and all waits that are over. Answers whether anything is to be sent. */
  async step(version: string): Promise<boolean> {
    await this.load(version)
    const hasNew = await this.lookAtNew()
    return (await this.lookAtWaits()) || hasNew
  }

  private async load(version: string): Promise<void> {
    const nowMs = this.options.clock.now()
    const isFresh = this.loaded?.version === version && nowMs - this.loaded.atMs < RELOAD_EVERY_MS
    if (isFresh) return
    this.rules = await readyRules(this.options.tenantId)
    this.loaded = { version, atMs: nowMs }
  }

  private async lookAtNew(): Promise<boolean> {
    const { tenantId, clock } = this.options
    let hasFired = false
    for (;;) {
      const lookedAt = new Date(clock.now())
      const since = await this.since(lookedAt)
      const alarms = await stored.listUnevaluated(tenantId, since)
      const isAll = alarms.length < stored.ALARMS_AT_ONCE
      const last = alarms.at(-1)
      const cursorAt = isAll || last === undefined ? lookedAt : last.receivedAt
      if (alarms.length > 0) hasFired = (await this.evaluate(alarms, lookedAt)) || hasFired
      await stored.setCursor(tenantId, cursorAt)
      if (isAll) return hasFired
    }
  }

  private async since(nowAt: Date): Promise<Date> {
    const cursorAt = await stored.readCursor(this.options.tenantId)
    const fromMs = Math.max(cursorAt?.getTime() ?? 0, nowAt.getTime() - TOO_OLD_MS)
    return new Date(fromMs - LOOK_BACK_MS)
  }

  private async evaluate(alarms: readonly stored.AlarmFacts[], nowAt: Date): Promise<boolean> {
    const { tenantId } = this.options
    const fired: Fired[] = []
    const waits: stored.RuleWait[] = []
    for (const [index, alarm] of alarms.entries()) {
      if (index % ALARMS_A_BREATH === ALARMS_A_BREATH - 1) await breathe()
      for (const rule of this.rules) {
        if (alarm.receivedAt < rule.activeSince || !isAbout(rule, alarm)) continue
        const verdict = lastsLongEnough(alarm, { minDurationS: rule.definition.minDurationS, nowAt })
        if (verdict === 'yes') fired.push({ alarm, rule })
        else if (verdict !== 'no') waits.push({ alarmId: alarm.id, ruleId: rule.id, dueAt: verdict.until })
      }
    }
    const audience = await this.audienceOf(fired)
    await inTransaction(async () => {
      const alarmIds = alarms.map(({ id }) => id)
      const ours = await stored.takeAlarms(tenantId, alarmIds, nowAt)
      await stored.insertWaits(
        tenantId,
        waits.filter(({ alarmId }) => ours.has(alarmId)),
      )
      const mine = fired.filter(({ alarm }) => ours.has(alarm.id))
      await this.fire(mine, audience, nowAt)
    })
    return fired.length > 0
  }

  private async lookAtWaits(): Promise<boolean> {
    const { tenantId, clock } = this.options
    const nowAt = new Date(clock.now())
    const due = await stored.listDueWaits(tenantId, nowAt)
    const fired = due.flatMap((alarm) => {
      const rule = this.rules.find(({ id }) => id === alarm.ruleId)
      const isMet =
        rule && lastsLongEnough(alarm, { minDurationS: rule.definition.minDurationS, nowAt }) === 'yes'
      return isMet ? [{ alarm, rule }] : []
    })
    const audience = await this.audienceOf(fired)
    for (const { id: alarmId, ruleId } of due) {
      const mine = fired.filter(({ alarm, rule }) => alarm.id === alarmId && rule.id === ruleId)
      await inTransaction(async () => {
        if (await stored.takeWait(tenantId, { alarmId, ruleId })) await this.fire(mine, audience, nowAt)
      })
    }
    return fired.length > 0
  }

  private async audienceOf(fired: readonly Fired[]): Promise<Audience> {
    if (fired.length === 0) return { people: [], receiverIds: new Set() }
    const { tenantId } = this.options
    const [people, receiverIds] = await Promise.all([listPeople(tenantId), listReceiverIds(tenantId)])
    return { people, receiverIds }
  }

  /** Within a transaction: severities, notifications, and what each rule told of last. */
  private async fire(fired: readonly Fired[], audience: Audience, nowAt: Date): Promise<void> {
    if (fired.length === 0) return
    const { tenantId } = this.options
    await stored.setRuleSeverities(tenantId, changedSeverities(fired, severitiesOf(fired)))
    // What is told is what is stored: a rule that fired earlier, without a wait, has decided it.
    const severities = await stored.readRuleSeverities(tenantId, [
      ...new Set(fired.map(({ alarm }) => alarm.id)),
    ])
    const told = await this.unthrottled(fired)
    let notices: NewNotice[] = []
    for (const { alarm, rule } of told) {
      if (nowAt.getTime() - alarm.startedAt.getTime() > TOO_OLD_MS) continue
      const severity = severityOf({ severity: severities.get(alarm.id) ?? alarm.severity })
      const firing: Firing = { alarm, rule, severity }
      notices.push(...planNotices(firing, audience, nowAt))
      if (notices.length < NOTICES_AT_ONCE) continue
      // A rule that tells many of a storm is not put together in one breath.
      await insertNotices(tenantId, notices)
      await breathe()
      notices = []
    }
    await insertNotices(tenantId, notices)
  }

  private async unthrottled(fired: readonly Fired[]): Promise<Fired[]> {
    const { tenantId } = this.options
    const limited = fired.filter(({ rule }) => rule.definition.throttleMin > 0).map(lastOf)
    const lasts = new Map(
      (await stored.readLasts(tenantId, limited)).map((last) => [keyOf(last), last] as const),
    )
    const changed = new Map<string, stored.RuleLast>()
    const inOrder = fired.toSorted((a, b) => a.alarm.startedAt.getTime() - b.alarm.startedAt.getTime())
    const told = inOrder.filter((each) => {
      const last = lastOf(each)
      const key = keyOf(last)
      if (isThrottled(each.rule.definition, lasts.get(key)?.at ?? null, last.at)) return false
      lasts.set(key, last)
      if (each.rule.definition.throttleMin > 0) changed.set(key, last)
      return true
    })
    await stored.storeLasts(tenantId, [...changed.values()])
    return told
  }
}

/** The rules of a tenant with what their ids stand for. */
export async function readyRules(tenantId: string): Promise<ReadyRule[]> {
  const rules = await stored.listEnabledRules(tenantId)
  return Promise.all(rules.map(async (rule) => ({ ...rule, places: await placesOf(tenantId, rule) })))
}

/** What the ids of a rule stand for. */
export async function placesOf(
  tenantId: string,
  { definition }: Pick<stored.StoredRule, 'definition'>,
): Promise<RulePlaces> {
  const { vehicles, fenceIds } = definition
  const paths =
    (vehicles?.accountIds.length ?? 0) > 0
      ? await stored.listAccountPaths(tenantId)
      : new Map<string, string>()
  const shapes = await stored.listFenceShapes(tenantId, fenceIds ?? [])
  const prepared = new Map([...shapes].map(([id, shape]) => [id, prepareShape(shape)]))
  return {
    deviceIds: new Set(vehicles?.deviceIds ?? []),
    accountPaths: (vehicles?.accountIds ?? []).flatMap((id) => paths.get(id) ?? []),
    isInFence: (id, point) => (prepared.get(id)?.distanceM(point) ?? 1) <= 0,
  }
}

/** An alarm as the rules look at it. */
export function ruleAlarmOf(alarm: stored.AlarmFacts): RuleAlarm {
  return { ...alarm, severity: severityOf(alarm) }
}

function isAbout({ definition, places }: ReadyRule, alarm: stored.AlarmFacts): boolean {
  return matchesRule(definition, ruleAlarmOf(alarm), places)
}

function severitiesOf(fired: readonly Fired[]) {
  const byAlarm = new Map<string, Fired[]>()
  for (const each of fired) byAlarm.set(each.alarm.id, [...(byAlarm.get(each.alarm.id) ?? []), each])
  return new Map(
    [...byAlarm].map(([id, each]) => {
      const before = each[0] === undefined ? 'warning' : severityOf(each[0].alarm)
      return [
        id,
        severityAfter(
          before,
          each.map(({ rule }) => rule.definition),
        ),
      ] as const
    }),
  )
}

function changedSeverities(fired: readonly Fired[], severities: ReturnType<typeof severitiesOf>) {
  const alarms = new Map(fired.map(({ alarm }) => [alarm.id, alarm]))
  return [...severities].flatMap(([alarmId, severity]) =>
    alarms.get(alarmId)?.severity === severity ? [] : [{ alarmId, severity }],
  )
}

function lastOf({ alarm, rule }: Fired): stored.RuleLast {
  return { ruleId: rule.id, deviceId: alarm.deviceId, code: alarm.code, at: alarm.startedAt }
}

function keyOf({ ruleId, deviceId, code }: stored.RuleLast): string {
  return `${ruleId} ${deviceId} ${code}`
}
