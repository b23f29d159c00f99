// Alarm rules: which alarms they are about, and what follows. Pure: what is asked for and what is known come in, verdicts go
// out. Hours are in alarm-rules-hours.ts; who is told, and how, is the business of lib/server/notify.

import { z } from 'zod'
import { isInHours, isWholeWeek, MAX_WEEK_SPANS, quietHoursSchema, weekSpanSchema } from './alarm-rules-hours'
import { ALARM_SEVERITIES, type AlarmSeverity } from './alarm-severity'
import { isMailAddress } from './mail-address'
import { isTimeZone } from './time'
import { typedText } from './typed-text'

export const MAX_RULES = 100
export const MAX_RULE_DEVICES = 5_000
export const MAX_RULE_ADDRESSES = 50
export const MAX_RULE_NAME = 100
/** A day. */
export const MAX_DURATION_S = 86_400
/** A week. */
export const MAX_THROTTLE_MIN = 10_080
/** Roles as rules name them; a role stands for everybody who has it. */
export const RULE_ROLES = ['owner', 'distributor', 'dispatcher', 'viewer'] as const

const MAX_RULE_ACCOUNTS = 500
const MAX_RULE_FENCES = 500
const MAX_RULE_USERS = 200
const MAX_RULE_WEBHOOKS = 20
const MAX_RULE_KINDS = 500

const ids = (max: number) => z.array(z.uuid()).max(max)

/** What a rule says. Null means all, or none where it is about doing. */
export const ruleDefinitionSchema = z.strictObject({
  /** Whose wall clock `hours` and `quiet` go by. */
  timeZone: z.string().max(60).refine(isTimeZone),
  /** Canonical codes of lib/domain/alarm-codes.ts. */
  kinds: z.array(z.string().min(1).max(80)).max(MAX_RULE_KINDS).nullable(),
  /** Of the alarm as the catalogue has it, before any rule. */
  severities: z.array(z.enum(ALARM_SEVERITIES)).max(ALARM_SEVERITIES.length),
  /** Vehicles one by one, and accounts with all below them. */
  vehicles: z
    .strictObject({ deviceIds: ids(MAX_RULE_DEVICES), accountIds: ids(MAX_RULE_ACCOUNTS) })
    .nullable(),
  /** Alarms of these fences, and any others that were raised inside them. */
  fenceIds: ids(MAX_RULE_FENCES).nullable(),
  hours: z.array(weekSpanSchema).max(MAX_WEEK_SPANS).nullable(),
  /** Whole seconds an alarm must last; 0 for any. */
  minDurationS: z.int().min(0).max(MAX_DURATION_S),
  severity: z.enum(ALARM_SEVERITIES).nullable(),
  recipients: z.strictObject({
    userIds: ids(MAX_RULE_USERS),
    roles: z.array(z.enum(RULE_ROLES)).max(RULE_ROLES.length),
    addresses: z.array(z.string().max(254)).max(MAX_RULE_ADDRESSES),
  }),
  ways: z.strictObject({
    app: z.boolean(),
    push: z.boolean(),
    mail: z.boolean(),
    webhookIds: ids(MAX_RULE_WEBHOOKS),
  }),
  quiet: quietHoursSchema.nullable(),
  /** At most one notification for a vehicle and kind in so many minutes; 0 for no limit. */
  throttleMin: z.int().min(0).max(MAX_THROTTLE_MIN),
})
export type RuleDefinition = z.infer<typeof ruleDefinitionSchema>

/** What people fill in. */
export const ruleDraftSchema = z.strictObject({
  name: typedText().trim().max(MAX_RULE_NAME),
  enabled: z.boolean(),
  definition: ruleDefinitionSchema,
})
export type RuleDraft = z.infer<typeof ruleDraftSchema>

/**
 * What keeps a draft from being a rule: the field, and the word for it in the messages at `notify.problems`. `max` is how many
 * there can be, where there are too many.
 */
