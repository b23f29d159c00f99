// How an owner sees and changes the rules of trips and stops. Replay and reports ask for them anew each time, so a change
// holds from the next look on, for the past as well: trips are not stored.

import { tripSettingsSchema } from '@/lib/domain/api/trip-settings'
import { DEFAULT_TRIP_SETTINGS, type TripSettings } from '@/lib/domain/track/settings'
import { contradictions, TRIP_RULES } from '@/lib/domain/track/trip-rules'
import type { Viewer } from '../access'
import { type AuditDetail, appendAudit } from '../audit'
import { getTripSettings } from '../data/tracks'
import { findTripRulesChange, storeTripRules } from '../data/trip-rules'
import { inTransaction } from '../db'
import { InvalidInputError } from '../errors'

/** The rules as they hold, and since when; null while the defaults hold. */
export type TripRulesView = { settings: TripSettings; changedAt: Date | null }

/** @throws ForbiddenError unless the viewer is an owner. */
export async function readTripRules(viewer: Viewer): Promise<TripRulesView> {
  const changedAt = await findTripRulesChange(viewer)
  return { settings: await getTripSettings(viewer), changedAt }
}

/**
 * Stores the rules. Only what differs from the defaults is kept, so that better defaults reach who has not chosen. What
 * changed goes into the audit trail with its old and new values.
 * @throws ForbiddenError unless the viewer is an owner; InvalidInputError for rules outside their limits, or that
 * contradict each other.
 */
export async function saveTripRules(viewer: Viewer, settings: TripSettings): Promise<void> {
  const parsed = tripSettingsSchema.safeParse(settings)
  if (!parsed.success || contradictions(parsed.data).length > 0) throw new InvalidInputError()
  const next = parsed.data
  const before = (await readTripRules(viewer)).settings
  const detail: AuditDetail = {}
  for (const rule of TRIP_RULES)
    if (before[rule] !== next[rule]) detail[rule] = { from: before[rule], to: next[rule] }
  if (Object.keys(detail).length === 0) return
  await inTransaction(async () => {
    await storeTripRules(viewer, ownOf(next))
    await appendAudit(viewer.tenantId, { actorId: viewer.userId, action: 'trip_rules.change', detail })
  })
}

function ownOf(settings: TripSettings): Partial<TripSettings> {
  const own: Partial<TripSettings> = {}
  for (const rule of TRIP_RULES)
    if (settings[rule] !== DEFAULT_TRIP_SETTINGS[rule]) own[rule] = settings[rule]
  return own
}
