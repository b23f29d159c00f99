// Stores what was asked for to fill a gap, by the same writers as polls: nothing doubles with what was or will be pushed, latest
// states only go forward, and only alarms that still matter to somebody are told as new.

import { insertAlarms } from '../data/system/alarms'
import { LATE_POLLED_ALARM_MS } from '../data/system/alarms-since'
import { upsertStatePatches } from '../data/system/device-states'
import { listFixTimes } from '../data/system/heal-gaps'
import { insertPositions } from '../data/system/positions'
import { polledReport } from '../live/alarm-reports'
import { livePublisher, newsByTenant } from '../live/live-publisher'
import { patchOfReport, toReport } from '../live/location-report'
import { MAX_AHEAD_MS } from '../live/state-patch'
import { chunked } from '../sql'
import type { AlarmRow, LocationRow, TrailFix } from './heal-questions'

/** Whose answer it is. `vendorNowMs` is the vendor's clock. */
export type StoreContext = { tenantId: string; nowMs: number; vendorNowMs: number }

const ALARMS_AT_ONCE = 500

/** Brings latest states forward, for devices that said nothing since, and tells who watches. */
export async function storeLocations(
  rows: readonly LocationRow[],
  idByImei: ReadonlyMap<string, string>,
  { tenantId, nowMs, vendorNowMs }: StoreContext,
): Promise<void> {
  const patches = rows.flatMap((row) => {
    const deviceId = idByImei.get(row.imei)
    const context = { deviceId: deviceId ?? '', receivedAtMs: nowMs, vendorNowMs }
    return deviceId === undefined ? [] : [{ ...patchOfReport(toReport(row, nowMs), context), tenantId }]
  })
  if (patches.length === 0) return
  const changed = new Set(await upsertStatePatches(patches))
  const told = patches.filter(({ deviceId }) => changed.has(deviceId))
  for (const news of newsByTenant({ patches: told, alarms: [] })) livePublisher().publish(news)
}

/** Stores alarms and answers how many nobody knew. Those of long ago appear in lists, and ring nowhere. */
export async function storeAlarms(
  rows: readonly AlarmRow[],
  idByImei: ReadonlyMap<string, string>,
  { tenantId, nowMs }: StoreContext,
): Promise<number> {
  const receivedAt = new Date(nowMs)
  const reports = rows.flatMap((row) => {
    const deviceId = idByImei.get(row.imei)
    return deviceId === undefined ? [] : [polledReport(row, { tenantId, deviceId, receivedAt })]
  })
  let added = 0
  for (const alarms of chunked(reports, ALARMS_AT_ONCE)) {
    const fresh = await insertAlarms({ alarms })
    added += fresh.length
    const recent = fresh.filter(({ startedAt }) => startedAt.getTime() > nowMs - LATE_POLLED_ALARM_MS)
    for (const news of newsByTenant({ patches: [], alarms: recent })) livePublisher().publish(news)
  }
  return added
}

/**
 * Stores the fixes of one device that are not there, and answers how many. What was pushed of the same moment tells more, and
 * may name the source in other words, so that a moment which is known is left alone.
 */
export async function storeFixes(
  fixes: readonly TrailFix[],
  deviceId: string,
  { tenantId, nowMs }: StoreContext,
): Promise<number> {
  const usable = fixes.filter(
    ({ lat, lng, fixAt }) => (lat !== 0 || lng !== 0) && fixAt.getTime() <= nowMs + MAX_AHEAD_MS,
  )
  const times = usable.map(({ fixAt }) => fixAt.getTime())
  if (times.length === 0) return 0
  const span = {
    beginAt: new Date(times.reduce((a, b) => Math.min(a, b))),
    endAt: new Date(times.reduce((a, b) => Math.max(a, b))),
  }
  const known = await listFixTimes({ tenantId, deviceId }, span)
  const receivedAt = new Date(nowMs)
  const missing = usable
    .filter(({ fixAt }) => !known.has(fixAt.getTime()))
    .map((fix) => ({
      deviceId,
      fixAt: fix.fixAt,
      // As with polls: a fix that does not say how it was found is not worth more than the worst.
      source: fix.source ?? 'cell',
      lat: fix.lat,
      lng: fix.lng,
      speedKph: fix.speedKph ?? null,
      headingDeg: fix.headingDeg ?? null,
      satellites: fix.satellites ?? null,
      ignition: fix.ignition ?? null,
      receivedAt,
    }))
  return missing.length === 0 ? 0 : insertPositions(tenantId, missing)
}
