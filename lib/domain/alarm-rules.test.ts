import { expect, test } from 'vitest'
import {
  isThrottled,
  lastsLongEnough,
  matchesRule,
  newRuleDefinition,
  type RuleAlarm,
  type RuleDefinition,
  type RuleDraft,
  ruleDraftSchema,
  ruleProblems,
  severityAfter,
} from './alarm-rules'

const DEPOT = '11111111-1111-4111-8111-111111111111'
const TRUCK = '22222222-2222-4222-8222-222222222222'
const ACCOUNT = '33333333-3333-4333-8333-333333333333'
const USER = '44444444-4444-4444-8444-444444444444'

const places = {
  deviceIds: new Set<string>(),
  accountPaths: ['/top/north/'],
  isInFence: (id: string, { lat }: { lat: number }) => id === DEPOT && lat > 41,
}

const alarm = (over: Partial<RuleAlarm> = {}): RuleAlarm => ({
  deviceId: TRUCK,
  devicePath: '/top/north/',
  code: 'overSpeed',
  severity: 'warning',
  startedAt: new Date('2026-03-02T22:30:00Z'),
  endedAt: null,
  receivedAt: new Date('2026-03-02T22:30:02Z'),
  lat: 41.15,
  lng: -8.6,
  fenceRef: null,
  ...over,
})

const rule = (over: Partial<RuleDefinition> = {}): RuleDefinition => ({
  ...newRuleDefinition('UTC'),
  severities: ['critical', 'warning', 'info'],
  ...over,
})

const some = (over: Partial<{ deviceIds: string[]; accountIds: string[] }>) => ({
  vehicles: { deviceIds: [], accountIds: [], ...over },
})

test.each<[string, Partial<RuleDefinition>, Partial<RuleAlarm>, boolean]>([
  ['a rule without conditions is about everything', {}, {}, true],
  ['its kinds', { kinds: ['overSpeed', '9'] }, {}, true],
  ['not other kinds', { kinds: ['sos'] }, {}, false],
  ['its severities', { severities: ['warning'] }, {}, true],
  ['not other severities', { severities: ['critical'] }, {}, false],
  ['a vehicle that it names', some({ deviceIds: [TRUCK] }), { devicePath: '/x/' }, true],
  [
    'a vehicle below an account that it names',
    some({ accountIds: [ACCOUNT] }),
    { devicePath: '/top/north/a/' },
    true,
  ],
  [
    'not a vehicle of a sibling account',
    some({ accountIds: [ACCOUNT] }),
    { devicePath: '/top/northern/' },
    false,
  ],
  ['an alarm of its fence', { fenceIds: [DEPOT] }, { fenceRef: DEPOT, lat: null, lng: null }, true],
  ['an alarm raised inside its fence', { fenceIds: [DEPOT] }, {}, true],
  ['not one raised outside', { fenceIds: [DEPOT] }, { lat: 40 }, false],
  ['not one without a place', { fenceIds: [DEPOT] }, { lat: null, lng: null }, false],
])('a rule is about: %s', (_, definition, of, expected) => {
  const deviceIds = new Set(definition.vehicles?.deviceIds)
  expect(matchesRule(rule(definition), alarm(of), { ...places, deviceIds })).toBe(expected)
})

test('hours go by the clock of the rule, at the beginning of the alarm', () => {
  // 22:30 UTC on Monday is 04:15 on Tuesday in Kathmandu.
  const hours = [{ days: [2], fromMin: 240, toMin: 300 }]
  expect(matchesRule(rule({ hours, timeZone: 'Asia/Kathmandu' }), alarm(), places)).toBe(true)
  expect(matchesRule(rule({ hours, timeZone: 'UTC' }), alarm(), places)).toBe(false)
})

const START = new Date('2026-03-02T10:00:00Z')
const after = (seconds: number) => new Date(START.getTime() + seconds * 1000)

test.each<[string, number, number | null, number, ReturnType<typeof lastsLongEnough>]>([
  ['none asked for', 0, null, 0, 'yes'],
  ['not yet over, and the time has not come', 60, null, 10, { until: after(65) }],
  ['over too soon', 60, 30, 31, 'no'],
  ['over exactly at the time', 60, 60, 61, 'yes'],
  ['over later, known at once', 60, 600, 601, 'yes'],
  ['still lasting when the time has come', 60, null, 65, 'yes'],
  ['an end that was under way when the time came', 60, null, 64, { until: after(65) }],
])('minimum duration: %s', (_, minDurationS, endS, nowS, expected) => {
  const of = { startedAt: START, receivedAt: START, endedAt: endS === null ? null : after(endS) }
  expect(lastsLongEnough(of, { minDurationS, nowAt: after(nowS) })).toEqual(expected)
})

