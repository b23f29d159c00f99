import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type CutFacts,
  type CutRefusal,
  type CutRequest,
  distinctFixes,
  isSamePlate,
  judgeCut,
  reviewCut,
} from './command-safety'

const NOW = new Date('2026-03-01T12:00:00Z')
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000)
const gps = (seconds: number, speedKph: number | null = 0) => ({
  at: ago(seconds),
  source: 'gps' as const,
  speedKph,
})

const FACTS: CutFacts = {
  mayCut: true,
  reauthenticatedAt: ago(60),
  plate: 'AA-12-BB',
  isOnline: true,
  fixes: [gps(20), gps(50, 4)],
  isQueueable: false,
  needsApproval: true,
  approval: { byId: 'second', at: ago(30), mayApprove: true },
}
const REQUEST: CutRequest = { requesterId: 'first', typedPlate: 'aa-12-bb', reason: 'Stolen, police case 17' }

const verdict = (facts: Partial<CutFacts> = {}, request: Partial<CutRequest> = {}) =>
  judgeCut({ ...FACTS, ...facts }, { ...REQUEST, ...request }, NOW)

test('a cut is allowed when every condition holds', () => {
  expect(verdict()).toEqual({ allowed: true })
  expect(verdict({ needsApproval: false, approval: null })).toEqual({ allowed: true })
  // The bounds themselves, as design and this file's constants name them: 5 min, 60 s, 5 km/h on two fixes.
  const bounds = { reauthenticatedAt: ago(300), fixes: [gps(60, 5), gps(900, 5)] }
  expect(verdict(bounds)).toEqual({ allowed: true })
})

/** One condition broken at a time, with what must be said of it. */
const BREAKS: [string, CutRefusal, Partial<CutFacts>, Partial<CutRequest>][] = [
  ['without the right', 'no_permission', { mayCut: false }, {}],
  ['never re-authenticated', 'not_reauthenticated', { reauthenticatedAt: null }, {}],
  ['re-authenticated too long ago', 'not_reauthenticated', { reauthenticatedAt: ago(301) }, {}],
  ['re-authenticated in the future', 'not_reauthenticated', { reauthenticatedAt: ago(-60) }, {}],
  ['re-authenticated at no moment', 'not_reauthenticated', { reauthenticatedAt: new Date(Number.NaN) }, {}],
  ['another plate', 'wrong_plate', {}, { typedPlate: 'AA-12-BC' }],
  ['no plate typed', 'wrong_plate', {}, { typedPlate: '' }],
  ['a vehicle without a plate', 'wrong_plate', { plate: ' ' }, { typedPlate: ' ' }],
  ['no reason', 'no_reason', {}, { reason: ' \n ' }],
  ['a reason of dots', 'no_reason', {}, { reason: '...' }],
  ['a reason without end', 'no_reason', {}, { reason: 'x'.repeat(501) }],
  ['offline', 'offline', { isOnline: false }, {}],
  ['a command the vendor would keep', 'would_queue', { isQueueable: true }, {}],
  ['no fix', 'no_fix', { fixes: [] }, {}],
  ['a stale fix', 'fix_stale', { fixes: [gps(61), gps(90)] }, {}],
  ['a fix at no moment', 'fix_stale', { fixes: [gps(Number.NaN), gps(20), gps(50)] }, {}],
  ['a cell fix', 'fix_not_gps', { fixes: [{ ...gps(20), source: 'cell' }, gps(50)] }, {}],
  ['a Wi-Fi fix', 'fix_not_gps', { fixes: [{ ...gps(20), source: 'wifi' }, gps(50)] }, {}],
  ['a fix of unknown source', 'fix_not_gps', { fixes: [{ ...gps(20), source: null }, gps(50)] }, {}],
  ['a newer cell fix', 'fix_not_gps', { fixes: [gps(20), gps(50), { ...gps(5), source: 'cell' }] }, {}],
  [
    'a moment told by cell too',
    'fix_not_gps',
    { fixes: [gps(20), gps(50), { ...gps(20), source: 'cell' }] },
    {},
  ],
  ['a fix from the future', 'fix_in_future', { fixes: [gps(-6), gps(50)] }, {}],
  ['one fix only', 'one_fix_only', { fixes: [gps(20)] }, {}],
  ['one fix told twice', 'one_fix_only', { fixes: [gps(20), gps(20)] }, {}],
  ['a second fix of long ago', 'one_fix_only', { fixes: [gps(20), gps(901)] }, {}],
  ['a second fix by cell', 'one_fix_only', { fixes: [gps(20), { ...gps(50), source: 'cell' }] }, {}],
  ['moving', 'moving', { fixes: [gps(20, 5.1), gps(50)] }, {}],
  ['moving a moment ago', 'moving', { fixes: [gps(20, 0), gps(50, 40)] }, {}],
  ['moving by one of two words', 'moving', { fixes: [gps(20, 0), gps(20, 30), gps(50)] }, {}],
  ['a speed that is no number', 'speed_unknown', { fixes: [gps(20, Number.NaN), gps(50)] }, {}],
  ['an unknown speed', 'speed_unknown', { fixes: [gps(20, null), gps(50)] }, {}],
  ['an unknown speed before', 'speed_unknown', { fixes: [gps(20), gps(50, null)] }, {}],
  ['a speed below nothing', 'speed_unknown', { fixes: [gps(20, -1), gps(50)] }, {}],
  ['speed without end', 'speed_unknown', { fixes: [gps(20, Number.POSITIVE_INFINITY), gps(50)] }, {}],
  ['nobody approved', 'not_approved', { approval: null }, {}],
  ['approved by the requester', 'own_approval', {}, { requesterId: 'second' }],
  [
    'approved long ago',
    'approval_stale',
    { approval: { byId: 'second', at: ago(601), mayApprove: true } },
    {},
  ],
  [
    'approved by one who may no more',
    'approver_may_not',
    { approval: { byId: 'second', at: ago(30), mayApprove: false } },
    {},
  ],
]