export type RuleProblem = { field: RuleField; problem: RuleProblemWord; max?: number }
export const RULE_FIELDS = [
  'name',
  'kinds',
  'severities',
  'vehicles',
  'fences',
  'hours',
  'recipients',
  'users',
  'addresses',
  'ways',
  'quiet',
] as const
export type RuleField = (typeof RULE_FIELDS)[number]
export type RuleProblemWord =
  | 'noName'
  | 'noKinds'
  | 'noSeverities'
  | 'noVehicles'
  | 'noFences'
  | 'noHours'
  | 'nobody'
  | 'addressesNeedMail'
  | 'wrongAddress'
  | 'nothingHappens'
  | 'alwaysQuiet'
  | 'tooMany'

/** Everything that keeps a draft from being a rule, in the order of the form. */
export function ruleProblems({ name, definition }: RuleDraft): RuleProblem[] {
  const { kinds, severities, vehicles, fenceIds, hours, quiet } = definition
  const found: RuleProblem[] = []
  const note = (isWrong: boolean, field: RuleField, problem: RuleProblemWord) => {
    if (isWrong) found.push({ field, problem })
  }
  note(name.trim() === '', 'name', 'noName')
  note(kinds?.length === 0, 'kinds', 'noKinds')
  note(severities.length === 0, 'severities', 'noSeverities')
  const vehicleCount = (vehicles?.deviceIds.length ?? 0) + (vehicles?.accountIds.length ?? 0)
  note(vehicles !== null && vehicleCount === 0, 'vehicles', 'noVehicles')
  note(fenceIds?.length === 0, 'fences', 'noFences')
  note(hours?.length === 0, 'hours', 'noHours')
  found.push(...recipientProblems(definition))
  note(quiet !== null && isWholeWeek(quiet.spans), 'quiet', 'alwaysQuiet')
  return [...found, ...limitProblems(definition)].toSorted(inOrderOfForm)
}

function inOrderOfForm(a: RuleProblem, b: RuleProblem): number {
  return RULE_FIELDS.indexOf(a.field) - RULE_FIELDS.indexOf(b.field)
}

function limitProblems({ kinds, vehicles, fenceIds, recipients, ways }: RuleDefinition): RuleProblem[] {
  const limits: [field: RuleField, ids: readonly string[], max: number][] = [
    ['kinds', kinds ?? [], MAX_RULE_KINDS],
    ['vehicles', vehicles?.deviceIds ?? [], MAX_RULE_DEVICES],
    ['vehicles', vehicles?.accountIds ?? [], MAX_RULE_ACCOUNTS],
    ['fences', fenceIds ?? [], MAX_RULE_FENCES],
    ['users', recipients.userIds, MAX_RULE_USERS],
    ['addresses', recipients.addresses, MAX_RULE_ADDRESSES],
    ['ways', ways.webhookIds, MAX_RULE_WEBHOOKS],
  ]
  return limits.flatMap(([field, ids, max]) => (ids.length > max ? [{ field, problem: 'tooMany', max }] : []))
}

function recipientProblems({ recipients, ways, severity }: RuleDefinition): RuleProblem[] {
  const { userIds, roles, addresses } = recipients
  const tellsPeople = ways.app || ways.push || ways.mail
  const hasUsers = userIds.length + roles.length > 0
  const hasSomebody = hasUsers || (ways.mail && addresses.length > 0)
  const found: RuleProblem[] = []
  if (tellsPeople && !hasSomebody) found.push({ field: 'recipients', problem: 'nobody' })
  if (addresses.some((address) => !isMailAddress(address)))
    found.push({ field: 'addresses', problem: 'wrongAddress' })
  else if (addresses.length > 0 && !ways.mail)
    found.push({ field: 'addresses', problem: 'addressesNeedMail' })
  if (!tellsPeople && ways.webhookIds.length === 0 && severity === null)
    found.push({ field: 'ways', problem: 'nothingHappens' })
  return found
}

/** An alarm as rules look at it. Times by the device's clock, but for `receivedAt`, which is ours. */
export type RuleAlarm = {
  deviceId: string
  /** Where the device lies in the tree of scopes, see scope-path.ts. */
  devicePath: string
  code: string
  severity: AlarmSeverity
  startedAt: Date
  endedAt: Date | null
  receivedAt: Date
  lat: number | null
  lng: number | null
  fenceRef: string | null
}

