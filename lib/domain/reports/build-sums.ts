// Reports of sums over periods: mileage, utilization, fleet summary.

import {
  activityOf,
  dayKeys,
  lessVendors,
  type ReportBuilder,
  type ReportContext,
  type RequestOf,
} from './builder'
import { Bars } from './charts'
import type { Cells } from './columns'
import type { Period } from './periods'
import { joinTallies, type Tally } from './tallies'
import { isoOf, secondsOf } from './vehicle-data'

/** A row for each vehicle and period. Vehicles without any fix have rows of zero, so that nobody is missed. */
export function mileageReport(context: ReportContext<RequestOf<'mileage'>>): ReportBuilder {
  const { periods, days, settings, request } = context
  const series = request.compare ? ['distanceM', 'vendorDistanceM'] : ['distanceM']
  const byDay = new Bars({ id: 'distance_by_day', x: 'day', y: 'distance' }, series).prepare(
    periods.map(({ key }) => key),
  )
  const byVehicle = new Bars({ id: 'distance_by_vehicle', x: 'vehicle', y: 'distance' }, ['distanceM'])
  return {
    add: (data) => {
      const tallies = activityOf(data, settings)?.tallies(periods) ?? []
      return periods.map((period, index) => {
        const tally = tallies[index]
        const own = tally?.distanceM ?? 0
        const vendors = data.vendor?.distancesM[index] ?? null
        byDay.add(period.key, [own, vendors])
        byVehicle.add(data.vehicle.id, [own])
        return {
          ...cellsOf(data.vehicle.id, period),
          ...drivenCells(tally),
          gapDistanceM: tally?.gapDistanceM ?? 0,
          vendorDistanceM: vendors,
          distanceDiffM: lessVendors(own, vendors),
          distanceDiffPercent: vendors === null || vendors === 0 ? null : ((own - vendors) / vendors) * 100,
        }
      })
    },
    charts: () => [...(days.length > 1 ? byDay.charts() : []), ...byVehicle.charts()],
  }
}

/** How much of each period a vehicle was in use: moving, or standing with the engine on. */
export function utilizationReport(context: ReportContext<RequestOf<'utilization'>>): ReportBuilder {
  const { periods, days, settings } = context
  const byDay = new Bars({ id: 'used_by_day', x: 'day', y: 'duration' }, ['movingSec', 'idleSec']).prepare(
    dayKeys(days),
  )
  const byVehicle = new Bars({ id: 'used_by_vehicle', x: 'vehicle', y: 'duration' }, ['movingSec', 'idleSec'])
  return {
    add: (data) => {
      const daily = activityOf(data, settings)?.tallies(days) ?? []
      daily.forEach(({ movingMs, idleMs }, index) => {
        const sec = [movingMs / 1000, idleMs / 1000]
        byDay.add(days[index]?.key ?? '', sec)
        byVehicle.add(data.vehicle.id, sec)
      })
      return periods.map((period) => {
        const within = daily.filter((_, index) => isWithin(days[index], period))
        return { ...cellsOf(data.vehicle.id, period), ...usedCells(within, period) }
      })
    },
    charts: () => [...(days.length > 1 ? byDay.charts() : []), ...byVehicle.charts()],
  }
}

/** One row for each vehicle. */
export function fleetReport({ days, settings, span }: ReportContext<RequestOf<'fleet'>>): ReportBuilder {
  const distances = new Bars({ id: 'distance_by_vehicle', x: 'vehicle', y: 'distance' }, ['distanceM'])
  const times = new Bars({ id: 'time_by_vehicle', x: 'vehicle', y: 'duration' }, ['movingSec', 'idleSec'])
  return {
    add: (data) => {
      const { vehicle, alarmCount } = data
      const daily = activityOf(data, settings)?.tallies(days) ?? []
      const tally = joinTallies(daily)
      distances.add(vehicle.id, [tally.distanceM])
      times.add(vehicle.id, [tally.movingMs / 1000, tally.idleMs / 1000])
      return [
        {
          vehicle: vehicle.id,
          account: vehicle.account,
          group: vehicle.group,
          ...drivenCells(tally),
          stops: tally.stops,
          parkedSec: inSeconds(tally.parkedMs),
          unknownSec: daily.length === 0 ? secondsOf(span) : inSeconds(tally.unknownMs),
          daysDriven: daysDrivenOf(daily),
          alarms: alarmCount,
        },
      ]
    },
    charts: () => [...distances.charts(), ...times.charts()],
  }
}

function cellsOf(vehicle: string, { key, lastKey }: Period): Cells {
  return { vehicle, day: key, toDay: lastKey }
}

function drivenCells(tally: Tally | undefined) {
  const { distanceM = 0, movingMs = 0, idleMs = 0, trips = 0, topSpeedKph = 0 } = tally ?? {}
  return {
    distanceM,
    trips,
    movingSec: inSeconds(movingMs),
    idleSec: inSeconds(idleMs),
    meanSpeedKph: movingMs > 0 ? (distanceM / movingMs) * 3600 : null,
    topSpeedKph: movingMs > 0 ? topSpeedKph : null,
  }
}

function usedCells(daily: readonly Tally[], period: Period): Cells {
  const tally = joinTallies(daily)
  const usedMs = tally.movingMs + tally.idleMs
  const spanMs = period.toMs - period.fromMs
  return {
    usedPercent: (usedMs / spanMs) * 100,
    usedSec: inSeconds(usedMs),
    movingSec: inSeconds(tally.movingMs),
    idleSec: inSeconds(tally.idleMs),
    idlePercent: usedMs > 0 ? (tally.idleMs / usedMs) * 100 : null,
    parkedSec: inSeconds(tally.parkedMs),
    unknownSec: inSeconds(daily.length === 0 ? spanMs : tally.unknownMs),
    spanSec: inSeconds(spanMs),
    distanceM: tally.distanceM,
    trips: tally.trips,
    daysDriven: daysDrivenOf(daily),
    firstAt: isoOf(tally.firstMs),
    lastAt: isoOf(tally.lastMs),
  }
}

function daysDrivenOf(daily: readonly Tally[]): number {
  return daily.filter(({ firstMs }) => firstMs !== null).length
}

function isWithin(day: Period | undefined, period: Period): boolean {
  return day !== undefined && day.fromMs >= period.fromMs && day.toMs <= period.toMs
}

function inSeconds(ms: number): number {
  return Math.round(ms / 1000)
}
