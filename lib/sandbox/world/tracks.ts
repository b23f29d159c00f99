// A world made of recorded trips: real vehicles replayed in a loop under the first customer, generated ones under the second.
// Reading files is in tracks/read-*.ts, the loop in tracks/loop.ts; this file gives the vehicles accounts and records.

import {
  ACCOUNT_FLEETS,
  FIRST_ROOT,
  ORDINARY_DISTRIBUTOR_TYPE,
  ORDINARY_USER_TYPE,
  SECOND_ROOT,
  WORLD_ACCOUNTS,
} from './accounts'
import { imeiOf } from './imei'
import { hashText } from './random'
import { type BeginAt, loopsOf } from './tracks/loop'
import { readRecording } from './tracks/read-folder'
import type { RecordedVehicle } from './tracks/recording'
import {
  lastRowAt,
  type Replay,
  replayedAlarms,
  replayedFixes,
  replayedState,
  replayedTrips,
} from './tracks/replay'
import type { World, WorldAccount, WorldDevice } from './types'
import { createWorld } from './world'

/** Options of a replayed world. */
export type TrackOptions = {
  /** Folder (or single file) of recorded trips. */
  readonly folder: string
  /** When the replay begins, ms since epoch. */
  readonly startMs: number
  readonly seed?: number
  /** Generated vehicles of the second customer. */
  readonly extraDevices?: number
  /** Where in the recording the replay begins; the busiest hour by default, since midnight shows a parked fleet. */
  readonly beginAt?: BeginAt
}

/** A replayed world, which can tell what a moment was in the recording. */
export type TrackWorld = World & {
  /**
   * The recorded time (ms since epoch) that a moment replays for a vehicle: exact at fix times, counted on from the last
   * fix in between. Null for vehicles that are not recorded.
   */
  recordedTimeOf(imei: string, atMs: number): number | null
}

const RECORDED = 'northway-recorded'
const RECORDED_ACCOUNTS = 3
const DEFAULT_EXTRA_DEVICES = 60
/** A type code that no generated device has. */
const RECORDED_TAC = '86012107'
const YEAR_MS = 365 * 86_400_000

/** Loads a folder of recorded trips as a world. Rejects with a RecordingError that names the accepted forms. */
export async function loadTrackWorld(options: TrackOptions): Promise<TrackWorld> {
  const vehicles = await readRecording(options.folder)
  const generated = createWorld({
    seed: options.seed ?? 1,
    devices: options.extraDevices ?? DEFAULT_EXTRA_DEVICES,
    nowMs: options.startMs,
    fleets: ACCOUNT_FLEETS.filter(({ login }) => rootOf(login) === SECOND_ROOT),
  })
  const records = recordsOf(vehicles, options.startMs)
  const replays = replaysOf(vehicles, records, options)
  const replayOf = (imei: string) => replays.get(imei)
  return {
    accounts: accountsOf(),
    devices: [...records, ...generated.devices],
    stateAt: (imei, atMs) => {
      const replay = replayOf(imei)
      return replay ? replayedState(replay, atMs) : generated.stateAt(imei, atMs)
    },
    fixesBetween: (imei, fromMs, toMs) => {
      const replay = replayOf(imei)
      return replay ? replayedFixes(replay, fromMs, toMs) : generated.fixesBetween(imei, fromMs, toMs)
    },
    tripsBetween: (imei, fromMs, toMs) => {
      const replay = replayOf(imei)
      return replay ? replayedTrips(replay, fromMs, toMs) : generated.tripsBetween(imei, fromMs, toMs)
    },
    alarmsBetween: (imei, fromMs, toMs) => {
      const replay = replayOf(imei)
      return replay
        ? replayedAlarms(replay, imei, { fromMs, toMs })
        : generated.alarmsBetween(imei, fromMs, toMs)
    },
    recordedTimeOf: (imei, atMs) => {
      const replay = replayOf(imei)
      const last = replay ? lastRowAt(replay, atMs) : null
      return last ? last.row.recordedAtMs + (atMs - last.sentMs) : null
    },
  }
}

function rootOf(login: string): string {
  const parent = WORLD_ACCOUNTS.find((account) => account.login === login)?.parent ?? null
  return parent === null ? login : rootOf(parent)
}

/** Both roots, three accounts for the recorded vehicles under the first, the generated tree under the second. */
function accountsOf(): WorldAccount[] {
  const account = (login: string, name: string, type: number, parent: string): WorldAccount => ({
    login,
    password: `${login}-demo`,
    name,
    type,
    parent,
  })
  const groups = Array.from({ length: RECORDED_ACCOUNTS }, (_, i) =>
    account(groupLogin(i), `Recorded fleet ${i + 1}`, ORDINARY_USER_TYPE, RECORDED),
  )
  return [
    ...WORLD_ACCOUNTS.filter(({ login }) => login === FIRST_ROOT),
    account(RECORDED, 'Recorded fleet', ORDINARY_DISTRIBUTOR_TYPE, FIRST_ROOT),
    ...groups,
    ...WORLD_ACCOUNTS.filter(({ login }) => rootOf(login) === SECOND_ROOT),
  ]
}

function groupLogin(group: number): string {
  return `${RECORDED}-${group + 1}`
}

/** Which account a route belongs to: routes in order, so that each account gets about a third of the vehicles. */
function groupsOf(vehicles: readonly RecordedVehicle[]): Map<string, number> {
  const routes = vehicles.map(({ route, key }) => route ?? key)
  routes.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  const groups = new Map<string, number>()
  routes.forEach((route, i) => {
    if (!groups.has(route)) groups.set(route, Math.floor((i * RECORDED_ACCOUNTS) / routes.length))
  })
  return groups
}

function recordsOf(vehicles: readonly RecordedVehicle[], startMs: number): WorldDevice[] {
  const groups = groupsOf(vehicles)
  return vehicles.map((vehicle, index) => {
    const hash = hashText(vehicle.key)
    return {
      imei: imeiOf(RECORDED_TAC, index + 1),
      account: groupLogin(groups.get(vehicle.route ?? vehicle.key) ?? 0),
      kind: 'tracker',
      model: 'VL802',
      deviceName: vehicle.name,
      icon: vehicle.isBus ? 'bus' : 'automobile',
      plate: null,
      vehicleName: vehicle.route === null ? null : `Route ${vehicle.route}`,
      driverName: null,
      driverPhone: null,
      sim: String(8_850_000_000 + (hash % 10_000_000)),
      iccid: `8901260${String(hash).padStart(13, '0')}`,
      vin: null,
      groupName: vehicle.route === null ? 'default group' : `Route ${vehicle.route}`,
      activatedAtMs: startMs - YEAR_MS,
      expiresAtMs: startMs + 5 * YEAR_MS,
      enabled: true,
      remark: vehicle.note,
    }
  })
}

function replaysOf(
  vehicles: readonly RecordedVehicle[],
  records: readonly WorldDevice[],
  options: TrackOptions,
): Map<string, Replay> {
  const loops = loopsOf(vehicles, options.beginAt ?? 'busiest')
  // Fix times travel as whole seconds, so rounds begin on one.
  const startMs = Math.floor(options.startMs / 1000) * 1000
  const replays = new Map<string, Replay>()
  loops.forEach((loop, i) => {
    const [record, vehicle] = [records[i], vehicles[i]]
    if (!record || !vehicle) return
    const beginMs = Math.floor(loop.beginMs / 1000) * 1000
    replays.set(record.imei, {
      loop,
      originMs: startMs - beginMs,
      usedKm: 30_000 + (hashText(vehicle.key) % 90_000),
    })
  })
  return replays
}
