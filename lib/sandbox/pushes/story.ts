// What a device has to tell in a span of the world's time, in the order in which it happens: the same fixes, alarms and trips
// that the API answers with, and the contact of the device with its gateway.

import type { WorldClock } from '../clock'
import type { World } from '../world/types'
import type { DeviceFile, Emit } from './device-file'
import { type AlarmShape, alarmItems } from './rows/alarms'
import { tellBeat, tellFix } from './story-contact'
import { tellReading, tellTrips } from './story-readings'

/** What every part of a story is told from. */
export type Teller = {
  readonly world: World
  readonly clock: WorldClock
  readonly alarmShape: AlarmShape
  readonly isStopped: (imei: string) => boolean
}

/** Every so often, by kind of reading, ms. */
const READING_STEPS = { climate: 120_000, fuel: 300_000, status: 600_000, modules: 900_000 } as const
export type Reading = keyof typeof READING_STEPS

/** Tells `[fromMs, toMs)`, world time, and remembers in the file where the device then is. */
export function tellStory(
  teller: Teller,
  file: DeviceFile,
  span: { fromMs: number; toMs: number; emit: Emit },
): void {
  const { fromMs, toMs, emit } = span
  const { imei } = file
  const begin = teller.world.stateAt(imei, fromMs)
  if (begin.expired) return
  if (file.hasContact === null) takeUp(file, begin, fromMs)
  for (const moment of momentsOf(teller, file, { fromMs, toMs })) {
    if (moment.kind === 'fix') tellFix(teller, file, { fix: moment.fix, emit })
    else if (moment.kind === 'beat') tellBeat(teller, file, { worldMs: moment.atMs, emit })
    else if (file.hasContact) tellReading(teller, file, { kind: moment.kind, worldMs: moment.atMs, emit })
  }
  for (const alarm of teller.world.alarmsBetween(imei, fromMs, toMs - 1)) {
    const atMs = teller.clock.toWallMs(alarm.atMs)
    for (const item of alarmItems({ alarm, device: file.device, atMs }, teller.alarmShape)) emit(item)
  }
  tellTrips(teller, file, span)
}

// A device found in contact has been there before we came; its log-in is not ours to tell.
function takeUp(file: DeviceFile, state: ReturnType<World['stateAt']>, atMs: number): void {
  file.hasContact = atMs - state.heartbeatAtMs < 1.5 * file.beatMs
  file.lastFix = state.fix
  file.odometerM = Math.round(state.odometerKm * 1000)
}

type Moment =
  | { atMs: number; kind: 'fix'; fix: ReturnType<World['fixesBetween']>[number] }
  | { atMs: number; kind: 'beat' | Reading }

function momentsOf(
  teller: Teller,
  file: DeviceFile,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Moment[] {
  const moments: Moment[] = []
  for (const fix of teller.world.fixesBetween(file.imei, fromMs, toMs - 1))
    moments.push({ atMs: fix.atMs, kind: 'fix', fix })
  const addGrid = (kind: 'beat' | Reading, stepMs: number) => {
    const phaseMs = (file.hash % (stepMs / 1000)) * 1000
    let atMs = Math.ceil((fromMs - phaseMs) / stepMs) * stepMs + phaseMs
    for (; atMs < toMs; atMs += stepMs) moments.push({ atMs, kind })
  }
  addGrid('beat', file.beatMs)
  for (const kind of READINGS) addGrid(kind, READING_STEPS[kind])
  return moments.sort((a, b) => a.atMs - b.atMs)
}

const READINGS: readonly Reading[] = ['climate', 'fuel', 'status', 'modules']
