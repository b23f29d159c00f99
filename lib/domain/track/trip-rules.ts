// The rules of trips and stops as people set them: their limits, in which order they stand, and how typed numbers are read.
// What the rules do is settings.ts and the files beside it.

import { fromKm, fromMetres, type UnitSystem } from '../units'
import type { TripSettings } from './settings'

export type TripRule = keyof TripSettings
export type TripRuleQuantity = 'speed' | 'length' | 'seconds'
/** Limits are inclusive, in the unit of the rule's name. */
export type TripRuleLimits = { quantity: TripRuleQuantity; min: number; max: number }

/** In the order in which they are shown. The limits are those of `tripSettingsSchema`. */
export const TRIP_RULE_LIMITS = {
  standSpeedKph: { quantity: 'speed', min: 0.5, max: 10 },
  standSec: { quantity: 'seconds', min: 30, max: 3_600 },
  ignitionOffSpeedKph: { quantity: 'speed', min: 1, max: 30 },
  minTripM: { quantity: 'length', min: 20, max: 2_000 },
  gapSec: { quantity: 'seconds', min: 60, max: 7_200 },
  tripGapSec: { quantity: 'seconds', min: 60, max: 21_600 },
  maxSpeedKph: { quantity: 'speed', min: 100, max: 1_000 },
} as const satisfies Record<TripRule, TripRuleLimits>

/** All rules, in the order in which they are shown. */
export const TRIP_RULES: readonly TripRule[] = [
  'standSpeedKph',
  'standSec',
  'ignitionOffSpeedKph',
  'minTripM',
  'gapSec',
  'tripGapSec',
  'maxSpeedKph',
]

/** Rules that may have a tenth; the others are whole numbers. */
const WITH_TENTHS: readonly TripRule[] = ['standSpeedKph', 'ignitionOffSpeedKph']

/** What is wrong with a rule; `belowOther` when it must not be less than the rule it leans on. */
export type TripRuleProblem = 'noNumber' | 'outside' | 'belowOther'

/** The value of a rule in the reader's units, as a text to type on. */
export function ruleText(rule: TripRule, value: number, units: UnitSystem): string {
  const shown = value * factorOf(rule, units)
  return String(WITH_TENTHS.includes(rule) ? Math.round(shown * 10) / 10 : Math.round(shown))
}

/**
 * What is typed for a rule, in its own unit. A text that shows `before` is `before` itself, so that saving what nobody
 * touched changes nothing. Points and commas both part tenths.
 */
export function readRule(
  rule: TripRule,
  text: string,
  { before, units }: { before: number; units: UnitSystem },
): { value: number } | { problem: TripRuleProblem } {
  const typed = text.trim().replace(',', '.')
  if (typed === ruleText(rule, before, units)) return { value: before }
  const pattern = WITH_TENTHS.includes(rule) ? /^\d{1,5}(\.\d+)?$/ : /^\d{1,6}$/
  if (!pattern.test(typed)) return { problem: 'noNumber' }
  const { min, max } = TRIP_RULE_LIMITS[rule]
  const shown = Number(typed)
  if (shown < Number(ruleText(rule, min, units)) || shown > Number(ruleText(rule, max, units)))
    return { problem: 'outside' }
  const value = shown / factorOf(rule, units)
  const rounded = WITH_TENTHS.includes(rule) ? Math.round(value * 100) / 100 : Math.round(value)
  // The limits as they are shown are rounded as well.
  return { value: Math.min(max, Math.max(min, rounded)) }
}

/** Rules that contradict others: who is slower than standing is not driving, and a gap that ends trips is a gap first. */
export function contradictions(settings: TripSettings): readonly TripRule[] {
  const found: TripRule[] = []
  if (settings.ignitionOffSpeedKph < settings.standSpeedKph) found.push('ignitionOffSpeedKph')
  if (settings.tripGapSec < settings.gapSec) found.push('tripGapSec')
  return found
}

function factorOf(rule: TripRule, units: UnitSystem): number {
  const { quantity } = TRIP_RULE_LIMITS[rule]
  if (quantity === 'seconds') return 1
  return quantity === 'speed' ? fromKm(1, units) : fromMetres(1, units)
}
