// Load beyond what devices would send: more positions and heartbeats of those that are heard, at the second, and when each
// has had its one of both, positions of seconds before the start, marked as re-sent. No two are the same item.

import { METRES_PER_DEGREE, metresPerLng } from '../world/geo'
import type { DeviceFile } from './device-file'
import type { PushedItem } from './item'
import { altitudeAt, heartbeatItem, POST_TYPES, positionItem } from './rows/positions'
import type { Topic } from './topics'

export type LoadMaker = {
  /** At most `count` items of the topics, fewer when no device is heard. */
  make(count: number, nowMs: number, topics: readonly Topic[]): { item: PushedItem; file: DeviceFile }[]
}

/** Goes round the files. `startMs` is the wall time before which re-sent positions lie. */
export function createLoadMaker(files: readonly DeviceFile[], startMs: number): LoadMaker {
  const startSecond = Math.floor(startMs / 1000)
  let at = 0
  return {
    make(count, nowMs, topics) {
      const moment = { second: Math.floor(nowMs / 1000), startSecond, topics }
      const made: { item: PushedItem; file: DeviceFile }[] = []
      for (let passed = 0; made.length < count && passed < files.length; at += 1) {
        const file = files[at % files.length]
        const item = file && loadItem(file, moment)
        if (file && item) made.push({ item, file })
        // Counts devices in a row that give nothing, so that a round without any ends.
        passed = item ? 0 : passed + 1
      }
      at %= Math.max(1, files.length)
      return made
    },
  }
}

type Moment = { second: number; startSecond: number; topics: readonly Topic[] }

function loadItem(file: DeviceFile, { second, startSecond, topics }: Moment): PushedItem | null {
  if (!file.hasContact || !file.lastFix || file.targets.length === 0) return null
  const hasPositions = topics.includes('pushgps')
  if (hasPositions && second > file.loadFixSecond && second > file.dueFixSecond) {
    file.loadFixSecond = second
    return positionAt(file, second, second)
  }
  if (topics.includes('pushhb') && second > file.loadBeatSecond && second > file.dueBeatSecond) {
    file.loadBeatSecond = second
    return beatAt(file, second)
  }
  if (!hasPositions) return null
  file.resentSeconds += 1
  return positionAt(file, startSecond - file.resentSeconds, second)
}

/** Where the vehicle gets to from its last fix at the speed and in the direction it had. */
function positionAt(file: DeviceFile, second: number, arrivalSecond: number): PushedItem | null {
  const fix = file.lastFix
  if (!fix) return null
  // A told fix may lie ahead; far ones say nothing, so the guess ends after a minute in either direction.
  const passedS = Math.max(-60, Math.min(60, second - fix.atMs / 1000))
  const metres = ((fix.speedKph ?? 0) / 3.6) * passedS
  const course = ((fix.headingDeg ?? 0) * Math.PI) / 180
  return positionItem({
    imei: file.imei,
    gpsTimeMs: second * 1000,
    gateTimeMs: arrivalSecond * 1000,
    lat: fix.lat + (metres * Math.cos(course)) / METRES_PER_DEGREE,
    lng: fix.lng + (metres * Math.sin(course)) / metresPerLng(fix.lat),
    satellites: fix.satellites,
    speedKph: fix.speedKph ?? 0,
    headingDeg: fix.headingDeg ?? 0,
    ignition: fix.ignition,
    postType: POST_TYPES[fix.source],
    isResent: arrivalSecond > second,
    postMethod: 1,
    altitudeM: altitudeAt(fix.lat, fix.lng),
    odometerM: file.odometerM,
  })
}

function beatAt(file: DeviceFile, second: number): PushedItem {
  const ignition = file.lastFix?.ignition ?? false
  return heartbeatItem({
    imei: file.imei,
    atMs: second * 1000,
    batteryPercent: file.device.kind === 'tracker' || file.device.kind === 'asset' ? 90 : null,
    signalLevel: 3,
    ignition,
    isCharging: ignition,
    isArmed: false,
    isCut: false,
    hasFix: file.lastFix?.source === 'gps',
    isLocked: false,
  })
}
