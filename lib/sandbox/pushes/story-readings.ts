// Readings on their own clocks, and what comes with trips: reports, cards, engine data and faults.

import { findTripFault } from '../methods/obd'
import type { WorldTrip } from '../world/types'
import type { DeviceFile, Emit } from './device-file'
import {
  bluetoothItem,
  facesItem,
  moduleItem,
  passThroughItem,
  rfidItem,
  serialPortItem,
  statusItem,
} from './rows/modules'
import { climateItem, faultItem, fuelItem, obdItem, tripItem } from './rows/readings'
import type { Reading, Teller } from './story'

/** One reading of a device that is heard; devices without the sensor stay silent. */
export function tellReading(
  teller: Teller,
  file: DeviceFile,
  { kind, worldMs, emit }: { kind: Reading; worldMs: number; emit: Emit },
): void {
  const { imei, hash, device } = file
  if (!isFitted(file, kind)) return
  const atMs = Math.floor(teller.clock.toWallMs(worldMs) / 1000) * 1000
  const state = teller.world.stateAt(imei, worldMs)
  if (kind === 'climate' && state.temperatureC !== null)
    emit(climateItem(imei, { atMs, celsius: state.temperatureC }))
  if (kind === 'fuel' && state.fuelLitres !== null) emit(fuelItem(imei, { atMs, litres: state.fuelLitres }))
  if (kind === 'status') emit(statusItem(imei, { atMs, state }))
  if (kind === 'modules' && state.fix?.ignition) {
    emit(moduleItem(imei, { atMs, hash }))
    emit(passThroughItem(imei, { atMs, hash }))
    if (device.driverName !== null) emit(serialPortItem(imei, { atMs, hash }))
  }
}

// Sensors are told by their readings; modules and status reports belong to one tracker or camera in eight.
function isFitted({ device, hash }: DeviceFile, kind: Reading): boolean {
  if (kind === 'climate' || kind === 'fuel') return device.kind !== 'scooter' && device.kind !== 'asset'
  return (device.kind === 'tracker' || device.kind === 'dashcam') && hash % 8 === 0
}

/** A trip is looked for so far back, since a span tells of its part of a trip only. */
const LOOK_BACK_MS = 12 * 3_600_000
const OBD_STEP_MS = 300_000
const REPAIR_MS = 600_000

/** What the trips that begin, run or end in a span bring with them. Times of the span are the world's. */
export function tellTrips(
  teller: Teller,
  file: DeviceFile,
  { fromMs, toMs, emit }: { fromMs: number; toMs: number; emit: Emit },
): void {
  const lookMs = fromMs - LOOK_BACK_MS
  for (const trip of teller.world.tripsBetween(file.imei, lookMs, toMs)) {
    // A trip cut at the far end of the look is older than any; one that reaches the near end still runs.
    if (trip.startMs >= fromMs && trip.startMs < toMs) tellDeparture(teller, file, { trip, emit })
    if (file.device.kind === 'obd') tellEngine(teller, file, { trip, fromMs, toMs, emit })
    if (trip.endMs >= fromMs && trip.endMs < toMs) tellArrival(teller, file, { trip, emit })
  }
}

function toWall({ clock }: Teller, trip: WorldTrip): WorldTrip {
  return { ...trip, startMs: clock.toWallMs(trip.startMs), endMs: clock.toWallMs(trip.endMs) }
}

function tellDeparture(
  teller: Teller,
  { imei, device, hash }: DeviceFile,
  { trip: worldTrip, emit }: { trip: WorldTrip; emit: Emit },
): void {
  const trip = toWall(teller, worldTrip)
  const atMs = trip.startMs
  emit(tripItem(imei, { trip, phase: 'start', idleS: 0 }))
  if (device.driverName !== null) emit(rfidItem(imei, { atMs, lat: trip.startLat, lng: trip.startLng }))
  if (device.kind === 'scooter') emit(bluetoothItem(imei, atMs))
  if (device.kind === 'dashcam' && hash % 5 === 0)
    emit(facesItem(imei, { atMs, instructionId: `${imei.slice(-4)}${Math.floor(atMs / 1000).toString(16)}` }))
}

function tellArrival(
  teller: Teller,
  { imei, device, hash }: DeviceFile,
  { trip: worldTrip, emit }: { trip: WorldTrip; emit: Emit },
): void {
  const trip = toWall(teller, worldTrip)
  const durationS = (trip.endMs - trip.startMs) / 1000
  emit(tripItem(imei, { trip, phase: 'end', idleS: Math.round(durationS * (0.05 + (hash % 10) / 100)) }))
  if (device.kind !== 'obd') return
  const fault = findTripFault(imei, worldTrip)
  if (!fault) return
  const place = { lat: trip.endLat, lng: trip.endLng }
  emit(faultItem(imei, { atMs: trip.endMs, codes: [fault.code], ...place }))
  emit(faultItem(imei, { atMs: trip.endMs + REPAIR_MS, codes: [], ...place }))
}

/** A reading every five minutes from the start of the trip, as the API lists them. */
function tellEngine(
  teller: Teller,
  { imei }: DeviceFile,
  { trip, fromMs, toMs, emit }: { trip: WorldTrip; fromMs: number; toMs: number; emit: Emit },
): void {
  const first = Math.max(0, Math.ceil((fromMs - trip.startMs) / OBD_STEP_MS))
  for (
    let worldMs = trip.startMs + first * OBD_STEP_MS;
    worldMs < Math.min(toMs, trip.endMs);
    worldMs += OBD_STEP_MS
  ) {
    const state = teller.world.stateAt(imei, worldMs)
    emit(obdItem(imei, { atMs: teller.clock.toWallMs(worldMs), state }))
  }
}
