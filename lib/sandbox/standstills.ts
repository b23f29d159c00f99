// Vehicles that a command has stopped: when, until when, and the world seen through that.
// A stopped vehicle stands where it was; released, it goes on with its day, later by the time it stood.

import type { AccountTree } from './account-tree'
import type { World, WorldAlarm, WorldFix, WorldState } from './world/types'

/** When each vehicle was made to stand, in world ms. */
export type Standstills = {
  /** Without effect on a vehicle that stands already. */
  stop(imei: string, atMs: number): void
  /** Without effect on a vehicle that moves freely. */
  release(imei: string, atMs: number): void
  /** Whether the last word was to stop, even if it takes effect a moment later. */
  isStopped(imei: string): boolean
  listOf(imei: string): readonly Standstill[]
  listStopped(): string[]
  reset(): void
}

/** Ascending and apart; the last one of a vehicle that still stands has no end. */
export type Standstill = { fromMs: number; toMs: number }

/** Nobody stands. */
export function createStandstills(): Standstills {
  const all = new Map<string, Standstill[]>()
  const lastOf = (imei: string) => all.get(imei)?.at(-1)
  const isStopped = (imei: string) => lastOf(imei)?.toMs === Number.POSITIVE_INFINITY
  return {
    isStopped,
    stop(imei, atMs) {
      if (isStopped(imei)) return
      const spells = all.get(imei) ?? []
      all.set(imei, [...spells, { fromMs: atMs, toMs: Number.POSITIVE_INFINITY }])
    },
    release(imei, atMs) {
      const last = lastOf(imei)
      if (last && isStopped(imei)) last.toMs = Math.max(atMs, last.fromMs)
    },
    listOf: (imei) => all.get(imei) ?? [],
    listStopped: () => [...all.keys()].filter(isStopped),
    reset: () => all.clear(),
  }
}

const REPORT_MS = 600_000
const HEARTBEAT_MS = 180_000

/** The world as stopped vehicles and changed expiry dates make it. Untouched devices cost two map look-ups more. */
export function createTouchedWorld(world: World, standstills: Standstills, tree: AccountTree): World {
  const truth = { world, standstills }
  return {
    accounts: world.accounts,
    devices: world.devices,
    stateAt(imei, atMs) {
      const spells = standstills.listOf(imei)
      const state = spells.length === 0 ? world.stateAt(imei, atMs) : stateAt(truth, imei, atMs)
      const changed = tree.findChangedDevice(imei)
      if (!changed) return state
      const odometerKm = Math.round((state.odometerKm + (changed.odometerOffsetKm ?? 0)) * 10) / 10
      return { ...state, expired: atMs > changed.expiresAtMs, odometerKm }
    },
    fixesBetween: (imei, fromMs, toMs) =>
      collect(
        truth,
        { imei, fromMs, toMs },
        {
          moving: (from, to, laterMs) =>
            world.fixesBetween(imei, from, to).map((fix) => ({ ...fix, atMs: fix.atMs + laterMs })),
          standing: (spell) => standingFixes(truth, { imei, fromMs, toMs }, spell),
        },
      ),
    tripsBetween: (imei, fromMs, toMs) =>
      collect(
        truth,
        { imei, fromMs, toMs },
        {
          moving: (from, to, laterMs) =>
            world
              .tripsBetween(imei, from, to)
              .map((trip) => ({ ...trip, startMs: trip.startMs + laterMs, endMs: trip.endMs + laterMs })),
          standing: () => [],
        },
      ),
    alarmsBetween: (imei, fromMs, toMs) =>
      collect(
        truth,
        { imei, fromMs, toMs },
        {
          moving: (from, to, laterMs) =>
            world.alarmsBetween(imei, from, to).map((alarm) => ({ ...alarm, atMs: alarm.atMs + laterMs })),
          standing: (spell) => spellAlarms(truth, { imei, fromMs, toMs }, spell),
        },
      ),
  }
}

type Truth = { world: World; standstills: Standstills }
type Question = { imei: string; fromMs: number; toMs: number }
/** A standstill and how late the vehicle was before it. */
type Spell = Standstill & { laterMs: number }

