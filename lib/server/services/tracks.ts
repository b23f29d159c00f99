// What is stored of the tracks of a few vehicles, and what is missing. Asking the vendor for the rest is track-fill.ts.

import { ALARM_SEVERITIES } from '@/lib/domain/alarm-severity'
import type { Tracks, VehicleTrack } from '@/lib/domain/api/track'
import { MAX_ANSWER_POINTS, MAX_TRACK_ALARMS } from '@/lib/domain/track/limits'
import type { TimeSpan } from '@/lib/domain/track/spans'
import { encodeTrack } from '@/lib/domain/track/wire'
import type { Viewer } from '../access'
import { getDevice } from '../data/devices'
import { getTripSettings, listAskedSpans, listTrackAlarms, listTrackPoints } from '../data/tracks'
import { type Clock, systemClock } from '../live/clock'
import { missingSpans } from './track-gaps'

export type TracksQuestion = { ids: readonly string[]; span: TimeSpan }

/**
 * Fixes, alarms and missing spans of devices in scope, in the order asked for. Nothing is asked of the vendor.
 * @throws NotFoundError when one of them is missing or foreign.
 */
export async function tracksOf(
  viewer: Viewer,
  { ids, span }: TracksQuestion,
  clock: Clock = systemClock,
): Promise<Tracks> {
  const settings = await getTripSettings(viewer)
  const limit = Math.floor(MAX_ANSWER_POINTS / Math.max(1, ids.length))
  const vehicles: VehicleTrack[] = []
  // One after another: each may be a hundred thousand rows.
  for (const id of ids) vehicles.push(await trackOf(viewer, id, { span, limit, nowMs: clock.now() }))
  return { settings, vehicles }
}

async function trackOf(
  viewer: Viewer,
  id: string,
  { span, limit, nowMs }: { span: TimeSpan; limit: number; nowMs: number },
): Promise<VehicleTrack> {
  const device = await getDevice(viewer, id)
  const range = { fromAt: new Date(span.fromMs), toAt: new Date(span.toMs) }
  const [{ points, cutAtMs }, asked, alarms] = await Promise.all([
    listTrackPoints(viewer, device.id, { ...range, limit }),
    listAskedSpans(viewer, device.id, range),
    listTrackAlarms(viewer, device.id, { ...range, limit: MAX_TRACK_ALARMS }),
  ])
  // What lies after the cut is not told, so nobody can say whether it is missing.
  const told = { fromMs: span.fromMs, toMs: cutAtMs ?? span.toMs }
  const { imei, name, plate, kind } = device
  return {
    ...{ id: device.id, imei, name, plate, kind, cutAtMs },
    fixes: encodeTrack(points),
    missing: missingSpans(told, { atMs: points.atMs, asked, nowMs }).map(({ fromMs, toMs }) => [
      fromMs,
      toMs,
    ]),
    alarms: alarms.map(({ startedAt, severity, name, code, ...alarm }) => ({
      ...alarm,
      code,
      name: name ?? code,
      severity: ALARM_SEVERITIES.find((known) => known === severity) ?? 'warning',
      startedMs: startedAt.getTime(),
    })),
  }
}
