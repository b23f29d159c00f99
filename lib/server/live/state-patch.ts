// What one message says of a device's state, and how two such sayings are put together. Poll and push both end up here, so
// there is one rule: each reading only moves forward in its own time. Pure: no storage, no listeners.

import type { PushItem, PushTopic } from '@/lib/jimi/push/index'
import {
  type FixReading,
  laterFix,
  laterReading,
  laterSwitches,
  type Reading,
  readingOf,
  type SwitchesReading,
  USUAL_ACCURACY_M,
} from './readings'

/** What can be said of a device. Whatever is left out was not spoken of. */
export type Sayings = {
  /** The last sign of life without a place, ms since epoch. */
  heartbeatAtMs?: number
  fix?: FixReading
  ignition?: Reading<boolean>
  /** Whether the device has a connection to the vendor. */
  online?: Reading<boolean>
  /** Whether the vendor says that the term of the device is over. */
  expired?: Reading<boolean>
  batteryPercent?: Reading<number>
  charging?: Reading<boolean>
  /** Percent by the vendor's document, volts on many models. */
  externalPower?: Reading<number>
  /** 0 none to 4 very strong. */
  signalLevel?: Reading<number>
  odometerKm?: Reading<number>
  temperatureC?: Reading<number>
  humidityPercent?: Reading<number>
  switches?: SwitchesReading
}

/** What is said of one device. Plain JSON, so that it can travel between processes. */
export type StatePatch = Sayings & {
  deviceId: string
  /** When we learned it, by our clock, ms since epoch. */
  receivedAtMs: number
}

/** A message of a push, as far as its state is concerned. Any `StoredItem` is one. */
export type PushedItem = { [Topic in PushTopic]: { topic: Topic; item: PushItem<Topic> } }[PushTopic]

/** Whose message it is, and when we got it, ms since epoch. Whatever else is known of it stands in the patch too. */
export type PatchContext = { deviceId: string; receivedAtMs: number }

/** A moment further ahead of our clock than this comes from a clock that is wrong. */
export const MAX_AHEAD_MS = 10 * 60_000

/**
 * What a pushed item says of its device's state; null when it says nothing of it. Alarms say nothing: the place of an
 * alarm may be an older fix, and the device tells its fixes by themselves. That a device is connected follows from
 * heartbeats, live fixes and sign-ons only: anything else may have waited in it.
 */
export function patchOf<Context extends PatchContext>(
  pushed: PushedItem,
  context: Context,
): (Sayings & Context) | null {
  const said = believable(sayingsOf(pushed), context.receivedAtMs)
  // The sayings were made just now, for nobody else: copying them would cost more than all of reading the item.
  return said === null ? null : Object.assign(said, context)
}

/**
 * The sayings without what lies more than MAX_AHEAD_MS ahead of `receivedAtMs`: believing it would freeze the reading until
 * that day comes. Null when nothing is left.
 */
export function believable(said: Sayings, receivedAtMs: number): Sayings | null {
  const limitMs = receivedAtMs + MAX_AHEAD_MS
  // Nearly always all of it is, and looking costs a tenth of taking apart and putting together.
  let spoken = 0
  let isAllBelievable = true
  let name: keyof Sayings
  for (name in said) {
    const part = said[name]
    if (part === undefined) continue
    spoken += 1
    if ((typeof part === 'number' ? part : part.atMs) > limitMs) isAllBelievable = false
  }
  if (isAllBelievable) return spoken === 0 ? null : said
  const entries = Object.entries(said).filter(
    ([, part]) => part !== undefined && (typeof part === 'number' ? part : part.atMs) <= limitMs,
  )
  return entries.length === 0 ? null : Object.fromEntries(entries)
}

/**
 * What both say together: of each reading the later one, see readings.ts for moments that are equal. Commutative,
 * associative and idempotent, so that neither order nor repetition of messages matters.
 */
export function mergePatches(a: StatePatch, b: StatePatch): StatePatch {
  return {
    deviceId: a.deviceId,
    receivedAtMs: Math.max(a.receivedAtMs, b.receivedAtMs),
    heartbeatAtMs: either(a.heartbeatAtMs, b.heartbeatAtMs, Math.max),
    fix: either(a.fix, b.fix, laterFix),
    ignition: either(a.ignition, b.ignition, laterReading),
    online: either(a.online, b.online, laterReading),
    expired: either(a.expired, b.expired, laterReading),
    batteryPercent: either(a.batteryPercent, b.batteryPercent, laterReading),
    charging: either(a.charging, b.charging, laterReading),
    externalPower: either(a.externalPower, b.externalPower, laterReading),
    signalLevel: either(a.signalLevel, b.signalLevel, laterReading),
    odometerKm: either(a.odometerKm, b.odometerKm, laterReading),
    temperatureC: either(a.temperatureC, b.temperatureC, laterReading),
    humidityPercent: either(a.humidityPercent, b.humidityPercent, laterReading),
    switches: either(a.switches, b.switches, laterSwitches),
  }
}

