// Reports of 31 days as they go to a browser: planned, read from a real database, built and written as lines.

import type { Viewer } from '@/lib/server/access'
import { reportStream } from '@/lib/server/services/report-stream'
import { fillDays, makeReportFleet, reportRequestOf } from '../load/report-fleet'
import type { Load, ScalePart } from './measure'
import { readAll } from './read-all'
import { amounts } from './sizes'

const DAYS = 31
/** Each 4 minutes over a day of 8 hours: below that a fleet is said to have gaps. */
const FIXES = 120
const KINDS = ['mileage', 'trips'] as const

/** Fleets of 6, 24 and 96 vehicles, a tenant each. The database must be open. */
export async function reportPart(base: number): Promise<ScalePart> {
  const fleets: { viewer: Viewer; vehicles: number }[] = []
  for (const vehicles of amounts(6, base)) fleets.push({ viewer: await makeReportFleet(vehicles), vehicles })
  await fillDays(
    fleets.map(({ viewer }) => viewer),
    { days: DAYS, fixes: FIXES },
  )
  return { items: `vehicle-days, ${KINDS.join(' and ')}, the fleet grows`, loads: fleets.map(reportLoad) }
}

function reportLoad({ viewer, vehicles }: { viewer: Viewer; vehicles: number }): Load {
  return {
    work: vehicles * DAYS,
    async round() {
      for (const kind of KINDS) {
        const options = { signal: new AbortController().signal, weekStart: 'mon' as const }
        const stream = await reportStream(viewer, reportRequestOf(kind, DAYS), options)
        let last = ''
        await readAll(stream, (line) => {
          last = new TextDecoder().decode(line)
        })
        assertEnded(last, vehicles)
      }
    },
  }
}

function assertEnded(line: string, vehicles: number): void {
  const { type, rowCount, vehicleCount } = JSON.parse(line)
  // Everybody drives on each of the days.
  if (type !== 'end' || vehicleCount !== vehicles || rowCount < vehicles * DAYS)
    throw new Error(`A report ended with ${line.trim()}.`)
}
