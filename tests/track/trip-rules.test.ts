import { beforeAll, expect, test } from 'vitest'
import { tripSettingsSchema } from '@/lib/domain/api/trip-settings'
import { DEFAULT_TRIP_SETTINGS } from '@/lib/domain/track/settings'
import { readRule, ruleText, TRIP_RULE_LIMITS, TRIP_RULES } from '@/lib/domain/track/trip-rules'
import type { Viewer } from '@/lib/server/access'
import { verifyAuditChain } from '@/lib/server/audit'
import { getTripSettings } from '@/lib/server/data/tracks'
import { db } from '@/lib/server/db'
import { ForbiddenError, InvalidInputError } from '@/lib/server/errors'
import { readTripRules, saveTripRules } from '@/lib/server/services/trip-rules'
import messages from '@/messages/en.json'
import { describeOnEachDatabase } from '../db/each-database'
import { makeTenant, makeViewer, type TestTenant } from '../db/fixtures'

test('the limits people read are those of the schema, and every rule has words', () => {
  expect([...TRIP_RULES].toSorted()).toEqual(Object.keys(tripSettingsSchema.shape).toSorted())
  expect(Object.keys(messages.tripRules.rules).toSorted()).toEqual([...TRIP_RULES].toSorted())
  for (const rule of TRIP_RULES) {
    const { min, max } = TRIP_RULE_LIMITS[rule]
    const takes = (value: number) => tripSettingsSchema.shape[rule].safeParse(value).success
    expect([takes(min), takes(max), takes(min - 0.1), takes(max + 0.1)], rule).toEqual([
      true,
      true,
      false,
      false,
    ])
  }
})

test('rules are read in the units of the reader, and what nobody touched stays to the digit', () => {
  expect(ruleText('standSpeedKph', 1, 'imperial')).toBe('0.6')
  const inMiles = { before: 1, units: 'imperial' } as const
  expect(readRule('standSpeedKph', '0.6', inMiles)).toEqual({ value: 1 })
  // 2.5 mph of 1.609344 km.
  expect(readRule('standSpeedKph', '2,5', inMiles)).toEqual({ value: 4.02 })
  // 0.5 km/h is shown as 0.3 mph, which is a little less.
  expect(readRule('standSpeedKph', '0.3', inMiles)).toEqual({ value: 0.5 })
  // 500 ft of 0.3048 m.
  expect(readRule('minTripM', '500', { before: 100, units: 'imperial' })).toEqual({ value: 152 })
})

test.each([
  ['standSec', 'soon', 'noNumber'],
  ['standSec', '', 'noNumber'],
  ['standSec', '200.5', 'noNumber'],
  ['standSec', '-5', 'noNumber'],
  ['standSec', '29', 'outside'],
  ['standSec', '3601', 'outside'],
  ['standSpeedKph', '0', 'outside'],
] as const)('%s of "%s" is refused as %s', (rule, text, problem) => {
  expect(readRule(rule, text, { before: 100, units: 'metric' })).toEqual({ problem })
})

describeOnEachDatabase('rules of trips and stops', () => {
  let mine: TestTenant
  let theirs: TestTenant
  beforeAll(async () => {
    mine = await makeTenant()
    theirs = await makeTenant()
  })

  test('tracks follow what an owner saved, of that tenant alone; only what differs is kept', async () => {
    expect(await readTripRules(mine.owner)).toEqual({ settings: DEFAULT_TRIP_SETTINGS, changedAt: null })
    await saveTripRules(mine.owner, { ...DEFAULT_TRIP_SETTINGS, standSec: 120, standSpeedKph: 2.5 })
    expect(await getTripSettings(mine.owner)).toEqual({
      ...DEFAULT_TRIP_SETTINGS,
      standSec: 120,
      standSpeedKph: 2.5,
    })
    expect((await readTripRules(mine.owner)).changedAt).toBeInstanceOf(Date)
    expect(await getTripSettings(theirs.owner)).toEqual(DEFAULT_TRIP_SETTINGS)
    const row = await db().tripRules.findUnique({ where: { tenantId: mine.tenantId } })
    expect(row?.settings).toEqual({ standSec: 120, standSpeedKph: 2.5 })
  })

  test('the defaults take the row away; the trail tells what changed, and saving what holds is no change', async () => {
    await saveTripRules(mine.owner, DEFAULT_TRIP_SETTINGS)
    await saveTripRules(mine.owner, DEFAULT_TRIP_SETTINGS)
    expect(await db().tripRules.count({ where: { tenantId: mine.tenantId } })).toBe(0)
    const entries = await db().auditEntry.findMany({
      where: { tenantId: mine.tenantId, action: 'trip_rules.change' },
      orderBy: { seq: 'asc' },
    })
    expect(entries.map(({ detail }) => detail)).toEqual([
      { standSpeedKph: { from: 1, to: 2.5 }, standSec: { from: 200, to: 120 } },
      { standSpeedKph: { from: 2.5, to: 1 }, standSec: { from: 120, to: 200 } },
    ])
    expect(await verifyAuditChain(mine.tenantId)).toMatchObject({ intact: true })
  })

  test('rules outside their limits or against each other are refused, and so is everybody but an owner', async () => {
    const wrong = (over: object) => saveTripRules(mine.owner, { ...DEFAULT_TRIP_SETTINGS, ...over })
    await expect(wrong({ standSec: 5 })).rejects.toThrow(InvalidInputError)
    await expect(wrong({ standSpeedKph: 9, ignitionOffSpeedKph: 8 })).rejects.toThrow(InvalidInputError)
    await expect(wrong({ gapSec: 3_600, tripGapSec: 1_200 })).rejects.toThrow(InvalidInputError)
    const dispatcher: Viewer = { ...makeViewer(mine.tenantId, '/'), role: 'dispatcher' }
    await expect(readTripRules(dispatcher)).rejects.toThrow(ForbiddenError)
    await expect(saveTripRules(dispatcher, DEFAULT_TRIP_SETTINGS)).rejects.toThrow(ForbiddenError)
    expect(await getTripSettings(mine.owner)).toEqual(DEFAULT_TRIP_SETTINGS)
  })
})
