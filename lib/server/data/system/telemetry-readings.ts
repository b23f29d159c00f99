// What devices measure, written in bulk by the push receiver: vehicle electronics, trouble codes, fuel, climate.
// Columns are what charts and searches need; `item` is all that was told.

import type { ClimatePush, FaultsPush, FuelPush, ObdPush } from '@/lib/jimi/push/items'
import { byMoment, byText, defineTelemetryTable, type TelemetryRow } from './telemetry-table'

type ReadingRow<Item> = TelemetryRow & { at: Date; item: Item }

export const OBD_READINGS = defineTelemetryTable<ReadingRow<ObdPush>>({
  name: 'obd_reading',
  columns: [
    ['at', 'timestamptz', (row) => row.at],
    ['ignition', 'bool', ({ item }) => item.ignition],
    ['readings', 'jsonb', ({ item }) => ({ json: Object.fromEntries(item.values.map(toPair)) })],
    ['item', 'jsonb', (row) => ({ json: row.item })],
  ],
  compare: (a, b) => byMoment(a.at, b.at),
})

export const FAULT_REPORTS = defineTelemetryTable<ReadingRow<FaultsPush>>({
  name: 'fault_report',
  columns: [
    ['at', 'timestamptz', (row) => row.at],
    ['codes', 'text', ({ item }) => item.codes.join(' ')],
    ['item', 'jsonb', (row) => ({ json: row.item })],
  ],
  compare: (a, b) => byMoment(a.at, b.at) || byText(a.item.codes.join(' '), b.item.codes.join(' ')),
})

export const FUEL_READINGS = defineTelemetryTable<ReadingRow<FuelPush>>({
  name: 'fuel_reading',
  columns: [
    ['at', 'timestamptz', (row) => row.at],
    ['sensor', 'int4', ({ item }) => item.sensor],
    ['value', 'float8', ({ item }) => item.value],
    ['unit', 'text', ({ item }) => item.unit],
    ['item', 'jsonb', (row) => ({ json: row.item })],
  ],
  compare: (a, b) => byMoment(a.at, b.at) || a.item.sensor - b.item.sensor,
})

export const CLIMATE_READINGS = defineTelemetryTable<ReadingRow<ClimatePush>>({
  name: 'climate_reading',
  columns: [
    ['at', 'timestamptz', (row) => row.at],
    ['temperature_c', 'float8', ({ item }) => item.temperatureC],
    ['humidity_percent', 'float8', ({ item }) => item.humidityPercent],
    ['item', 'jsonb', (row) => ({ json: row.item })],
  ],
  compare: (a, b) => byMoment(a.at, b.at),
})

function toPair({ id, value }: ObdPush['values'][number]): [string, string | number] {
  return [String(id), value]
}