/** What a rule's ids stand for. */
export type RulePlaces = {
  /** `vehicles.deviceIds`, to be asked for every alarm. */
  deviceIds: ReadonlySet<string>
  /** Paths of `vehicles.accountIds`. */
  accountPaths: readonly string[]
  /** Whether a point lies in a fence of ours. */
  isInFence: (fenceId: string, point: { lat: number; lng: number }) => boolean
}

/** Whether a rule is about an alarm, apart from how long it lasts. */
export function matchesRule(rule: RuleDefinition, alarm: RuleAlarm, places: RulePlaces): boolean {
  if (rule.kinds !== null && !rule.kinds.includes(alarm.code)) return false
  if (!rule.severities.includes(alarm.severity)) return false
  if (!isAboutVehicle(rule, alarm, places) || !isAboutPlace(rule, alarm, places)) return false
  return rule.hours === null || isInHours(rule.hours, alarm.startedAt, rule.timeZone)
}

function isAboutVehicle({ vehicles }: RuleDefinition, alarm: RuleAlarm, places: RulePlaces) {
  const { deviceIds, accountPaths } = places
  if (vehicles === null || deviceIds.has(alarm.deviceId)) return true
  return accountPaths.some((path) => alarm.devicePath.startsWith(path))
}

function isAboutPlace({ fenceIds }: RuleDefinition, alarm: RuleAlarm, { isInFence }: RulePlaces) {
  if (fenceIds === null) return true
  const { lat, lng, fenceRef } = alarm
  if (fenceRef !== null && fenceIds.includes(fenceRef)) return true
  return lat !== null && lng !== null && fenceIds.some((id) => isInFence(id, { lat, lng }))
}

/** The word of an end may be so long under way. */
const END_GRACE_MS = 5_000

/**
 * Whether an alarm lasts as long as a rule asks for: yes, no, or not known before `until`. One whose end nobody ever tells
 * lasts. An alarm that says it began in the future began when we got it.
 */
export function lastsLongEnough(
  { startedAt, endedAt, receivedAt }: Pick<RuleAlarm, 'startedAt' | 'endedAt' | 'receivedAt'>,
  { minDurationS, nowAt }: { minDurationS: number; nowAt: Date },
): 'yes' | 'no' | { until: Date } {
  const neededMs = minDurationS * 1000
  if (neededMs === 0) return 'yes'
  const startMs = Math.min(startedAt.getTime(), receivedAt.getTime())
  if (endedAt !== null) return endedAt.getTime() - startMs >= neededMs ? 'yes' : 'no'
  const until = new Date(startMs + neededMs + END_GRACE_MS)
  return until <= nowAt ? 'yes' : { until }
}

/** Whether a rule has told of this kind and vehicle too lately to tell again. Times are the alarms' beginnings. */
export function isThrottled(
  { throttleMin }: Pick<RuleDefinition, 'throttleMin'>,
  lastAt: Date | null,
  startedAt: Date,
): boolean {
  if (lastAt === null || throttleMin === 0) return false
  return Math.abs(startedAt.getTime() - lastAt.getTime()) < throttleMin * 60_000
}

/** The severity of an alarm after the rules that fired, in their order: the first that sets one decides. */
export function severityAfter(
  severity: AlarmSeverity,
  fired: readonly Pick<RuleDefinition, 'severity'>[],
): AlarmSeverity {
  return fired.find((rule) => rule.severity !== null)?.severity ?? severity
}

/** A rule as a new form shows it: everything that is critical, to the owners, in the app. */
export function newRuleDefinition(timeZone: string): RuleDefinition {
  return {
    timeZone,
    kinds: null,
    severities: ['critical'],
    vehicles: null,
    fenceIds: null,
    hours: null,
    minDurationS: 0,
    severity: null,
    recipients: { userIds: [], roles: ['owner'], addresses: [] },
    ways: { app: true, push: false, mail: false, webhookIds: [] },
    quiet: null,
    throttleMin: 10,
  }
}