test('an alarm of the future is not waited for until then', () => {
  const of = { startedAt: after(86_400), receivedAt: START, endedAt: null }
  expect(lastsLongEnough(of, { minDurationS: 60, nowAt: START })).toEqual({ until: after(65) })
})

test.each<[string, number, number | null, boolean]>([
  ['nothing was told yet', 10, null, false],
  ['told a moment ago', 10, -60, true],
  ['told exactly so long ago', 10, -600, false],
  ['an older alarm that comes late', 10, 300, true],
  ['no limit', 0, -1, false],
])('throttle: %s', (_, throttleMin, lastS, expected) => {
  expect(isThrottled({ throttleMin }, lastS === null ? null : after(lastS), START)).toBe(expected)
})

test('the first rule that sets a severity decides', () => {
  const fired = [{ severity: null }, { severity: 'info' as const }, { severity: 'critical' as const }]
  expect(severityAfter('warning', fired)).toBe('info')
  expect(severityAfter('warning', [])).toBe('warning')
})

const draft = (over: Partial<RuleDefinition> = {}, name = 'Night'): RuleDraft => ({
  name,
  enabled: true,
  definition: rule(over),
})
const noWays = { app: false, push: false, mail: false, webhookIds: [] }
const nobody = { userIds: [], roles: [], addresses: [] }

test.each<[string, RuleDraft, string[]]>([
  ['a whole rule', draft(), []],
  ['no name', draft({}, '  '), ['name noName']],
  ['no kinds chosen', draft({ kinds: [] }), ['kinds noKinds']],
  ['no severity chosen', draft({ severities: [] }), ['severities noSeverities']],
  ['no vehicle chosen', draft(some({})), ['vehicles noVehicles']],
  ['no fence chosen', draft({ fenceIds: [] }), ['fences noFences']],
  ['no hours chosen', draft({ hours: [] }), ['hours noHours']],
  ['nobody to tell', draft({ recipients: nobody }), ['recipients nobody']],
  [
    'nothing happens',
    draft({ ways: noWays, recipients: { ...nobody, userIds: [USER] } }),
    ['ways nothingHappens'],
  ],
  ['only another severity', draft({ ways: noWays, recipients: nobody, severity: 'info' }), []],
  [
    'mail to an address alone',
    draft({ ways: { ...noWays, mail: true }, recipients: { ...nobody, addresses: ['a@b.example'] } }),
    [],
  ],
  [
    'an address without mail',
    draft({ recipients: { ...nobody, roles: ['owner'], addresses: ['a@b.example'] } }),
    ['addresses addressesNeedMail'],
  ],
  [
    'no address',
    draft({ ways: { ...noWays, mail: true }, recipients: { ...nobody, addresses: ['a@b, c'] } }),
    ['addresses wrongAddress'],
  ],
  [
    'never a time to send',
    draft({
      quiet: {
        spans: [{ days: [0, 1, 2, 3, 4, 5, 6], fromMin: 60, toMin: 60 }],
        mode: 'hold',
        criticalBreaksThrough: true,
      },
    }),
    ['quiet alwaysQuiet'],
  ],
])('what is wrong with a draft is said at its field: %s', (_, of, expected) => {
  expect(ruleDraftSchema.safeParse(of).success).toBe(true)
  expect(ruleProblems(of).map(({ field, problem }) => `${field} ${problem}`)).toEqual(expected)
})

test.each<[string, Partial<RuleDefinition>, string]>([
  [
    'addresses',
    { ways: { ...noWays, mail: true }, recipients: { ...nobody, addresses: Array(51).fill('a@b.example') } },
    'addresses tooMany 50',
  ],
  ['people', { recipients: { ...nobody, userIds: Array(201).fill(USER) } }, 'users tooMany 200'],
  ['fences', { fenceIds: Array(501).fill(DEPOT) }, 'fences tooMany 500'],
])('more than a rule holds is said at its field: %s', (_, over, expected) => {
  const said = ruleProblems(draft(over)).map(({ field, problem, max }) => `${field} ${problem} ${max}`)
  expect(said).toEqual([expected])
})

test('a zone that does not exist is no rule', () => {
  expect(ruleDraftSchema.safeParse(draft({ timeZone: 'Europe/Nowhere' })).success).toBe(false)
})
