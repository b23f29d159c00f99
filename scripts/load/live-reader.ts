// A browser's end of the live stream: reads the events of /api/live as they come, and notes when.

import type { AlarmFrame, DeltaFrame, SnapshotFrame } from '@/lib/domain/live-frame'
import { LiveFrameReader } from '@/lib/domain/live-frame-reader'

/** A vehicle as the stream names it. */
export type ReadVehicle = { slot: number; deviceId: string }

export type LiveReader = {
  /** Vehicles by IMEI. */
  vehicles: ReadonlyMap<string, ReadVehicle>
  /** Resolves with the moment (performance.now) at which an alarm of this device came in. */
  alarmOf(vehicle: ReadVehicle): Promise<number>
  /** Resolves with the moment at which a row of this device with this latitude came in. */
  fixOf(vehicle: ReadVehicle, lat: number): Promise<number>
  close(): Promise<void>
}

/** `frame` is in plain columns. */
type Seen = { event: string; frame: unknown; atMs: number }
type Watcher = (seen: Seen) => boolean

/** Opens the stream as whoever the cookie says, and resolves when its snapshot is there. */
export async function openLiveReader(url: string, cookie: string): Promise<LiveReader> {
  const response = await fetch(`${url}/api/live`, { headers: { cookie } })
  if (!response.ok || response.body === null) throw new Error(`The live stream answers ${response.status}.`)
  const watchers = new Set<Watcher>()
  const reader = response.body.getReader()
  const wait = (matches: Watcher) =>
    new Promise<number>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('Nothing came by the live stream.')), GIVE_UP_MS)
      const watcher = (seen: Seen) => {
        if (!matches(seen)) return false
        clearTimeout(timer)
        resolve(seen.atMs)
        return true
      }
      watchers.add(watcher)
    })
  let vehicles = new Map<string, ReadVehicle>()
  const ready = wait(({ event, frame }) => {
    if (event !== 'snapshot') return false
    vehicles = vehiclesOf(frame as SnapshotFrame)
    return true
  })
  void readEvents(reader, (seen) => {
    for (const watcher of watchers) if (watcher(seen)) watchers.delete(watcher)
  })
  await ready
  return {
    vehicles,
    alarmOf: ({ deviceId }) =>
      wait(({ event, frame }) => event === 'alarm' && hasAlarm(frame as AlarmFrame, deviceId)),
    fixOf: ({ slot }, lat) =>
      wait(({ event, frame }) => event === 'delta' && hasFix(frame as DeltaFrame, slot, lat)),
    close: () => reader.cancel(),
  }
}

const GIVE_UP_MS = 20_000

async function readEvents(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  onEvent: (seen: Seen) => void,
): Promise<void> {
  const decoder = new TextDecoder()
  const frames = new LiveFrameReader()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const atMs = performance.now()
    text += decoder.decode(value, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const [, event = ''] = /^event: (.*)$/m.exec(block) ?? []
      const [, data = ''] = /^data: (.*)$/m.exec(block) ?? []
      if (event !== '') onEvent({ event, frame: frames.read(event, data), atMs })
    }
  }
}

function vehiclesOf({ roster }: SnapshotFrame): Map<string, ReadVehicle> {
  return new Map(roster.imei.map((imei, slot) => [imei, { slot, deviceId: roster.id[slot] ?? '' }]))
}

function hasAlarm(frame: AlarmFrame, deviceId: string): boolean {
  return frame.alarms.some((alarm) => alarm.deviceId === deviceId)
}

function hasFix(frame: DeltaFrame, slot: number, lat: number): boolean {
  const row = frame.slot.indexOf(slot)
  return row >= 0 && frame.state.lat[row] === Math.round(lat * 1e6)
}
