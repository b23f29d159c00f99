// A device and its gateway: positions and heartbeats, and the log-ins and log-outs that their coming and going makes.

import { mix } from '../world/random'
import type { WorldFix, WorldState } from '../world/types'
import type { DeviceFile, Emit } from './device-file'
import { identityUpdates } from './rows/alarms'
import {
  altitudeAt,
  cellsItem,
  extendedItem,
  heartbeatItem,
  POST_TYPES,
  positionItem,
  signOnItem,
} from './rows/positions'
import type { Teller } from './story'

/** Numbers of `postMethod`. */
const REASONS = { interval: 0, turn: 2, ignition: 3, recovered: 5, powerOn: 8, parked: 14 } as const
const TURN_DEG = 35
/** One parked report in so many comes without a position, (0,0). */
const FIXES_PER_BLANK = 80

/** A fix: the device logs in if it was away, reports its position, and its cells where it has no sky. */
export function tellFix(
  teller: Teller,
  file: DeviceFile,
  { fix, emit }: { fix: WorldFix; emit: Emit },
): void {
  const atMs = teller.clock.toWallMs(fix.atMs)
  const second = Math.floor(atMs / 1000)
  const isBack = file.hasContact === false
  if (isBack) logIn(file, { atMs, lng: fix.lng, emit })
  const last = file.lastFix
  file.lastFix = { ...fix, atMs }
  if (second === file.fixSecond) return
  file.odometerM = Math.round(teller.world.stateAt(file.imei, fix.atMs).odometerKm * 1000)
  const name = mix(file.hash, second)
  const isBlankFirst = isBack || (!fix.ignition && name % FIXES_PER_BLANK === 0)
  if (isBlankFirst && second - 1 > file.fixSecond)
    emit(positionOf(file, { fix, second: second - 1, blank: true }))
  emit(positionOf(file, { fix, second, method: isBack ? REASONS.recovered : reasonOf(last, fix) }))
  file.fixSecond = second
  if (fix.source === 'wifi' || fix.source === 'cell') {
    const postType = fix.source === 'wifi' ? 'WIFI' : 'LBS'
    emit(cellsItem(file.imei, { atMs, postType, lng: fix.lng, hash: file.hash }))
  }
  if (file.device.kind === 'tracker' && file.hash % 12 === 0 && !fix.ignition)
    emit(extendedItem(file.imei, atMs, fix.satellites))
}

function positionOf(
  file: DeviceFile,
  { fix, second, blank, method }: { fix: WorldFix; second: number; blank?: true; method?: number },
) {
  const gpsTimeMs = second * 1000
  return positionItem({
    imei: file.imei,
    gpsTimeMs,
    gateTimeMs: gpsTimeMs,
    lat: blank ? 0 : fix.lat,
    lng: blank ? 0 : fix.lng,
    satellites: blank ? 0 : fix.satellites,
    speedKph: blank ? 0 : (fix.speedKph ?? 0),
    headingDeg: blank ? 0 : (fix.headingDeg ?? 0),
    ignition: fix.ignition,
    postType: blank ? 1 : POST_TYPES[fix.source],
    isResent: false,
    postMethod: method ?? REASONS.powerOn,
    altitudeM: blank ? 0 : altitudeAt(fix.lat, fix.lng),
    odometerM: file.odometerM,
  })
}

function reasonOf(last: WorldFix | null, fix: WorldFix): number {
  if (last && last.ignition !== fix.ignition) return REASONS.ignition
  if (!fix.ignition) return REASONS.parked
  const turnDeg = Math.abs((last?.headingDeg ?? 0) - (fix.headingDeg ?? 0))
  return last && Math.min(turnDeg, 360 - turnDeg) > TURN_DEG ? REASONS.turn : REASONS.interval
}

/** A heartbeat where the device is heard; where it no longer is, the gateway closes its line. */
export function tellBeat(
  teller: Teller,
  file: DeviceFile,
  { worldMs, emit }: { worldMs: number; emit: Emit },
): void {
  const { imei } = file
  const state = teller.world.stateAt(imei, worldMs)
  const atMs = teller.clock.toWallMs(worldMs)
  const lng = state.fix?.lng ?? null
  if (worldMs - state.heartbeatAtMs >= 1.5 * file.beatMs) {
    if (file.hasContact) emit(signOnItem(imei, { type: 'LOGOUT', atMs, lng }))
    file.hasContact = false
    return
  }
  if (file.hasContact === false) logIn(file, { atMs, lng, emit })
  const second = Math.floor(atMs / 1000)
  if (second === file.beatSecond) return
  file.beatSecond = second
  emit(beatOf(teller, file, { state, atMs: second * 1000 }))
}

function beatOf(teller: Teller, file: DeviceFile, { state, atMs }: { state: WorldState; atMs: number }) {
  const isStopped = teller.isStopped(file.imei)
  const isScooter = file.device.kind === 'scooter'
  const ignition = state.fix?.ignition ?? false
  return heartbeatItem({
    imei: file.imei,
    atMs,
    batteryPercent: state.batteryPercent,
    signalLevel: state.signalLevel,
    ignition,
    isCharging: state.externalPower !== null,
    isArmed: isScooter && !ignition,
    isCut: isStopped,
    hasFix: state.fix?.source === 'gps',
    isLocked: isScooter && isStopped,
  })
}

function logIn(
  file: DeviceFile,
  { atMs, lng, emit }: { atMs: number; lng: number | null; emit: Emit },
): void {
  file.hasContact = true
  emit(signOnItem(file.imei, { type: 'LOGIN', atMs, lng }))
  for (const item of identityUpdates(file.device, atMs)) emit(item)
}
