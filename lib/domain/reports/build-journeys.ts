// Reports of single journeys: trips, stops and idling, speeding. Beside trips and stops stand the vendor's where asked for.

import type { Stop, Trip } from '../track/story'
import { type Activity, cutTo } from './activity'
import {
  activityOf,
  dayKeys,
  dayOf,
  edgeOf,
  lessVendors,
  type ReportBuilder,
  type ReportContext,
  type RequestOf,
} from './builder'
import { Bars } from './charts'
import type { Cells } from './columns'
import { matchedSpans } from './matching'
import { speedingOf } from './speeding'
import { isoOf, secondsOf, type VendorFigures } from './vehicle-data'

/** Each trip that lies in the span at least in part, as much of it as does. */
export function tripsReport(context: ReportContext<RequestOf<'trips'>>): ReportBuilder {
  const { days, settings, request } = context
  const bars = new Bars({ id: 'distance_by_day', x: 'day', y: 'distance' }, ['distanceM']).prepare(
    dayKeys(days),
  )
  return {
    add: (data) => {
      const activity = activityOf(data, settings)
      const trips = activity === null ? [] : activity.story.trips
      const all = trips.flatMap((trip) => (activity === null ? [] : tripCells(activity, trip, context)))
      const told = all.filter(({ distanceM }) => distanceM >= request.params.minDistanceM)
      if (activity !== null)
        activity.tallies(days).forEach(({ distanceM }, index) => {
          bars.add(days[index]?.key ?? '', [distanceM])
        })
      const vehicle = { vehicle: data.vehicle.id }
      if (data.vendor === null) return told.map(({ span: _, ...cells }) => ({ ...vehicle, ...cells }))
      return besideTrips(told, data.vendor).map((cells) => ({ ...vehicle, ...cells }))
    },
    charts: () => bars.charts(),
  }
}

function tripCells(activity: Activity, trip: Trip, { span }: ReportContext) {
  const cut = cutTo({ fromMs: trip.startedMs, toMs: trip.endedMs }, span)
  if (cut === null) return []
  const { distanceM, topSpeedKph, gapMs } = activity.partOf(trip, span)
  const drivenMs = cut.toMs - cut.fromMs - gapMs
  return [
    {
      span: { fromMs: cut.fromMs, toMs: cut.toMs },
      startedAt: isoOf(cut.fromMs),
      endedAt: isoOf(cut.toMs),
      startPlace: activity.placeOf(trip.from),
      endPlace: activity.placeOf(trip.to),
      distanceM,
      durationSec: secondsOf(cut),
      movingSec: Math.round(drivenMs / 1000),
      meanSpeedKph: drivenMs > 0 ? (distanceM / drivenMs) * 3600 : null,
      topSpeedKph,
      gapSec: Math.round(gapMs / 1000),
      edge: edgeOf(cut),
    },
  ]
}

function besideTrips(own: ReturnType<typeof tripCells>, vendor: VendorFigures): Cells[] {
  const theirs = vendor.trips.map(({ startedMs, endedMs }) => ({ fromMs: startedMs, toMs: endedMs }))
  const { partners, left } = matchedSpans(
    own.map(({ span }) => span),
    theirs,
  )
  const vendorCells = (index: number | null | undefined) => {
    const trip = vendor.trips[index ?? -1]
    if (trip === undefined) return {}
    return {
      vendorStartedAt: isoOf(trip.startedMs),
      vendorEndedAt: isoOf(trip.endedMs),
      vendorDistanceM: trip.distanceM,
    }
  }
  return [
    ...own.map(({ span: _, ...cells }, index) => ({
      ...cells,
      ...vendorCells(partners[index]),
      distanceDiffM: lessVendors(cells.distanceM, vendor.trips[partners[index] ?? -1]?.distanceM ?? null),
    })),
    ...left.map((index) => ({ ...vendorCells(index), edge: 'vendor_only' })),
  ]
}

