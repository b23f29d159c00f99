// Answers a world's questions about one replayed vehicle: which rows had been sent by a moment, trips, alarms.
// A pure function of the loop and time: rounds before the start of the replay have been running as well.

import type { WorldAlarm, WorldFix, WorldState, WorldTrip } from '../types'
import type { LoopRow, VehicleLoop } from './loop'

/** A replayed vehicle: its loop and the moment at which the loop's round 0 begins. */
export type Replay = { readonly loop: VehicleLoop; readonly originMs: number; readonly usedKm: number }

const ONLINE_AT_LEAST_MS = 600_000
const OVERSPEED_KPH = 90
const TRIP_GAP_MS = 600_000

/** The last row in time order sent by a moment, and when it was sent; a row of the round before if need be. */
export function lastRowAt(
  replay: Replay,
  atMs: number,
): { row: LoopRow; sentMs: number; round: number } | null {
  const { byTime, periodMs } = replay.loop
  const round = Math.floor((atMs - replay.originMs) / periodMs)
  const i = countUpTo(byTime, atMs - replay.originMs - round * periodMs) - 1
  const found = byTime[i] ?? byTime.at(-1)
  if (!found) return null
  const inRound = i < 0 ? round - 1 : round
  return { row: found, sentMs: replay.originMs + inRound * periodMs + found.fix.atMs, round: inRound }
}

/** The state at a moment. Online while the last fix is younger than ten minutes or three usual intervals. */
export function replayedState(replay: Replay, atMs: number): WorldState {
  const last = lastRowAt(replay, atMs)
  const fix = last ? { ...last.row.fix, atMs: last.sentMs } : null
  const windowMs = Math.max(ONLINE_AT_LEAST_MS, 3 * replay.loop.medianIntervalMs)
  const online = fix !== null && atMs - fix.atMs <= windowMs
  const roundM = replay.loop.byTime.at(-1)?.distanceM ?? 0
  const drivenKm = last ? (last.round * roundM + last.row.distanceM) / 1000 : 0
  return {
    fix,
    online,
    heartbeatAtMs: fix?.atMs ?? 0,
    expired: false,
    batteryPercent: 96,
    externalPower: fix?.ignition ? 27.6 : 25.1,
    signalLevel: online ? 4 : 0,
    odometerKm: Math.max(0, Math.round((replay.usedKm + drivenKm) * 10) / 10),
    temperatureC: null,
    fuelLitres: null,
  }
}

/** Fixes sent in [fromMs, toMs], round by round in the order of the file: duplicates and disorder stay. */
export function replayedFixes(replay: Replay, fromMs: number, toMs: number): WorldFix[] {
  return roundsIn(replay, fromMs, toMs).flatMap((startMs) =>
    replay.loop.sent
      .map(({ fix }) => ({ ...fix, atMs: startMs + fix.atMs }))
      .filter(({ atMs }) => atMs >= fromMs && atMs <= toMs),
  )
}

/** Trips in a span, cut at its ends: rows with the engine on, without gaps over ten minutes. */
export function replayedTrips(replay: Replay, fromMs: number, toMs: number): WorldTrip[] {
  const trips: WorldTrip[] = []
  for (const startMs of roundsIn(replay, fromMs, toMs)) {
    const rows = replay.loop.byTime.filter(
      ({ fix }) => startMs + fix.atMs >= fromMs && startMs + fix.atMs <= toMs,
    )
    let trip: LoopRow[] = []
    const close = () => {
      const ended = tripOf(trip, startMs)
      if (ended) trips.push(ended)
      trip = []
    }
    for (const row of rows) {
      const last = trip.at(-1)
      if (last && row.recordedAtMs - last.recordedAtMs > TRIP_GAP_MS) close()
      if (row.fix.ignition) trip.push(row)
      else close()
    }
    close()
  }
  return trips
}

/** Overspeed, once per stretch above the limit, and engine on and off at the ends of trips. */
export function replayedAlarms(
  replay: Replay,
  imei: string,
  span: { fromMs: number; toMs: number },
): WorldAlarm[] {
  const alarms: WorldAlarm[] = []
  for (const startMs of roundsIn(replay, span.fromMs, span.toMs)) {
    replay.loop.byTime.forEach(({ fix }, i) => {
      const last = replay.loop.byTime[i - 1]?.fix
      const at = {
        imei,
        atMs: startMs + fix.atMs,
        lat: fix.lat,
        lng: fix.lng,
        speedKph: Math.round(fix.speedKph ?? 0),
      }
      const isFast = (fix.speedKph ?? 0) > OVERSPEED_KPH
      if (isFast && (last?.speedKph ?? 0) <= OVERSPEED_KPH)
        alarms.push({ ...at, code: '6', name: 'Overspeed alert (terminal)' })
      if (fix.ignition && !last?.ignition) alarms.push({ ...at, code: 'ACC_ON', name: 'ACC ON' })
      if (!fix.ignition && last?.ignition) alarms.push({ ...at, code: 'ACC_OFF', name: 'ACC OFF' })
    })
  }
  return alarms.filter(({ atMs }) => atMs >= span.fromMs && atMs <= span.toMs)
}

/** Beginnings of the rounds that touch a span. */
function roundsIn(replay: Replay, fromMs: number, toMs: number): number[] {
  const { periodMs } = replay.loop
  const starts: number[] = []
  for (let round = Math.floor((fromMs - replay.originMs) / periodMs); ; round++) {
    const startMs = replay.originMs + round * periodMs
    if (startMs > toMs) return starts
    starts.push(startMs)
  }
}

/** How many rows have an offset of at most `offsetMs`. */
function countUpTo(rows: readonly LoopRow[], offsetMs: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.fix.atMs ?? 0) <= offsetMs) low = middle + 1
    else high = middle
  }
  return low
}

function tripOf(rows: readonly LoopRow[], startMs: number): WorldTrip | null {
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last || last.fix.atMs === first.fix.atMs) return null
  return {
    startMs: startMs + first.fix.atMs,
    endMs: startMs + last.fix.atMs,
    startLat: first.fix.lat,
    startLng: first.fix.lng,
    endLat: last.fix.lat,
    endLng: last.fix.lng,
    distanceM: Math.round(last.distanceM - first.distanceM),
    maxSpeedKph: rows.reduce((top, { fix }) => Math.max(top, fix.speedKph ?? 0), 0),
  }
}
