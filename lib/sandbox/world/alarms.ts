// Alarms of a device in a span, read off the same truth as its fixes. Codes and names are the vendor's.

import { spellStarts } from './contact'
import { type Drive, drivesOf, stretchOf } from './drives'
import type { Unit } from './fixes'
import { momentAt } from './moment'
import { below, mix, unit } from './random'
import type { WorldAlarm } from './types'
import { dayAt } from './vehicle'

/** The vendor's names of the alarms that occur in generated worlds. */
export const ALARM_NAMES = {
  '1': 'SOS alert',
  '2': 'Power cut off alert',
  '3': 'Vibration alert',
  '6': 'Overspeed alert (terminal)',
  '25': 'Internal low battery alert',
  '41': 'Sudden acceleration alert',
  '48': 'Sudden deceleration alert',
  '143': 'Distraction alert',
  '151': 'Phone calling alert',
  '204': 'Forward collision warning',
  '208': 'DMS fatigue warning',
  ACC_ON: 'ACC ON',
  ACC_OFF: 'ACC OFF',
  in: 'Enter geo-fence',
  out: 'Exit geo-fence',
  offline: 'Offline alert',
  stayAlertOn: 'Idling alert',
} as const
type AlarmCode = keyof typeof ALARM_NAMES

/** Above this a device reports overspeed, km/h; scooters sooner. */
const OVERSPEED_KPH = 107
const OVERSPEED_SCOOTER_KPH = 66
const LONG_IDLE_MS = 600_000
const FENCE_RADIUS_M = 400

/** Alarms raised in [fromMs, toMs], ascending. */
export function alarmsBetween(source: Unit, fromMs: number, toMs: number): WorldAlarm[] {
  if (!source.contact.everFixed) return []
  const alarms: WorldAlarm[] = []
  const raise = (code: AlarmCode, atMs: number) => {
    if (atMs >= fromMs && atMs <= toMs) alarms.push(alarmOf(source, code, Math.floor(atMs / 1000) * 1000))
  }
  for (let day = dayAt(source.vehicle, fromMs); day <= dayAt(source.vehicle, toMs); day++) {
    const drives = drivesOf(source.vehicle, day)
    for (const drive of drives)
      raiseOnDrive(
        source,
        { drive, isFirst: drive === drives[0], isLast: drive === drives.at(-1), day },
        raise,
      )
    raiseRarely(source, day, raise)
  }
  for (const atMs of spellStarts(source.contact, fromMs, toMs)) raise('offline', atMs)
  return alarms.sort((a, b) => a.atMs - b.atMs || (a.code < b.code ? -1 : 1))
}

type Raise = (code: AlarmCode, atMs: number) => void
type OnDrive = { drive: Drive; isFirst: boolean; isLast: boolean; day: number }

function raiseOnDrive(source: Unit, input: OnDrive, raise: Raise): void {
  const { drive, day } = input
  const name = mix(mix(source.vehicle.hash, 700 + day), drive.index)
  const reportsIgnition = source.vehicle.hasIgnition && unit(source.vehicle.hash, 701) < 0.1
  if (reportsIgnition) raise('ACC_ON', drive.ignitionOnMs)
  if (reportsIgnition) raise('ACC_OFF', drive.ignitionOffMs)
  if (drive.ignitionOffMs - drive.endMs > LONG_IDLE_MS) raise('stayAlertOn', drive.endMs + LONG_IDLE_MS)
  const fastMs = overspeedAtMs(source, drive)
  if (fastMs !== null) raise('6', fastMs)
  const hasFence = unit(source.vehicle.hash, 702) < 0.3 && drive.leg.route.distanceM > 2 * FENCE_RADIUS_M
  if (hasFence && input.isFirst) raise('out', timeAtDistanceMs(drive, FENCE_RADIUS_M))
  if (hasFence && input.isLast)
    raise('in', timeAtDistanceMs(drive, drive.leg.route.distanceM - FENCE_RADIUS_M))
  const somewhereMs = drive.startMs + unit(name, 1) * (drive.endMs - drive.startMs)
  const lot = unit(name, 2)
  const { kind } = source.device.traits
  if (kind === 'dashcam' && lot < 0.06) raise(pickDashcam(name), somewhereMs)
  else if (kind !== 'asset' && lot > 0.985) raise(lot > 0.993 ? '48' : '41', somewhereMs)
}

function pickDashcam(name: number): AlarmCode {
  const codes = ['143', '151', '204', '204', '143', '208'] as const
  return codes[below(name, 3, codes.length)] ?? '204'
}

/** SOS, a cut supply, a shaken parked vehicle, an empty battery: each on few days of a year. */
function raiseRarely(source: Unit, day: number, raise: Raise): void {
  const name = mix(mix(source.vehicle.hash, 710), day)
  const atMs = source.vehicle.dayZeroMs + day * 86_400_000 + below(name, 1, 86_400) * 1000
  const lot = unit(name, 2)
  const { role, kind } = source.device.traits
  if (lot < 0.0012) raise('1', atMs)
  else if (lot < 0.005 && role.supplyV !== null) raise('2', atMs)
  else if (lot < 0.02 && kind !== 'obd') raise('3', atMs)
  else if (lot > 0.985 && (kind === 'asset' || kind === 'scooter')) raise('25', atMs)
}

/** When a drive first exceeds the device's threshold; null when it never does. */
function overspeedAtMs(source: Unit, drive: Drive): number | null {
  const limit = source.device.traits.kind === 'scooter' ? OVERSPEED_SCOOTER_KPH : OVERSPEED_KPH
  const stretch = stretchOf(drive)
  const limitMps = (limit / 3.6) * stretch
  const { route } = drive.leg
  if (route.maxSpeedMps <= limitMps) return null
  const vertex = route.speedMps.findIndex((mps) => mps > limitMps)
  return drive.startMs + (route.timeS[vertex] ?? 0) * stretch * 1000
}

function timeAtDistanceMs(drive: Drive, distanceM: number): number {
  const { route } = drive.leg
  const vertex = route.distM.findIndex((dist) => dist >= distanceM)
  return drive.startMs + (route.timeS[vertex] ?? 0) * stretchOf(drive) * 1000
}

function alarmOf(source: Unit, code: AlarmCode, atMs: number): WorldAlarm {
  const moment = momentAt(source.vehicle, atMs)
  return {
    imei: source.device.record.imei,
    code,
    name: ALARM_NAMES[code],
    atMs,
    lat: moment.lat,
    lng: moment.lng,
    speedKph: Math.round(moment.speedKph),
  }
}
