// Alarm rules for people: what they say in words, what their form offers, and what one would have told of lately.

import { describeAlarm, listAlarmCodes } from '@/lib/domain/alarm-codes'
import {
  isThrottled,
  lastsLongEnough,
  matchesRule,
  type RuleDefinition,
  type RuleDraft,
  type RuleProblem,
  ruleProblems,
  severityAfter,
} from '@/lib/domain/alarm-rules'
import {
  MAX_PREVIEW_SHOWN,
  type NotifyWay,
  type RuleChoices,
  type RulePreview,
  type RuleRow,
  type Rules,
} from '@/lib/domain/api/notify'
import type { Viewer } from '../access'
import { listAccounts } from '../data/accounts'
import { listDevices } from '../data/devices'
import { listFences } from '../data/fences'
import * as data from '../data/notify-rules'
import { listReceivers } from '../data/notify-settings'
import { type AlarmFacts, listAlarmFacts } from '../data/system/notify-rules'
import { listUsers } from '../data/users'
import { ForbiddenError } from '../errors'
import { findMailProblem } from '../mail'
import { noteRulesChanged } from '../notify/notify'
import { severityOf } from '../notify/plan-notices'
import { placesOf, ruleAlarmOf } from '../notify/rule-watch'

const NAMES_SHOWN = 5

/** The rules of the tenant; names of vehicles, accounts and fences only as far as they lie in the viewer's scope. */
export async function listRules(viewer: Viewer): Promise<Rules> {
  const rules = await data.listRules(viewer)
  const names = await namesOf(viewer, rules)
  const canEdit = viewer.role === 'owner'
  return { canEdit, rules: rules.map((rule) => toRow(rule, names, canEdit)) }
}

/** Stores a rule, or says what keeps it from being one, or that somebody has changed it meanwhile. @throws as data.saveRule */
export async function saveRule(
  viewer: Viewer,
  seen: data.SeenRule | null,
  draft: RuleDraft,
): Promise<{ id: string } | { problems: RuleProblem[] } | { changedAt: Date }> {
  const problems = ruleProblems(draft)
  if (problems.length > 0) return { problems }
  const saved = await data.saveRule(viewer, seen, draft)
  noteRulesChanged()
  return saved
}

/** @throws as data.setRuleEnabled */
export async function setRuleEnabled(viewer: Viewer, ruleId: string, enabled: boolean): Promise<void> {
  await data.setRuleEnabled(viewer, ruleId, enabled)
  noteRulesChanged()
}

/** @throws as data.removeRule */
export async function removeRule(viewer: Viewer, ruleId: string): Promise<void> {
  await data.removeRule(viewer, ruleId)
  noteRulesChanged()
}

/** @throws as data.moveRule */
export async function moveRule(viewer: Viewer, ruleId: string, by: -1 | 1): Promise<void> {
  await data.moveRule(viewer, ruleId, by)
  noteRulesChanged()
}

/** What the form of a rule offers. @throws ForbiddenError unless the viewer is an owner. */
export async function ruleChoices(viewer: Viewer): Promise<RuleChoices> {
  if (viewer.role !== 'owner') throw new ForbiddenError()
  const [devices, accounts, { fences }, users, receivers] = await Promise.all([
    listDevices(viewer),
    listAccounts(viewer),
    listFences(viewer),
    listUsers(viewer),
    listReceivers(viewer),
  ])
  const kinds = listAlarmCodes().map((code) => describeAlarm({ code }))
  return {
    kinds: kinds.map(({ code, name, category }) => ({ code, name, category })),
    devices: devices.slice(0, 5_000).map(({ id, name, plate, imei }) => ({ id, name, plate, imei })),
    accounts: accounts.slice(0, 5_000).map(({ id, name }) => ({ id, name })),
    fences: fences.map(({ id, name }) => ({ id, name })),
    users: users
      .filter(({ disabledAt }) => disabledAt === null)
      .slice(0, 5_000)
      .map(({ id, name, email, role }) => ({ id, name, email, role })),
    webhooks: receivers.map(({ id, name }) => ({ id, name })),
    canMail: findMailProblem() === null,
  }
}

const PREVIEW_MS = 7 * 86_400_000
const PREVIEW_ALARMS = 20_000

