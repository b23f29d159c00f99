// What a holder of a share link gets, byte for byte: nothing here names a device, an account or a person unless it was
// chosen. Shapes only; both the server and the small page of the link know them. No validation library: the page is small.

import type { UnitSystem } from './units'

/** One vehicle. Keys that are absent were not chosen, are hidden, or are not known. */
export type SharedVehicle = {
  /** Its place on the link, from 0. */
  k: number
  /** Alias or name; absent when neither was chosen. */
  label?: string
  plate?: string
  driver?: string
  /** Its position is kept back here: then nothing of where and how it moves is told. */
  hidden?: true
  /** When it was last heard of, ms since epoch; null when not since the link began. */
  heardAt: number | null
  /** When the position was found, ms since epoch; null when that was before the link began. */
  fixAt?: number | null
  lat?: number
  lng?: number
  headingDeg?: number
  /** Radius of a rough position (Wi-Fi, cell), metres. */
  accuracyM?: number
  motion?: 'moving' | 'standing' | 'offline'
  place?: string
  speedKph?: number
  /** About so many minutes to the destination; 0 when it is there, null when nobody can tell. */
  etaMin?: number | null
}

/** SSE `snapshot` and `delta`, and what polling gets. A delta holds only vehicles that changed. */
export type ShareFrame = { at: number; vehicles: SharedVehicle[] }

/** How the link stands for whoever holds it. Unknown, revoked and void are one: nobody can tell them apart. */
export type SharePageState =
  | 'open'
  | 'waiting'
  | 'paused'
  | 'ended'
  | 'gone'
  | 'password'
  | 'full'
  | 'throttled'

/** SSE `state`. Times in ms since epoch. */
export type ShareStateEvent = { state: SharePageState; at: number; startsAt?: number; endsAt?: number }

/** GET /s/{token}/now. */
export type ShareNow = ShareStateEvent & { frame?: ShareFrame }

/** GET /s/{token}/trail: lines of [lng, lat], one for each stretch that may be seen, oldest first. */
export type ShareTrails = { trails: { k: number; lines: [number, number][][] }[] }

/** What the page is given beside its words. */
export type SharePageConfig = {
  state: SharePageState
  at: number
  startsAt?: number
  endsAt?: number
  /** Address of everything of this link, without a trailing slash. */
  base: string
  hasTrail: boolean
  destination: { lat: number; lng: number; label: string } | null
  map: { script: string; style: string; worker: string; streets: string | null; styleUrl: string | null }
  frame: ShareFrame
  locale: string
  /** What the creator of the link reads in. */
  unitSystem: UnitSystem
  words: Readonly<Record<string, string>>
}
