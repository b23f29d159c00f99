// Tells the stories of all devices a little ahead of the clock, a few devices at a time, and hands out what is due.
// A vehicle that a command makes stand or lets go is told anew from that moment on.

import type { SandboxRoom } from '../methods/handler'
import { type DeviceFile, openDeviceFile } from './device-file'
import type { PushedItem } from './item'
import type { AlarmShape } from './rows/alarms'
import { createSchedule } from './schedule'
import { type Teller, tellStory } from './story'
import type { Topic } from './topics'

export type Due = { item: PushedItem; file: DeviceFile }

export type Storyline = {
  /** Looks at devices while `mayGoOn` and gives what is due by `nowMs`, wall time. */
  advance(nowMs: number, mayGoOn: () => boolean): Due[]
  /** Goes on at `nowMs`; what was told for before, and what happened since, is void. */
  resume(nowMs: number): void
  files(): readonly DeviceFile[]
}

type StorylineInput = {
  room: SandboxRoom
  startMs: number
  alarmShape: () => AlarmShape
  /** Numbers of the targets a device is pushed to. */
  targetsOf: (imei: string) => readonly number[]
}

/** Wall time told at once; so late a change of the world beside standstills may be seen. */
const CHUNK_MS = 60_000
/** After a longer sleep of this process what happened in it is skipped. */
const MAX_CATCH_UP_MS = 2 * 3_600_000
/** What follows from something that happened stays true when the vehicle is stopped after it. */
const CONSEQUENCES: readonly Topic[] = [
  'pushIothubEvent',
  'pushfileupload',
  'uploadCallback',
  'pushfaultinfo',
]

/** What is posted in the second it happens in; the rest a second later. */
const AT_ONCE: readonly Topic[] = [
  'pushgps',
  'pushhb',
  'pushevent',
  'pushlbs',
  'pushextendedkks',
  'pushoil',
  'pushPassThroughData',
  'generalBusiness',
]

/** Begins at `startMs`, wall time; nothing earlier is told. */
export function createStoryline(input: StorylineInput): Storyline {
  const { room, startMs } = input
  const { clock, world, state } = room
  const fromMs = clock.toWorldMs(startMs)
  const chunkMs = clock.toWorldMs(startMs + CHUNK_MS) - fromMs
  const files = world.devices.map((device) => openDeviceFile(device, fromMs))
  const byImei = new Map(files.map((file) => [file.imei, file]))
  const pending = createSchedule<Due & { telling: number }>(startMs)
  const stopped = new Set<string>()
  let lookedAtMs = startMs
  let next = 0
  let untold = files.length

  const tell = (file: DeviceFile, fromWorldMs: number): void => {
    const teller: Teller = {
      world,
      clock,
      alarmShape: input.alarmShape(),
      isStopped: state.standstills.isStopped,
    }
    file.device = room.tree.findDevice(file.imei) ?? file.device
    file.targets = input.targetsOf(file.imei)
    if (file.targets.length === 0) return
    const emit = (item: PushedItem) => {
      const telling = CONSEQUENCES.includes(item.topic) ? -1 : file.telling
      pending.add(item.dueMs, { item, file, telling })
    }
    tellStory(teller, file, { fromMs: fromWorldMs, toMs: file.toldUntilMs, emit })
  }

  /** Tells the next device up to its next round; the first rounds differ in length, so that they spread over time. */
  const tellNext = (worldMs: number): void => {
    const file = files[next]
    if (!file) return
    const begin = Math.max(file.toldUntilMs, worldMs - MAX_CATCH_UP_MS)
    const rounds = Math.max(1, Math.ceil((worldMs + 1 - begin) / chunkMs))
    const share = untold > 0 ? (next + 1) / files.length - 1 : 0
    untold = Math.max(0, untold - 1)
    file.toldUntilMs = Math.round(begin + (rounds + share) * chunkMs)
    if (file.toldUntilMs > begin) tell(file, begin)
    next = (next + 1) % files.length
  }

  const tellStoppedAnew = (): void => {
    for (const imei of state.standstills.listStopped()) stopped.add(imei)
    for (const imei of stopped) {
      const file = byImei.get(imei)
      const spells = state.standstills.listOf(imei)
      const key = `${spells.length} ${spells.at(-1)?.toMs}`
      if (spells.length === 0) stopped.delete(imei)
      if (!file || file.standstillKey === key) continue
      file.standstillKey = key
      file.telling += 1
      const second = Math.floor(lookedAtMs / 1000)
      file.voidAfterMs = lookedAtMs
      file.fixSecond = Math.min(file.fixSecond, second)
      file.beatSecond = Math.min(file.beatSecond, second)
      tell(file, Math.min(file.toldUntilMs, clock.toWorldMs(lookedAtMs) + 1))
    }
  }

  const takeDue = (nowMs: number): Due[] =>
    pending.takeDue(nowMs).filter(({ file, telling, item }) => {
      return !isVoid(file, item, telling) && isNewOfItsSecond(file, item)
    })

  return {
    advance(nowMs, mayGoOn) {
      tellStoppedAnew()
      lookedAtMs = nowMs
      const worldMs = clock.toWorldMs(nowMs)
      const isBehind = () => (files[next]?.toldUntilMs ?? Number.POSITIVE_INFINITY) <= worldMs
      while (isBehind() && mayGoOn()) tellNext(worldMs)
      return takeDue(nowMs)
    },
    resume(nowMs) {
      pending.clear()
      lookedAtMs = nowMs
      next = 0
      untold = files.length
      for (const file of files) {
        file.toldUntilMs = clock.toWorldMs(nowMs)
        file.hasContact = null
      }
    },
    files: () => files,
  }
}

/** Told before the vehicle was stopped or let go, of a time after it. */
function isVoid(file: DeviceFile, { topic, dueMs }: PushedItem, telling: number): boolean {
  if (telling === -1 || telling === file.telling) return false
  return dueMs - (AT_ONCE.includes(topic) ? 0 : 1000) > file.voidAfterMs
}

/** Notes the seconds in which positions and heartbeats are posted; one that load has been made for is taken. */
function isNewOfItsSecond(file: DeviceFile, { topic, dueMs }: PushedItem): boolean {
  const second = Math.floor(dueMs / 1000)
  if (topic === 'pushgps') {
    if (second <= file.loadFixSecond) return false
    file.dueFixSecond = second
  }
  if (topic === 'pushhb') {
    if (second <= file.loadBeatSecond) return false
    file.dueBeatSecond = second
  }
  return true
}
