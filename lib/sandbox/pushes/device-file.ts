// What the sender remembers of a device between two looks at the world.

import { RHYTHM_S } from '../world/models'
import { hashText } from '../world/random'
import type { WorldDevice, WorldFix } from '../world/types'
import type { PushedItem } from './item'

export type DeviceFile = {
  readonly imei: string
  readonly hash: number
  readonly beatMs: number
  device: WorldDevice
  /** Whether the gateway hears it; null until first looked at. */
  hasContact: boolean | null
  /** World time up to which its story has been told. */
  toldUntilMs: number
  /** Told anew when a command has made the vehicle stand: what was told under another number, of times after `voidAfterMs`, is void. */
  telling: number
  voidAfterMs: number
  standstillKey: string
  /** The last fix posted, times of the wall clock. */
  lastFix: WorldFix | null
  odometerM: number
  /** Second of the newest position and heartbeat told, since a device has one of each a second at most. */
  fixSecond: number
  beatSecond: number
  /** The same, of those that are due. */
  dueFixSecond: number
  dueBeatSecond: number
  /** The same, of those made for load. */
  loadFixSecond: number
  loadBeatSecond: number
  /** How many seconds before the start load has gone back for it. */
  resentSeconds: number
  /** Numbers of the targets it is pushed to. */
  targets: readonly number[]
}

/** A device of which nothing is known yet; its story begins at `fromMs`, world time. */
export function openDeviceFile(device: WorldDevice, fromMs: number): DeviceFile {
  return {
    imei: device.imei,
    hash: hashText(device.imei),
    beatMs: RHYTHM_S[device.kind].beat * 1000,
    device,
    hasContact: null,
    toldUntilMs: fromMs,
    telling: 0,
    voidAfterMs: 0,
    standstillKey: '',
    lastFix: null,
    odometerM: 0,
    fixSecond: 0,
    beatSecond: 0,
    dueFixSecond: 0,
    dueBeatSecond: 0,
    loadFixSecond: 0,
    loadBeatSecond: 0,
    resentSeconds: 0,
    targets: [],
  }
}

/** Takes an item of a device's story. */
export type Emit = (item: PushedItem) => void
