import { expect, test } from 'vitest'
import type { SnapshotFrame } from '@/lib/domain/live-frame'
import { LiveFrameReader } from '@/lib/domain/live-frame-reader'
import { seeded } from '@/scripts/load/seeded'
import { Channel, type Position } from './channel'
import type { FleetVehicle } from './fleet-state'
import { unknownTelemetry } from './telemetry'

const T0 = Date.UTC(2026, 0, 15, 8, 0, 0)

function vehicles(count: number): FleetVehicle[] {
  return Array.from({ length: count }, (_, index) => ({
    record: {
      ...{
        id: `v${index}`,
        connectionId: 'c',
        accountId: 'a',
        accountName: 'A',
        accountPath: '/',
        scopePath: '/',
      },
      ...{
        imei: `${index}`,
        name: `V ${index}`,
        plate: null,
        driverName: null,
        kind: 'tracker',
        expiresAtMs: null,
      },
    },
    telemetry: unknownTelemetry(),
  }))
}

function move(vehicle: FleetVehicle, atMs: number, step: number): void {
  const { lat, lng } = vehicle.telemetry.position ?? { lat: 22.5, lng: 113.9 }
  vehicle.telemetry = {
    ...vehicle.telemetry,
    fixAtMs: atMs,
    position: { lat: lat + step / 1e4, lng: lng - step / 1e4 },
    speedKph: 40 + step,
    headingDeg: (180 + step) % 360,
  }
}

/** A listener that keeps its columns, and where it stands. */
class Ear {
  position: Position | null = null
  latest: SnapshotFrame['state'] | null = null
  private readonly reader = new LiveFrameReader()

  hear(channel: Channel, nowMs: number): void {
    const chunk = channel.catchUp(this.position, nowMs)
    this.position = channel.position
    if (chunk === null) return
    const text = new TextDecoder().decode(chunk)
    const [, event = '', data = ''] = /event: (.*)\ndata: (.*)\n/.exec(text) ?? []
    this.reader.read(event, data)
    this.latest = structuredClone(this.reader.columns)
  }
}

test('listeners that hear every frame, some frames, or came late all know the same', () => {
  const chance = seeded(1)
  const fleet = vehicles(40)
  const channel = new Channel('/', () => undefined)
  channel.setVehicles(fleet)
  const [steady, lame] = [new Ear(), new Ear()]
  for (let second = 0; second < 60; second += 1) {
    const nowMs = T0 + second * 1000
    const moved = fleet.filter(() => chance.next() < 0.2)
    for (const vehicle of moved) move(vehicle, nowMs, chance.whole(-9, 9))
    channel.advance(moved)
    // What becomes known within the second is for the next frame, whoever asks now.
    const early = fleet[chance.whole(0, 39)] ?? fleet[0]
    if (early !== undefined) move(early, nowMs + 1, chance.whole(-9, 9))
    steady.hear(channel, nowMs)
    if (chance.next() < 0.4) lame.hear(channel, nowMs + 300)
    if (early !== undefined) channel.advance([early])
    steady.hear(channel, nowMs + 500)
  }
  lame.hear(channel, T0 + 61_000)
  const late = new Ear()
  late.hear(channel, T0 + 61_000)
  expect(steady.latest).toEqual(late.latest)
  expect(lame.latest).toEqual(late.latest)
  expect(late.latest?.lat).toEqual(fleet.map(({ telemetry }) => latOf(telemetry.position)))
})

test('ten thousand positions of vehicles that drive cost less than 300 KB in a frame', () => {
  const chance = seeded(2)
  const fleet = vehicles(10_000)
  const drive = (nowMs: number) => {
    for (const vehicle of fleet) move(vehicle, nowMs, chance.whole(-20, 20))
  }
  drive(T0)
  const channel = new Channel('/', () => undefined)
  channel.setVehicles(fleet)
  const from = channel.position
  drive(T0 + 10_000)
  channel.advance(fleet)
  // The goal of docs/performance.md; plain columns of JSON are about 700 KB.
  expect(channel.catchUp(from, T0 + 10_000)?.byteLength).toBeLessThan(300_000)
})

function latOf(position: { lat: number } | null): number | null {
  return position === null ? null : Math.round(position.lat * 1e6)
}
