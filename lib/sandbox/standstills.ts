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
  /** The newest ones; see forgottenMs. */
  listOf(imei: string): readonly Standstill[]
  /** How long the vehicle stood altogether in standstills that are no longer listed. */
  forgottenMs(imei: string): number
  listStopped(): string[]
  reset(): void
}

/** Ascending and apart; the last one of a vehicle that still stands has no end. */
export type Standstill = { fromMs: number; toMs: number }

const KEPT_PER_VEHICLE = 100
const MAX_VEHICLES = 5000

type Past = { spells: readonly Standstill[]; forgottenMs: number }
const NO_PAST: Past = { spells: [], forgottenMs: 0 }

/**
 * Nobody stands. The newest 100 standstills of a vehicle are kept, for the 5,000 vehicles stopped last; of older ones only
 * the time they took, without which the vehicle would jump ahead.
 */
export function createStandstills(): Standstills {
  const full = new Map<string, Past>()
  const shortened = new Map<string, Past>()
  const pastOf = (imei: string) => full.get(imei) ?? shortened.get(imei) ?? NO_PAST
  const isStopped = (imei: string) => pastOf(imei).spells.at(-1)?.toMs === Number.POSITIVE_INFINITY
  return {
    isStopped,
    stop(imei, atMs) {
      if (isStopped(imei)) return
      const { spells, forgottenMs } = pastOf(imei)
      const longer = { spells: [...spells, { fromMs: atMs, toMs: Number.POSITIVE_INFINITY }], forgottenMs }
      // Put back at the end, so that the first of the map is the one stopped longest ago.
      full.delete(imei)
      shortened.delete(imei)
      full.set(imei, shorten(longer, KEPT_PER_VEHICLE))
      const [oldest] = full.keys()
      if (full.size <= MAX_VEHICLES || oldest === undefined) return
      shortened.set(oldest, shorten(pastOf(oldest), 1))
      full.delete(oldest)
    },
    release(imei, atMs) {
      const last = pastOf(imei).spells.at(-1)
      if (last && isStopped(imei)) last.toMs = Math.max(atMs, last.fromMs)
    },
    listOf: (imei) => pastOf(imei).spells,
    forgottenMs: (imei) => pastOf(imei).forgottenMs,
    listStopped: () => [...shortened.keys(), ...full.keys()].filter(isStopped),
    reset() {
      full.clear()
      shortened.clear()
    },
  }
}

/** Standstills that are followed by another have ended, so their lengths are finite. */
function shorten({ spells, forgottenMs }: Past, kept: number): Past {
  const gone = spells.slice(0, Math.max(0, spells.length - kept))
  const goneMs = gone.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
  return { spells: spells.slice(gone.length), forgottenMs: forgottenMs + goneMs }
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
  // What came before the first listed standstill is told as if the vehicle had been that late all along.
  let laterMs = standstills.forgottenMs(imei)
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
  if (!last) return delayed(truth.world.stateAt(imei, atMs - laterMs), laterMs)
  if (atMs < last.toMs) return standingState(truth, imei, { ...last, atMs })
  const state = truth.world.stateAt(imei, atMs - laterMs)
  // Between its release and its first report a vehicle is still known by what it sent while it stood.
  if (!state.fix || state.fix.atMs + last.laterMs <= last.fromMs) {
    return standingState(truth, imei, { ...last, atMs: last.toMs })
  }
  const heartbeatAtMs = Math.max(state.heartbeatAtMs + laterMs, last.toMs)
  return { ...state, heartbeatAtMs, fix: { ...state.fix, atMs: state.fix.atMs + laterMs } }
}

function delayed(state: WorldState, laterMs: number): WorldState {
  const fix = state.fix && { ...state.fix, atMs: state.fix.atMs + laterMs }
  return { ...state, fix, heartbeatAtMs: state.heartbeatAtMs + laterMs }
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
  if (spells.length === 0) return parts.moving(fromMs - laterMs, toMs - laterMs, laterMs)
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
