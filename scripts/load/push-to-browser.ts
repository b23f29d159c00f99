// How long it takes from the vendor's post until a browser has it: alarms and positions, one at a time, at moments drawn by
// lot, while a reader keeps the live stream open.

import { type LiveReader, openLiveReader } from './live-reader'
import { type Chance, seeded } from './seeded'
import type { LoadTenant } from './world'

export type Delays = { count: number; p50Ms: number; p95Ms: number; maxMs: number }

export type ToBrowserOptions = {
  url: string
  /** The session of somebody who sees all of the tenant's vehicles. */
  cookie: string
  tenant: LoadTenant
  forMs: number
}

/** Posts alarms and positions for a while, and says how long each was on its way. */
export async function measureDelays(options: ToBrowserOptions): Promise<{ alarm: Delays; position: Delays }> {
  const reader = await openLiveReader(options.url, options.cookie)
  const untilMs = performance.now() + options.forMs
  const [alarms, positions] = await Promise.all([
    repeat(untilMs, seeded(1), (turn) => tellAlarm(options, reader, turn)),
    repeat(untilMs, seeded(2), (turn) => tellPosition(options, reader, turn)),
  ])
  await reader.close()
  return { alarm: delaysOf(alarms), position: delaysOf(positions) }
}

/** One after the other, with pauses of any length, so that no step of a clock is met more often than another. */
async function repeat(
  untilMs: number,
  chance: Chance,
  once: (turn: number) => Promise<number>,
): Promise<number[]> {
  const delaysMs: number[] = []
  while (performance.now() < untilMs) {
    await new Promise((resolve) => setTimeout(resolve, chance.whole(300, 900)))
    delaysMs.push(await once(delaysMs.length))
  }
  return delaysMs
}

function tellAlarm(options: ToBrowserOptions, reader: LiveReader, turn: number): Promise<number> {
  const imei = options.tenant.imeis[turn % options.tenant.imeis.length] ?? ''
  const alarmTime = utc(Date.now())
  const msg = { alertType: 1, alarmTime, lat: 22.5, lng: 113.9, gpsSpeed: 10 }
  const item = { type: 'DEVICE', msgClass: 0, imei, msg, gateTime: alarmTime }
  return delayOf(reader.alarmOf(vehicleOf(reader, imei)), () => post(options, 'pushalarm', item))
}

function tellPosition(options: ToBrowserOptions, reader: LiveReader, turn: number): Promise<number> {
  const { imeis } = options.tenant
  const deviceImei = imeis[imeis.length - 1 - (turn % imeis.length)] ?? ''
  const gpsTime = utc(Date.now())
  // No two posts tell of the same place.
  const lat = (Date.now() % 9_000_000) / 1e6
  const item = {
    deviceImei,
    gpsTime,
    gateTime: gpsTime,
    lat,
    lng: 113.9,
    gpsSpeed: 10,
    acc: 1,
    postType: 1,
    gpsMode: 0,
  }
  return delayOf(reader.fixOf(vehicleOf(reader, deviceImei), lat), () => post(options, 'pushgps', item))
}

/** From when the post began until the browser had it. */
async function delayOf(arrived: Promise<number>, post: () => Promise<void>): Promise<number> {
  const fromMs = performance.now()
  const [arrivedMs] = await Promise.all([arrived, post()])
  return arrivedMs - fromMs
}

async function post({ url, tenant }: ToBrowserOptions, topic: string, item: object): Promise<void> {
  const body = new URLSearchParams({ token: tenant.token, data_list: JSON.stringify([item]) })
  const response = await fetch(`${url}/api/push/${tenant.path}/${topic}`, { method: 'POST', body })
  const { code }: { code: unknown } = await response.json()
  if (code !== 0) throw new Error(`A post of ${topic} was answered with ${response.status}.`)
}

function vehicleOf({ vehicles }: LiveReader, imei: string) {
  const vehicle = vehicles.get(imei)
  if (vehicle === undefined) throw new Error(`The live stream does not know ${imei}.`)
  return vehicle
}

function delaysOf(delaysMs: readonly number[]): Delays {
  const sorted = delaysMs.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0)
  return { count: sorted.length, p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1) }
}

function utc(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
}