/** The spells begun by `untilMs`, and how late the vehicle is after the last of them. */
function spellsOf(
  { standstills }: Truth,
  imei: string,
  untilMs: number,
): { spells: Spell[]; laterMs: number } {
  let laterMs = 0
  const spells: Spell[] = []
  for (const standstill of standstills.listOf(imei)) {
    if (standstill.fromMs > untilMs) break
    spells.push({ ...standstill, laterMs })
    laterMs += standstill.toMs - standstill.fromMs
  }
  return { spells, laterMs }
}

function stateAt(truth: Truth, imei: string, atMs: number): WorldState {
  const { spells, laterMs } = spellsOf(truth, imei, atMs)
  const last = spells.at(-1)
  if (!last) return truth.world.stateAt(imei, atMs)
  if (atMs < last.toMs) return standingState(truth, imei, { ...last, atMs })
  const state = truth.world.stateAt(imei, atMs - laterMs)
  // Between its release and its first report a vehicle is still known by what it sent while it stood.
  if (!state.fix || state.fix.atMs + last.laterMs <= last.fromMs) {
    return standingState(truth, imei, { ...last, atMs: last.toMs })
  }
  const heartbeatAtMs = Math.max(state.heartbeatAtMs + laterMs, last.toMs)
  return { ...state, heartbeatAtMs, fix: { ...state.fix, atMs: state.fix.atMs + laterMs } }
}

function standingState(
  truth: Truth,
  imei: string,
  { fromMs, laterMs, atMs }: Spell & { atMs: number },
): WorldState {
  const state = truth.world.stateAt(imei, fromMs - laterMs)
  const reportMs = fromMs + Math.floor((atMs - fromMs) / REPORT_MS) * REPORT_MS
  return {
    ...state,
    online: true,
    heartbeatAtMs: fromMs + Math.floor((atMs - fromMs) / HEARTBEAT_MS) * HEARTBEAT_MS,
    fix: state.fix && { ...state.fix, atMs: reportMs, speedKph: 0, ignition: false },
  }
}

type Parts<T> = {
  moving(fromMs: number, toMs: number, laterMs: number): T[]
  standing(spell: Spell): T[]
}

/** Puts a span together from what happened before, in and between standstills, in order. */
function collect<T>(truth: Truth, { imei, fromMs, toMs }: Question, parts: Parts<T>): T[] {
  const { spells, laterMs } = spellsOf(truth, imei, toMs)
  if (spells.length === 0) return parts.moving(fromMs, toMs, 0)
  const found: T[] = []
  let freeFromMs = Number.NEGATIVE_INFINITY
  for (const spell of spells) {
    const from = Math.max(fromMs, freeFromMs)
    if (from <= spell.fromMs)
      found.push(...parts.moving(from - spell.laterMs, spell.fromMs - spell.laterMs, spell.laterMs))
    if (spell.toMs >= fromMs) found.push(...parts.standing(spell))
    // The very moment of the stop was told before it.
    freeFromMs = spell.toMs + 1
  }
  const from = Math.max(fromMs, freeFromMs)
  if (from <= toMs) found.push(...parts.moving(from - laterMs, toMs - laterMs, laterMs))
  return found
}

function standingFixes(truth: Truth, { imei, fromMs, toMs }: Question, spell: Spell): WorldFix[] {
  const fixes: WorldFix[] = []
  const first = Math.max(0, Math.ceil((fromMs - spell.fromMs) / REPORT_MS))
  for (let number = first; ; number += 1) {
    const atMs = spell.fromMs + number * REPORT_MS
    if (atMs > toMs || atMs >= spell.toMs) return fixes
    const { fix } = standingState(truth, imei, { ...spell, atMs })
    if (!fix) return fixes
    fixes.push(fix)
  }
}

function spellAlarms(truth: Truth, { imei, fromMs, toMs }: Question, spell: Spell): WorldAlarm[] {
  const { fix } = truth.world.stateAt(imei, spell.fromMs - spell.laterMs)
  const place = { imei, lat: fix?.lat ?? 0, lng: fix?.lng ?? 0, speedKph: 0 }
  return [
    { ...place, code: '138', name: 'Immobilization ON', atMs: spell.fromMs },
    { ...place, code: '139', name: 'Immobilization OFF', atMs: spell.toMs },
  ].filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
}
