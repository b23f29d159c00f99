// When a device is heard: its reporting grid, spells without network, and devices long gone silent.
// All boundaries lie on the device's slow reporting grid, so a spell ends with a fix.

import type { GeneratedDevice } from './devices'
import { DAILY_S, RHYTHM_S } from './models'
import { below, between, mix, unit } from './random'

const DAY_MS = 86_400_000
/** Devices that went silent come back for a while in every such period. */
const SILENCE_PERIOD_DAYS = 45

/** The reporting habits of a device. Times in ms. */
export type Contact = {
  readonly hash: number
  /** Between fixes with the engine on, with the engine off, and between heartbeats. */
  readonly onMs: number
  readonly offMs: number
  readonly beatMs: number
  /** All grids of the device begin here. */
  readonly phaseMs: number
  /** Share of days with a spell without network. */
  readonly spellShare: number
  /** Whether the device is of those that stay silent for weeks. */
  readonly goesSilent: boolean
  /** Whether the device has ever had a fix. */
  readonly everFixed: boolean
}

/** The reporting habits of a device. */
export function contactOf(device: GeneratedDevice): Contact {
  const { hash, kind } = device.traits
  const rhythm = RHYTHM_S[kind]
  const isDaily = kind === 'asset' && unit(hash, 300) < 0.3
  const onMs = (isDaily ? DAILY_S : rhythm.on) * 1000
  const offMs = (isDaily ? DAILY_S : rhythm.off) * 1000
  const lot = unit(hash, 301)
  return {
    hash,
    onMs,
    offMs,
    beatMs: (isDaily ? DAILY_S : rhythm.beat) * 1000,
    // Whole seconds, since the vendor's times have no finer part.
    phaseMs: below(hash, 302, onMs / 1000) * 1000,
    spellShare: lot < 0.1 ? 0.35 : 0.05,
    goesSilent: lot > 0.97,
    everFixed: lot > 0.108 || lot < 0.1,
  }
}

/** Last moment up to `atMs` at which the device had contact: `atMs` itself unless it is in a spell. */
export function lastContactMs(contact: Contact, atMs: number): number {
  const silent = silenceAt(contact, atMs)
  const at = silent ? silent.startMs - 1 : atMs
  const spell = spellOn(contact, spellDay(contact, at))
  return spell && at >= spell.startMs && at < spell.endMs ? spell.startMs - 1 : at
}

/** The last point of a grid at or before a moment. */
export function gridBefore(contact: Contact, stepMs: number, atMs: number): number {
  return Math.floor((atMs - contact.phaseMs) / stepMs) * stepMs + contact.phaseMs
}

/** Starts of the spells without network that begin in [fromMs, toMs]. */
export function spellStarts(contact: Contact, fromMs: number, toMs: number): number[] {
  const starts: number[] = []
  for (let day = spellDay(contact, fromMs); day <= spellDay(contact, toMs); day++) {
    const spell = spellOn(contact, day)
    if (spell && spell.startMs >= fromMs && spell.startMs <= toMs) starts.push(spell.startMs)
  }
  return starts
}

type Spell = { startMs: number; endMs: number }

function spellDay(contact: Contact, atMs: number): number {
  return Math.floor((atMs - contact.phaseMs) / DAY_MS)
}

function spellOn(contact: Contact, day: number): Spell | null {
  const hash = mix(mix(contact.hash, 310), day)
  if (contact.offMs >= DAY_MS || unit(hash, 1) >= contact.spellShare) return null
  const slots = DAY_MS / contact.offMs
  const first = 1 + below(hash, 2, Math.floor(slots * 0.7))
  const length = 1 + below(hash, 3, Math.ceil(slots * 0.22))
  const startMs = day * DAY_MS + contact.phaseMs + first * contact.offMs
  return { startMs, endMs: startMs + length * contact.offMs }
}

function silenceAt(contact: Contact, atMs: number): Spell | null {
  if (!contact.goesSilent) return null
  const period = SILENCE_PERIOD_DAYS * DAY_MS
  const origin = contact.phaseMs + Math.floor(between([contact.hash, 320], 0, SILENCE_PERIOD_DAYS)) * DAY_MS
  const startMs = Math.floor((atMs - origin) / period) * period + origin
  const endMs = startMs + period - (1 + below(contact.hash, 321, 3)) * DAY_MS
  return atMs < endMs ? { startMs, endMs } : null
}