/** What a rule would have told of in the last seven days. @throws ForbiddenError unless the viewer is an owner. */
export async function previewRule(
  viewer: Viewer,
  draft: RuleDraft,
  nowMs = Date.now(),
): Promise<RulePreview> {
  if (viewer.role !== 'owner') throw new ForbiddenError()
  const { definition } = draft
  const nowAt = new Date(nowMs)
  const [alarms, places] = await Promise.all([
    listAlarmFacts(viewer.tenantId, new Date(nowMs - PREVIEW_MS), PREVIEW_ALARMS),
    placesOf(viewer.tenantId, { definition }),
  ])
  const fired = alarms
    .toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime())
    .filter((alarm) => matchesRule(definition, ruleAlarmOf(alarm), places))
    .filter((alarm) => lastsLongEnough(alarm, { minDurationS: definition.minDurationS, nowAt }) === 'yes')
  const told = unthrottled(definition, fired)
  return {
    count: told.length,
    throttled: fired.length - told.length,
    looked: alarms.length,
    isCut: alarms.length === PREVIEW_ALARMS,
    alarms: told
      .toReversed()
      .slice(0, MAX_PREVIEW_SHOWN)
      .map((alarm) => ({
        id: alarm.id,
        name: alarm.name ?? alarm.code,
        severity: severityAfter(severityOf(alarm), [definition]),
        startedAt: alarm.startedAt.toISOString(),
        vehicle: alarm.plate ? `${alarm.deviceName} (${alarm.plate})` : alarm.deviceName,
      })),
  }
}

function unthrottled(definition: RuleDefinition, alarms: readonly AlarmFacts[]): AlarmFacts[] {
  const lasts = new Map<string, Date>()
  return alarms.filter(({ deviceId, code, startedAt }) => {
    const key = `${deviceId} ${code}`
    if (isThrottled(definition, lasts.get(key) ?? null, startedAt)) return false
    lasts.set(key, startedAt)
    return true
  })
}

type Names = { devices: Map<string, string>; accounts: Map<string, string>; fences: Map<string, string> }

/** Only what some rule names is looked up. */
async function namesOf(viewer: Viewer, rules: readonly data.RuleRecord[]): Promise<Names> {
  const some = (pick: (definition: RuleDefinition) => readonly string[] | undefined | null) =>
    rules.some(({ definition }) => (pick(definition)?.length ?? 0) > 0)
  const [devices, accounts, { fences }] = await Promise.all([
    some(({ vehicles }) => vehicles?.deviceIds) ? listDevices(viewer) : [],
    some(({ vehicles }) => vehicles?.accountIds) ? listAccounts(viewer) : [],
    some(({ fenceIds }) => fenceIds) ? listFences(viewer) : { fences: [] },
  ])
  const byId = (rows: readonly { id: string; name: string }[]) =>
    new Map(rows.map(({ id, name }) => [id, name]))
  return { devices: byId(devices), accounts: byId(accounts), fences: byId(fences) }
}

function toRow(rule: data.RuleRecord, names: Names, canEdit: boolean): RuleRow {
  const { id, name, enabled, definition, updatedAt } = rule
  const { kinds, vehicles, fenceIds, recipients, ways } = definition
  const named = (ids: readonly string[], of: Map<string, string>) => ids.flatMap((each) => of.get(each) ?? [])
  const chosenWays: NotifyWay[] = [
    ...(['app', 'push', 'mail'] as const).filter((way) => ways[way]),
    ...(ways.webhookIds.length > 0 ? (['webhook'] as const) : []),
  ]
  const { severities, hours, minDurationS, severity, quiet } = definition
  return {
    id,
    name,
    enabled,
    updatedAt: updatedAt.toISOString(),
    definition: canEdit ? definition : null,
    summary: {
      kinds: kinds?.slice(0, NAMES_SHOWN).map((code) => describeAlarm({ code }).name) ?? null,
      severities,
      vehicles:
        vehicles === null
          ? null
          : [
              ...named(vehicles.accountIds, names.accounts),
              ...named(vehicles.deviceIds, names.devices),
            ].slice(0, NAMES_SHOWN),
      vehicleCount: (vehicles?.accountIds.length ?? 0) + (vehicles?.deviceIds.length ?? 0),
      fences: fenceIds === null ? null : named(fenceIds, names.fences).slice(0, NAMES_SHOWN),
      hasHours: hours !== null,
      minDurationS,
      severity,
      recipientCount: recipients.userIds.length + recipients.addresses.length,
      roles: recipients.roles,
      ways: chosenWays,
      hasQuiet: quiet !== null,
    },
  }
}
