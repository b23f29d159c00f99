import { expect, test } from 'vitest'
import {
  type AlarmHandling,
  type AlarmStep,
  boxOf,
  MAX_NOTE_CHARS,
  MAX_SNOOZE_MS,
  type StepProblem,
  stepsFrom,
  takeStep,
  UNTOUCHED,
} from './alarm-inbox'

const NOW = Date.parse('2026-03-01T08:00:00Z')
const ANN = '3f0c1d1e-0000-4000-8000-000000000001'
const by = { role: 'dispatcher', nowMs: NOW }

const open = UNTOUCHED
const mine: AlarmHandling = { ...UNTOUCHED, assigneeId: ANN }
const asleep: AlarmHandling = { ...UNTOUCHED, snoozedUntilMs: NOW + 60_000 }
const awake: AlarmHandling = { ...UNTOUCHED, snoozedUntilMs: NOW }
const seen: AlarmHandling = { ...UNTOUCHED, state: 'acknowledged' }
const over: AlarmHandling = { ...UNTOUCHED, state: 'resolved', resolution: 'handled', note: 'Called' }

const ack: AlarmStep = { kind: 'acknowledge' }
const reopen: AlarmStep = { kind: 'reopen' }
const handled: AlarmStep = { kind: 'resolve', reason: 'handled', note: '' }
const other = (note: string): AlarmStep => ({ kind: 'resolve', reason: 'other', note })
const toAnn: AlarmStep = { kind: 'assign', assigneeId: ANN }
const toNobody: AlarmStep = { kind: 'unassign' }
const until = (ms: number): AlarmStep => ({ kind: 'snooze', untilMs: NOW + ms })
const wake: AlarmStep = { kind: 'unsnooze' }
const note = (text: string): AlarmStep => ({ kind: 'note', note: text })

const TABLE: [string, AlarmHandling, AlarmStep, Partial<AlarmHandling> | StepProblem][] = [
  ['open is acknowledged', open, ack, { state: 'acknowledged' }],
  ['who acknowledges what sleeps wakes it', asleep, ack, { state: 'acknowledged', snoozedUntilMs: null }],
  ['twice is once', seen, ack, 'already'],
  ['resolved is not acknowledged', over, ack, 'state'],
  ['open is resolved at once', open, handled, { state: 'resolved', resolution: 'handled', note: null }],
  ['acknowledged is resolved', seen, handled, { state: 'resolved', resolution: 'handled' }],
  [
    'what sleeps is resolved, and sleeps no more',
    asleep,
    handled,
    { state: 'resolved', resolution: 'handled', snoozedUntilMs: null },
  ],
  ['resolved stays as it was resolved', over, handled, 'already'],
  ['another reason needs words', open, other('  '), 'words'],
  [
    'another reason with words',
    open,
    other(' Towed '),
    { state: 'resolved', resolution: 'other', note: 'Towed' },
  ],
  ['words have an end', open, other('x'.repeat(MAX_NOTE_CHARS + 1)), 'words'],
  [
    'resolved is opened again, without its reason',
    over,
    reopen,
    { state: 'open', resolution: null, note: null },
  ],
  ['acknowledged is given back', seen, reopen, { state: 'open' }],
  ['open is open', open, reopen, 'already'],
  ['open is assigned and stays open', open, toAnn, { state: 'open', assigneeId: ANN }],
  ['assigned to the same is nothing new', mine, toAnn, 'already'],
  ['resolved is assigned to nobody', over, toAnn, 'state'],
  ['taken away', mine, toNobody, { assigneeId: null }],
  ['taken away from nobody', open, toNobody, 'already'],
  ['sent to sleep', open, until(60_000), { snoozedUntilMs: NOW + 60_000 }],
  ['acknowledged sleeps too', seen, until(60_000), { state: 'acknowledged', snoozedUntilMs: NOW + 60_000 }],
  ['sleeps longer', asleep, until(120_000), { snoozedUntilMs: NOW + 120_000 }],
  ['not until now', open, until(0), 'time'],
  ['not for ever', open, until(MAX_SNOOZE_MS + 1), 'time'],
  ['not until no time at all', open, until(Number.NaN), 'time'],
  ['resolved does not sleep', over, until(60_000), 'state'],
  ['woken', asleep, wake, { snoozedUntilMs: null }],
  ['awake by itself', awake, wake, 'already'],
  ['a note changes nothing', over, note('Seen again'), over],
  ['an empty note is none', open, note(' '), 'words'],
]

test.each(TABLE)('%s', (_, handling, step, expected) => {
  const result = takeStep(handling, step, by)
  if (typeof expected === 'string') expect(result).toEqual({ ok: false, problem: expected })
  else expect(result).toEqual({ ok: true, next: { ...handling, ...expected } })
})

test.each(TABLE)('a viewer only looks: %s', (_, handling, step) => {
  expect(takeStep(handling, step, { ...by, role: 'viewer' })).toEqual({ ok: false, problem: 'role' })
})

test('sleep ends by itself, to the millisecond', () => {
  expect(boxOf(asleep, NOW)).toBe('snoozed')
  expect(boxOf(asleep, NOW + 59_999)).toBe('snoozed')
  expect(boxOf(asleep, NOW + 60_000)).toBe('open')
  expect(boxOf({ ...seen, snoozedUntilMs: NOW + 1 }, NOW + 1)).toBe('acknowledged')
  expect(boxOf({ ...over, snoozedUntilMs: NOW + 60_000 }, NOW)).toBe('resolved')
})

test('what is offered is what is allowed', () => {
  expect(stepsFrom(open, by)).toEqual(['acknowledge', 'resolve', 'assign', 'snooze', 'note'])
  expect(stepsFrom({ ...asleep, assigneeId: ANN }, by)).toEqual([
    'acknowledge',
    'resolve',
    'assign',
    'unassign',
    'snooze',
    'unsnooze',
    'note',
  ])
  expect(stepsFrom(over, by)).toEqual(['reopen', 'note'])
  expect(stepsFrom(over, { ...by, role: 'viewer' })).toEqual([])
})
