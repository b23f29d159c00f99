// Trips of a device in a span, cut at its ends, so that their distances add up to what was driven in it.

import { type Drive, drivesOf, stretchOf } from './drives'
import type { Unit } from './fixes'
import { momentOn } from './moment'
import type { Route } from './route'
import type { WorldTrip } from './types'
import { dayAt } from './vehicle'

/** Trips that overlap [fromMs, toMs], ascending; a trip under way at either end is cut there. */
export function tripsBetween(source: Unit, fromMs: number, toMs: number): WorldTrip[] {
  if (!source.contact.everFixed) return []
  const trips: WorldTrip[] = []
  for (let day = dayAt(source.vehicle, fromMs); day <= dayAt(source.vehicle, toMs); day++) {
    for (const drive of drivesOf(source.vehicle, day)) {
      if (drive.endMs > fromMs && drive.startMs < toMs) trips.push(tripOf(source, drive, { fromMs, toMs }))
    }
  }
  return trips
}

function tripOf(source: Unit, drive: Drive, span: { fromMs: number; toMs: number }): WorldTrip {
  const startMs = Math.max(drive.startMs, span.fromMs)
  const endMs = Math.min(drive.endMs, span.toMs)
  const from = momentOn(source.vehicle, drive, startMs)
  const to = momentOn(source.vehicle, drive, endMs)
  return {
    startMs,
    endMs,
    startLat: from.lat,
    startLng: from.lng,
    endLat: to.lat,
    endLng: to.lng,
    distanceM: Math.round(to.dayM - from.dayM),
    maxSpeedKph: Math.round(
      topSpeedKph(drive, { startMs, endMs, fromKph: from.speedKph, toKph: to.speedKph }),
    ),
  }
}

type Part = { startMs: number; endMs: number; fromKph: number; toKph: number }

function topSpeedKph(drive: Drive, part: Part): number {
  const { route } = drive.leg
  const stretch = stretchOf(drive)
  if (part.startMs === drive.startMs && part.endMs === drive.endMs) return (route.maxSpeedMps * 3.6) / stretch
  const fromS = (part.startMs - drive.startMs) / 1000 / stretch
  const toS = (part.endMs - drive.startMs) / 1000 / stretch
  return Math.max(part.fromKph, part.toKph, (fastestVertexMps(route, fromS, toS) * 3.6) / stretch)
}

function fastestVertexMps(route: Route, fromS: number, toS: number): number {
  let fastest = 0
  for (let i = 0; i < route.timeS.length; i++) {
    const at = route.timeS[i] ?? 0
    if (at >= fromS && at <= toS) fastest = Math.max(fastest, route.speedMps[i] ?? 0)
  }
  return fastest
}
