// A browser's end of the live stream: reads the events of /api/live as they come, and notes when.

import type { AlarmFrame, DeltaFrame, SnapshotFrame } from '@/lib/domain/live-frame'

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

type Seen = { event: string; data: string; atMs: number }
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
  const ready = wait(({ event, data }) => {
    if (event !== 'snapshot') return false
    vehicles = vehiclesOf(JSON.parse(data))
    return true
  })
  void readEvents(reader, (seen) => {
    for (const watcher of watchers) if (watcher(seen)) watchers.delete(watcher)
  })
  await ready
  return {
    vehicles,
    alarmOf: ({ deviceId }) => wait(({ event, data }) => event === 'alarm' && hasAlarm(data, deviceId)),
    fixOf: ({ slot }, lat) => wait(({ event, data }) => event === 'delta' && hasFix(data, slot, lat)),
    close: () => reader.cancel(),
  }
}

const GIVE_UP_MS = 20_000

async function readEvents(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  onEvent: (seen: Seen) => void,
): Promise<void> {
  const decoder = new TextDecoder()
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
      onEvent({ event, data, atMs })
    }
  }
}

function vehiclesOf({ roster }: SnapshotFrame): Map<string, ReadVehicle> {
  return new Map(roster.imei.map((imei, slot) => [imei, { slot, deviceId: roster.id[slot] ?? '' }]))
}

function hasAlarm(data: string, deviceId: string): boolean {
  const frame: AlarmFrame = JSON.parse(data)
  return frame.alarms.some((alarm) => alarm.deviceId === deviceId)
}

function hasFix(data: string, slot: number, lat: number): boolean {
  const frame: DeltaFrame = JSON.parse(data)
  const row = frame.slot.indexOf(slot)
  return row >= 0 && frame.state.lat[row] === Math.round(lat * 1e6)
}