/** Each stop that lies in the span at least in part, as much of it as does. */
export function stopsReport(context: ReportContext<RequestOf<'stops'>>): ReportBuilder {
  const { days, settings, request } = context
  const { which, minSec } = request.params
  const bars = new Bars({ id: 'stops_by_day', x: 'day', y: 'duration' }, ['parkedSec', 'idleSec']).prepare(
    dayKeys(days),
  )
  return {
    add: (data) => {
      const activity = activityOf(data, settings)
      const stops = activity === null ? [] : activity.story.stops
      const told = stops
        .filter(({ kind }) => which === 'all' || kind === which)
        .flatMap((stop) => (activity === null ? [] : stopCells(activity, stop, context)))
        .filter(({ durationSec }) => durationSec >= minSec)
      if (activity !== null)
        activity.tallies(days).forEach(({ parkedMs, idleMs }, index) => {
          bars.add(days[index]?.key ?? '', [parkedMs / 1000, idleMs / 1000])
        })
      const vehicle = { vehicle: data.vehicle.id }
      if (data.vendor === null) return told.map(({ span: _, ...cells }) => ({ ...vehicle, ...cells }))
      return besideStops(told, data.vendor).map((cells) => ({ ...vehicle, ...cells }))
    },
    charts: () => bars.charts(),
  }
}

function stopCells(activity: Activity, stop: Stop, { span }: ReportContext) {
  const cut = cutTo({ fromMs: stop.arrivedMs, toMs: stop.leftMs }, span)
  if (cut === null) return []
  let idleMs = 0
  for (const idle of activity.idleSpans(stop)) {
    const within = cutTo(idle, span)
    if (within !== null) idleMs += within.toMs - within.fromMs
  }
  const place: [number, number] = [stop.lat, stop.lng]
  return [
    {
      span: { fromMs: cut.fromMs, toMs: cut.toMs },
      stopKind: stop.kind,
      arrivedAt: isoOf(cut.fromMs),
      leftAt: isoOf(cut.toMs),
      durationSec: secondsOf(cut),
      idleSec: Math.round(idleMs / 1000),
      place,
      edge: edgeOf({ ...cut, goesOn: cut.goesOn || stop.isOpen }),
    },
  ]
}

function besideStops(own: ReturnType<typeof stopCells>, vendor: VendorFigures): Cells[] {
  const theirs = vendor.stops.map(({ arrivedMs, leftMs, durationMs }) => ({
    fromMs: arrivedMs,
    toMs: leftMs ?? arrivedMs + (durationMs ?? 0),
  }))
  const { partners, left } = matchedSpans(
    own.map(({ span }) => span),
    theirs,
  )
  const secOf = (index: number | null | undefined) => {
    const theirSpan = theirs[index ?? -1]
    return theirSpan === undefined ? null : secondsOf(theirSpan)
  }
  const vendorCells = (index: number | null | undefined) => {
    const stop = vendor.stops[index ?? -1]
    if (stop === undefined) return {}
    return {
      vendorArrivedAt: isoOf(stop.arrivedMs),
      vendorLeftAt: isoOf(stop.leftMs),
      vendorDurationSec: secOf(index),
    }
  }
  return [
    ...own.map(({ span: _, ...cells }, index) => ({
      ...cells,
      ...vendorCells(partners[index]),
      durationDiffSec: lessVendors(cells.durationSec, secOf(partners[index])),
    })),
    ...left.map((index) => ({
      ...vendorCells(index),
      stopKind: vendor.stops[index]?.isIdling ? 'idling' : 'parked',
      edge: 'vendor_only',
    })),
  ]
}

/** Each time above the limit. */
export function speedingReport(context: ReportContext<RequestOf<'speeding'>>): ReportBuilder {
  const { days, settings, span, request } = context
  const { limitKph } = request.params
  const rule = { ...settings, ...request.params }
  const bars = new Bars({ id: 'speeding_by_day', x: 'day', y: 'count' }, ['count']).prepare(dayKeys(days))
  return {
    add: (data) => {
      const activity = activityOf(data, settings)
      if (activity === null) return []
      return speedingOf(activity, span, rule).map((episode) => {
        const day = dayOf(days, episode.fromMs)
        if (day !== null) bars.add(day, [1])
        return {
          vehicle: data.vehicle.id,
          startedAt: isoOf(episode.fromMs),
          endedAt: isoOf(episode.toMs),
          durationSec: secondsOf(episode),
          topSpeedKph: episode.topSpeedKph,
          overKph: episode.topSpeedKph - limitKph,
          distanceM: episode.distanceM,
          place: episode.place,
        }
      })
    },
    charts: () => bars.charts(),
  }
}
