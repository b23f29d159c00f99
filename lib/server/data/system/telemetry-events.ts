// What happened at a device, written in bulk by the push receiver: sign-ons, cards held to readers, trips.
// Columns are what lists and searches need; `item` is all that was told.

import type { RfidPush, SignOnPush, TripPush } from '@/lib/jimi/push/items'
import { byMoment, byText, defineTelemetryTable, type TelemetryRow } from './telemetry-table'

type EventRow<Item> = TelemetryRow & { at: Date; item: Item }

export const SIGN_ONS = defineTelemetryTable<EventRow<SignOnPush>>({
  name: 'sign_on',
  columns: [
    ['at', 'timestamptz', (row) => row.at],
    ['kind', 'text', ({ item }) => item.word],
    ['time_zone', 'text', ({ item }) => item.timezone],
    ['item', 'jsonb', (row) => ({ json: row.item })],
  ],
  compare: (a, b) => byMoment(a.at, b.at) || byText(a.item.word, b.item.word),
})

export const RFID_SCANS = defineTelemetryTable<EventRow<RfidPush>>({
  name: 'rfid_scan',
  columns: [
    ['at', 'timestamptz', (row) => row.at],
    ['card', 'text', ({ item }) => item.card],
    ['item', 'jsonb', (row) => ({ json: row.item })],
  ],
  compare: (a, b) => byMoment(a.at, b.at) || byText(a.item.card, b.item.card),
})

/** `at` is when the trip began, or for a trip that does not say so, when the vendor was told of it. */
export const TRIP_REPORTS = defineTelemetryTable<EventRow<TripPush>>({
  name: 'trip_report',
  columns: [
    ['at', 'timestamptz', (row) => row.at],
    ['trip_seq', 'int4', ({ item }) => item.tripSeq],
    ['phase', 'text', ({ item }) => item.phase],
    ['ended_at', 'timestamptz', ({ item }) => item.endAt],
    ['distance_km', 'float8', ({ item }) => item.distanceKm],
    ['fuel_l', 'float8', ({ item }) => item.fuelL],
    ['idle_sec', 'int4', ({ item }) => item.idleSec],
    ['item', 'jsonb', (row) => ({ json: row.item })],
  ],
  compare: (a, b) =>
    byMoment(a.at, b.at) || a.item.tripSeq - b.item.tripSeq || byText(a.item.phase, b.item.phase),
})
