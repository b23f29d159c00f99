// The answer of the trip report: lists within lists, of which one or the other is there. Rows that do not parse are left
// out on every level, and reported with the path that leads to them.

import { z } from 'zod'
import {
  type Answer,
  type AnswerContext,
  type AnswerPart,
  type AnswerShape,
  type DroppedRow,
  payloadOf,
  reasonOf,
  unreadable,
} from './answer'
import type { RecordCodec, RecordOf, WireRecord } from './record'

type Records<DaysDevice, Day, TripsDevice, TripsDay, Trip, Summary> = {
  daysDevice: RecordOf<DaysDevice>
  day: RecordOf<Day>
  tripsDevice: RecordOf<TripsDevice>
  tripsDay: RecordOf<TripsDay>
  trip: RecordOf<Trip>
  summary: RecordOf<Summary>
}

/** What devices drove: by day, or by trip within days. `summaries` is in no document, but seen. */
export type TripReport<DaysDevice, Day, TripsDevice, TripsDay, Trip, Summary> = {
  byDay: (DaysDevice & { days: Day[] })[]
  byTrip: (TripsDevice & { days: (TripsDay & { trips: Trip[] })[] })[]
  summaries: Summary[]
}

/** Reads whichever lists came, each as an array or a lone object; writes null for a list without rows. */
export function tripReportAnswer<DaysDevice, Day, TripsDevice, TripsDay, Trip, Summary>(
  records: Records<DaysDevice, Day, TripsDevice, TripsDay, Trip, Summary>,
): AnswerShape<TripReport<DaysDevice, Day, TripsDevice, TripsDay, Trip, Summary>> {
  return {
    parts: partsOf(records),
    read: (answer, context) => {
      const report = reportIn(answer, context)
      const reader = new Reader(context.profile)
      const byDay = reader.list(report.datDatas, 'datDatas', records.daysDevice, (device, wire, path) => ({
        ...device,
        days: reader.list(wire.data, `${path}.data`, records.day),
      }))
      const byTrip = reader.list(report.dayList, 'dayList', records.tripsDevice, (device, wire, path) => ({
        ...device,
        days: reader.list(wire.tripsData, `${path}.tripsData`, records.tripsDay, (day, dayWire, dayPath) => ({
          ...day,
          trips: reader.list(dayWire.dayData, `${dayPath}.dayData`, records.trip),
        })),
      }))
      const summaries = reader.list(report.summaryData, 'summaryData', records.summary)
      const [first] = reader.dropped
      if (first && byDay.length + byTrip.length + summaries.length === 0)
        throw unreadable(context, first.reason)
      return { value: { byDay, byTrip, summaries }, dropped: reader.dropped }
    },
    write: ({ byDay, byTrip, summaries }, { profile }) => {
      const datDatas = byDay.map(({ days, ...device }) => ({
        // The rest of a device is everything but its days, which the compiler cannot see through a generic Omit.
        ...z.encode(records.daysDevice[profile], device as unknown as DaysDevice),
        data: days.map((day) => z.encode(records.day[profile], day)),
      }))
      const dayList = byTrip.map(({ days, ...device }) => ({
        ...z.encode(records.tripsDevice[profile], device as unknown as TripsDevice),
        tripsData: days.map(({ trips, ...day }) => ({
          ...z.encode(records.tripsDay[profile], day as unknown as TripsDay),
          dayData: trips.map((trip) => z.encode(records.trip[profile], trip)),
        })),
      }))
      const data = { dayList: orNull(dayList), datDatas: orNull(datDatas) }
      if (summaries.length === 0) return { result: null, data }
      const summaryData = summaries.map((summary) => z.encode(records.summary[profile], summary))
      return { result: null, data: { ...data, summaryData } }
    },
  }
}

/** Reads lists of one answer, and keeps count of what had to be left out. */
class Reader {
  readonly dropped: DroppedRow[] = []

  constructor(private readonly profile: AnswerContext['profile']) {}

  list<T, R = T>(
    wire: unknown,
    path: string,
    record: RecordOf<T>,
    complete: (row: T, wire: WireRecord, path: string) => R = (row) => row as unknown as R,
  ): R[] {
    const codec: RecordCodec<T> = record[this.profile]
    return rowsIn(wire).flatMap((row, index) => {
      const place = `${path}[${index}]`
      const read = z.safeDecode(codec, row)
      if (read.success) return [complete(read.data, row, place)]
      this.dropped.push({ index, reason: `${place}: ${reasonOf(read.error)}` })
      return []
    })
  }
}

/** Rows of an array, or a lone row. The codec refuses what is not an object; the type only tells the compiler so. */
function rowsIn(wire: unknown): WireRecord[] {
  if (Array.isArray(wire)) return wire
  return typeof wire === 'object' && wire !== null ? [wire as WireRecord] : []
}

function reportIn(answer: Answer, context: AnswerContext): WireRecord {
  const payload = payloadOf(answer)
  if (payload === undefined || payload === null || payload === '') return {}
  if (typeof payload !== 'object') throw unreadable(context, 'a report expected')
  return payload as WireRecord
}

function orNull<T>(rows: T[]): T[] | null {
  return rows.length > 0 ? rows : null
}

type AnyRecords = Records<unknown, unknown, unknown, unknown, unknown, unknown>

function partsOf(records: { [K in keyof AnyRecords]: Pick<AnyRecords[K], 'fields'> }): AnswerPart[] {
  return [
    { path: 'data.datDatas[]', fields: records.daysDevice.fields },
    { path: 'data.datDatas[].data[]', fields: records.day.fields },
    { path: 'data.dayList[]', fields: records.tripsDevice.fields },
    { path: 'data.dayList[].tripsData[]', fields: records.tripsDay.fields },
    { path: 'data.dayList[].tripsData[].dayData[]', fields: records.trip.fields },
    { path: 'data.summaryData[]', fields: records.summary.fields },
  ]
}
