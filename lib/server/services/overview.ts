// The overview's own figures. What is costly is remembered for a few minutes per tenant, scope and zone, so that a wall of
// screens costs no more than one.

import 'server-only'
import type { AlarmSeverity } from '@/lib/domain/alarm-severity'
import { type FleetUse, MAX_OVERVIEW_VEHICLES, OVERVIEW_DAYS, type Overview } from '@/lib/domain/api/overview'
import { addDaysToKey, dayKey, daysOf, fromLocal } from '@/lib/domain/time'
import type { Viewer } from '../access'
import { countInbox } from '../data/alarm-inbox'
import { countDrivenDays, countExpiring, listNextExpiring } from '../data/overview'
import { type Clock, systemClock } from '../live/clock'
import { singleton } from '../singleton'
import { alarmQuestion } from './alarm-inbox'

const NEXT_SHOWN = 8
const FRESH_MS = 5 * 60_000
const MAX_REMEMBERED = 2_000
/** A parked receiver wanders at 1 or 2 km/h; nobody drives a day below this. */
const DRIVING_KPH = 5

/** Open alarms by severity, and terms that have ended or will soon. */
export async function overviewOf(viewer: Viewer, clock: Clock = systemClock): Promise<Overview> {
  const now = new Date(clock.now())
  const [alarms, expiring, next] = await Promise.all([
    openAlarmsOf(viewer, clock),
    countExpiring(viewer, now),
    listNextExpiring(viewer, now, NEXT_SHOWN),
  ])
  return { alarms, expiring, next: next.map((row) => ({ ...row, expiresAt: row.expiresAt.toISOString() })) }
}

/** How many vehicles drove on each of the last local days of `zone`, at most five minutes old. */
export function fleetUseOf(viewer: Viewer, zone: string, clock: Clock = systemClock): Promise<FleetUse> {
  const remembered = singleton('fleet-use', () => new Map<string, { atMs: number; use: Promise<FleetUse> }>())
  const today = dayKey(new Date(clock.now()), zone)
  const key = JSON.stringify([viewer.tenantId, viewer.scopePath, zone, today])
  const known = remembered.get(key)
  if (known && clock.now() - known.atMs < FRESH_MS) return known.use
  if (remembered.size >= MAX_REMEMBERED) remembered.clear()
  const use = readFleetUse(viewer, zone, today)
  remembered.set(key, { atMs: clock.now(), use })
  // A failure is nobody's answer but the one's who asked.
  use.catch(() => remembered.delete(key))
  return use
}

async function openAlarmsOf(viewer: Viewer, clock: Clock): Promise<Overview['alarms']> {
  const question = await alarmQuestion(viewer, {}, clock)
  const count = (severity: AlarmSeverity) =>
    countInbox(viewer, { ...question, filter: { severities: [severity] } }, 'open')
  const [critical, warning, info] = await Promise.all([count('critical'), count('warning'), count('info')])
  return { critical, warning, info }
}

async function readFleetUse(viewer: Viewer, zone: string, today: string): Promise<FleetUse> {
  const first = fromLocal({ date: addDaysToKey(today, 1 - OVERVIEW_DAYS) }, zone)
  const days = daysOf({ from: first, to: fromLocal({ date: addDaysToKey(today, 1) }, zone) }, zone)
  const { drove, ...counts } = await countDrivenDays(viewer, days, {
    fromKph: DRIVING_KPH,
    limit: MAX_OVERVIEW_VEHICLES,
  })
  return { ...counts, days: days.map(({ key }, at) => ({ day: key, drove: drove[at] ?? 0 })) }
}