test.each(BREAKS)('%s: %s', (_, refusal, facts, request) => {
  const result = verdict(facts, request)
  expect(result.allowed === false && result.refusals).toContain(refusal)
  const against = reviewCut({ ...FACTS, ...facts }, { ...REQUEST, ...request }, NOW)
  expect(against.flatMap(({ refusals }) => refusals)).toContain(refusal)
})

describe('whatever else holds', () => {
  test('one broken condition is enough, alone or with any others', () => {
    const broken = fc.subarray([...BREAKS.keys()], { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(broken, (indexes) => {
        const picked = indexes.map((index) => BREAKS[index])
        const facts = Object.assign({}, ...picked.map((each) => each?.[2]))
        const request = Object.assign({}, ...picked.map((each) => each?.[3]))
        // Of two breaks of one fact the last is left, and that one breaks it too.
        expect(verdict(facts, request).allowed).toBe(false)
      }),
    )
  })

  test('of any fixes, only two slow and recent ones by satellite allow it', () => {
    const fix = fc.record({
      at: fc.integer({ min: -30, max: 1200 }).map(ago),
      source: fc.constantFrom(
        'gps' as const,
        'gps' as const,
        'gps' as const,
        'cell' as const,
        'wifi' as const,
        null,
      ),
      speedKph: fc.oneof(
        fc.constantFrom(0, 3, 5, null, Number.NaN),
        fc.double({ min: 0, max: 90, noNaN: true }),
      ),
    })
    let allowed = 0
    fc.assert(
      fc.property(fc.array(fix, { maxLength: 4 }), (fixes) => {
        if (!verdict({ fixes }).allowed) return
        allowed += 1
        const [last, earlier] = distinctFixes(fixes)
        for (const each of [last, earlier]) {
          expect(each?.source).toBe('gps')
          expect(each?.speedKph).toBeGreaterThanOrEqual(0)
          expect(each?.speedKph).toBeLessThanOrEqual(5)
        }
        expect(NOW.getTime() - (last?.at.getTime() ?? 0)).toBeLessThanOrEqual(60_000)
        expect(fixes.every(({ at }) => at.getTime() <= (last?.at.getTime() ?? 0))).toBe(true)
      }),
      { numRuns: 2000 },
    )
    expect(allowed).toBeGreaterThan(0)
  })
})

test('plates are compared letter by letter, but for blanks and case', () => {
  expect(isSamePlate('AA 12 BB', 'aa12bb')).toBe(true)
  expect(isSamePlate('AA-12-BB', 'AA12BB')).toBe(false)
  expect(isSamePlate('O0', '00')).toBe(false)
  expect(isSamePlate('', '')).toBe(false)
})