/** One patch for each device, from any number of them, devices in order of their first. */
export function mergedByDevice<Patch extends StatePatch>(patches: readonly Patch[]): Patch[] {
  const byDevice = new Map<string, Patch>()
  for (const patch of patches) {
    const known = byDevice.get(patch.deviceId)
    byDevice.set(patch.deviceId, known === undefined ? patch : { ...patch, ...mergePatches(known, patch) })
  }
  return [...byDevice.values()]
}

function either<Part>(a: Part | undefined, b: Part | undefined, merge: (a: Part, b: Part) => Part) {
  if (a === undefined || b === undefined) return a ?? b
  return merge(a, b)
}

function sayingsOf(pushed: PushedItem): Sayings {
  switch (pushed.topic) {
    case 'pushgps':
      return ofGps(pushed.item)
    case 'pushhb':
      return ofHeartbeat(pushed.item)
    case 'pushevent':
      return ofSignOn(pushed.item)
    case 'pushtem':
      return ofClimate(pushed.item)
    case 'pushobd':
      return { ignition: readingOf(pushed.item.at.getTime(), pushed.item.ignition) }
    case 'pushTerminalTransInfo':
      return ofExtension(pushed.item)
    default:
      return {}
  }
}

function ofGps(item: PushItem<'pushgps'>): Sayings {
  const atMs = item.fixAt.getTime()
  const contactMs = item.gatewayAt?.getTime() ?? atMs
  const isLive = item.resent !== true
  const fix = fixOf(item)
  return {
    fix,
    // A contact without a fix is a sign of life all the same.
    heartbeatAtMs: fix === undefined && isLive ? contactMs : undefined,
    ignition: readingOf(atMs, item.ignition),
    online: isLive ? { atMs: contactMs, value: true } : undefined,
    odometerKm: readingOf(atMs, item.odometerM === undefined ? undefined : item.odometerM / 1000),
  }
}

function fixOf(item: PushItem<'pushgps'>): FixReading | undefined {
  if (item.lat === undefined || item.lng === undefined) return undefined
  return {
    atMs: item.fixAt.getTime(),
    lat: item.lat,
    lng: item.lng,
    speedKph: item.speedKph ?? null,
    headingDeg: item.headingDeg === undefined ? null : Math.round(item.headingDeg) % 360,
    source: item.source ?? null,
    satellites: item.satellites ?? null,
    accuracyM: item.source === undefined ? null : USUAL_ACCURACY_M[item.source],
    altitudeM: item.altitudeM ?? null,
    address: null,
  }
}

function ofHeartbeat(item: PushItem<'pushhb'>): Sayings {
  const atMs = item.at.getTime()
  const { armed = null, fuelCut = null, locked: remoteLocked = null } = item
  const hasSwitches = armed !== null || fuelCut !== null || remoteLocked !== null
  return {
    heartbeatAtMs: atMs,
    online: { atMs, value: true },
    ignition: readingOf(atMs, item.ignition),
    batteryPercent: readingOf(atMs, wholePercent(item.batteryPercent)),
    charging: readingOf(atMs, item.charging),
    signalLevel: readingOf(atMs, levelOf(item.signalPercent)),
    switches: hasSwitches ? { atMs, armed, fuelCut, remoteLocked } : undefined,
  }
}

function ofSignOn(item: PushItem<'pushevent'>): Sayings {
  if (item.state === 'unknown') return {}
  return { online: { atMs: item.at.getTime(), value: item.state === 'login' } }
}

function ofClimate(item: PushItem<'pushtem'>): Sayings {
  const atMs = item.measuredAt.getTime()
  return {
    temperatureC: readingOf(atMs, item.temperatureC),
    humidityPercent: readingOf(atMs, item.humidityPercent),
  }
}

function ofExtension(item: PushItem<'pushTerminalTransInfo'>): Sayings {
  const atMs = item.postedAt.getTime()
  return {
    batteryPercent: readingOf(atMs, wholePercent(item.batteryPercent)),
    charging: readingOf(atMs, item.charging),
    externalPower: readingOf(atMs, item.externalVoltageV),
  }
}

/** As the poll tells it: whole and from 0 to 100. */
function wholePercent(percent: number | undefined): number | undefined {
  return percent === undefined ? undefined : Math.min(100, Math.max(0, Math.round(percent)))
}

/** The five levels of the poll from the percent of a heartbeat: only nothing at all is level 0. */
function levelOf(percent: number | undefined): number | undefined {
  return percent === undefined ? undefined : Math.min(4, Math.max(0, Math.ceil(percent / 25)))
}
