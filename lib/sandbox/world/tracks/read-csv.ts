// Reads recorded trips from CSV. The form is told by the header: a vehicle or track column, a time, a position.
// A table about tracks without positions only lends them names.

import { type RecordedRow, type RecordedVehicle, recordedRow } from './recording'

/** A parsed table: lower-case column names and rows of cells. */
export type Table = { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }

const METRES_PER_SECOND_TO_KPH = 3.6

/** Parses CSV text (RFC 4180 quoting); a byte order mark and blank lines are skipped. */
export function parseCsv(text: string): Table {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
  const [header = '', ...body] = lines
  return { columns: cellsOf(header).map((name) => name.trim().toLowerCase()), rows: body.map(cellsOf) }
}

function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',')
  const cells: string[] = []
  for (const [, quoted, plain] of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    cells.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
  }
  return cells
}

/** Whether a table has what a recording needs. */
export function isTrackTable(table: Table): boolean {
  return columnsOf(table) !== null
}

/** Whether a table describes tracks (line, car or bus) without holding positions. */
export function isTrackNames(table: Table): boolean {
  return table.columns.includes('id') && table.columns.includes('car_or_bus')
}

/** Vehicles of a track table, in order of appearance; `names` describes tracks by id. Unreadable rows are left out. */
export function vehiclesOfTable(table: Table, names: ReadonlyMap<string, TrackName>): RecordedVehicle[] {
  const at = columnsOf(table)
  if (!at) return []
  const found = new Map<string, Found>()
  for (const cells of table.rows) {
    const row = rowOf(cells, at)
    const key = cells[at.vehicle]?.trim()
    if (!row || !key) continue
    const vehicle: Found = found.get(key) ?? { rows: [], routes: new Map(), note: null }
    found.set(key, vehicle)
    vehicle.rows.push(row)
    const route = cells[at.route]?.trim()
    if (route) vehicle.routes.set(route, (vehicle.routes.get(route) ?? 0) + 1)
    vehicle.note ??= cells[at.headsign]?.trim() || null
  }
  return [...found].map(([key, { rows, routes, note }]) => {
    const [[route] = [null]] = [...routes].sort((a, b) => b[1] - a[1])
    const name = names.get(key)
    const isBus = name?.isBus ?? at.route >= 0
    return { key, rows, note, isBus, route: name?.line ?? route, name: `${isBus ? 'Bus' : 'Car'} ${key}` }
  })
}

type Found = { rows: RecordedRow[]; routes: Map<string, number>; note: string | null }

/** What a table of track names says of one track. */
export type TrackName = { readonly isBus: boolean; readonly line: string | null }

/** Names of tracks by id. In this table 1 stands for a car and 2 for a bus. */
export function trackNames(table: Table): Map<string, TrackName> {
  const [id, kind, line] = ['id', 'car_or_bus', 'linha'].map((name) => table.columns.indexOf(name))
  return new Map(
    table.rows.map((cells) => [
      cells[id ?? -1] ?? '',
      { isBus: cells[kind ?? -1] === '2', line: cells[line ?? -1]?.trim() || null },
    ]),
  )
}

type Columns = Record<'vehicle' | 'time' | 'lat' | 'lng' | 'speed' | 'route' | 'headsign', number>

function columnsOf(table: Table): Columns | null {
  const find = (...names: string[]) => table.columns.findIndex((column) => names.includes(column))
  const at = {
    vehicle: find('vehicle_id', 'track_id'),
    time: find('timestamp', 'time'),
    lat: find('latitude', 'lat'),
    lng: find('longitude', 'lng', 'lon'),
    speed: find('speed'),
    route: find('route_id'),
    headsign: find('trip_headsign'),
  }
  return at.vehicle < 0 || at.time < 0 || at.lat < 0 || at.lng < 0 ? null : at
}

function rowOf(cells: readonly string[], at: Columns): RecordedRow | null {
  const speed = cells[at.speed]?.trim()
  return recordedRow({
    time: cells[at.time] ?? '',
    lat: numberOf(cells[at.lat]),
    lng: numberOf(cells[at.lng]),
    speedKph: speed ? numberOf(speed) * METRES_PER_SECOND_TO_KPH : null,
  })
}

/** A cell as number; not a number when it is empty, so that it fails every later comparison. */
function numberOf(cell: string | undefined): number {
  return cell === undefined || cell.trim() === '' ? Number.NaN : Number(cell)
}
