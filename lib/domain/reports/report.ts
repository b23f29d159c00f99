// One report from its first vehicle to its foot: picks the maker of the kind, puts cells in order and keeps the sums.

import type { ReportChart, ReportRow } from '../api/report-table'
import { alarmsReport, deviceStatusReport, fenceVisitsReport } from './build-events'
import { speedingReport, stopsReport, tripsReport } from './build-journeys'
import { fuelReport, temperatureReport } from './build-readings'
import { fleetReport, mileageReport, utilizationReport } from './build-sums'
import type { ReportBuilder, ReportContext } from './builder'
import { type ReportTable, tableOf, toRow } from './columns'
import { Foot } from './foot'
import type { VehicleData } from './vehicle-data'

export class Report {
  readonly table: ReportTable
  private readonly builder: ReportBuilder
  private readonly foot: Foot

  constructor(context: ReportContext) {
    this.table = tableOf(context.request)
    this.builder = builderOf(context)
    this.foot = new Foot(this.table)
  }

  /** The rows of one vehicle, and their foot where there are several. */
  add(data: VehicleData): { rows: ReportRow[]; subtotal: ReportRow | null } {
    const own = new Foot(this.table)
    const rows = this.builder.add(data).map((cells) => toRow(this.table, cells))
    for (const row of rows) {
      own.add(row)
      this.foot.add(row)
    }
    return { rows, subtotal: rows.length > 1 ? own.cells() : null }
  }

  /** The foot of all vehicles so far. */
  totals(): ReportRow {
    return this.foot.cells()
  }

  charts(): ReportChart[] {
    return this.builder.charts()
  }
}

function builderOf(context: ReportContext): ReportBuilder {
  const { request } = context
  switch (request.kind) {
    case 'trips':
      return tripsReport({ ...context, request })
    case 'stops':
      return stopsReport({ ...context, request })
    case 'mileage':
      return mileageReport({ ...context, request })
    case 'speeding':
      return speedingReport({ ...context, request })
    case 'fence_visits':
      return fenceVisitsReport({ ...context, request })
    case 'alarms':
      return alarmsReport({ ...context, request })
    case 'fleet':
      return fleetReport({ ...context, request })
    case 'utilization':
      return utilizationReport({ ...context, request })
    case 'fuel':
      return fuelReport({ ...context, request })
    case 'temperature':
      return temperatureReport({ ...context, request })
    case 'device_status':
      return deviceStatusReport({ ...context, request })
  }
}
