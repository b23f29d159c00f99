// What is measured on a page, one scene after the other: opening it, updates from afar and from near, panning, the list.

import { setTimeout as sleep } from 'node:timers/promises'
import type { MeasuredPage } from './browser'
import { dragAbout, pointAbout, zoomBy } from './hand'
import type { Stage } from './stage'
import { type UpdateCost, updateCost } from './trace'

export type Opened = { firstPaintMs: number; heapMb: number }
export type Panned = { framesPerS: number; mainMsPerFrame: number }

/** From the whole fleet to the streets of the town in the middle. */
const LEVELS_TO_STREETS = 8
const SETTLE_MS = 3_000
const PAN_MS = 4_000
/** Updates of a scene; a page that takes long for each is watched for a while, and for at least a few. */
const UPDATES = 6
const LONG_SCENE_MS = 10_000
const UPDATES_AT_LEAST = 3

/** Waits for the first picture of the fleet, and for the page to come to rest. */
export async function opened(measured: MeasuredPage): Promise<Opened> {
  const firstPaintMs = await measured.firstPaintMs()
  await sleep(SETTLE_MS)
  return { firstPaintMs, heapMb: await measured.heapMb() }
}

export type UpdateScene = { stage: Stage; awaitDrawn: boolean; hand: 'rests' | 'points' }

/** Every vehicle moves every second; what does it cost? */
export async function updates(
  measured: MeasuredPage,
  { stage, awaitDrawn, hand }: UpdateScene,
): Promise<UpdateCost> {
  stage.startUpdates({ awaitDrawn })
  // The first ones are handled by scripts that the engine has not yet made fast.
  await untilSent(stage, 2, LONG_SCENE_MS)
  const trace = await measured.trace(async () => {
    let isOver = false
    const pointing = hand === 'points' ? pointAbout(measured.page, () => isOver) : null
    await untilSent(stage, UPDATES + 1, LONG_SCENE_MS)
    isOver = true
    await pointing
  })
  stage.stopUpdates()
  // What is under way is drawn before the next scene.
  await sleep(SETTLE_MS)
  return updateCost(trace)
}

async function untilSent(stage: Stage, count: number, longMs: number): Promise<void> {
  const from = stage.sent()
  const untilMs = performance.now() + longMs
  const enough = () => {
    const sent = stage.sent() - from
    return sent >= count || (sent > UPDATES_AT_LEAST && performance.now() > untilMs)
  }
  while (!enough()) await sleep(50)
}

export async function nearer(measured: MeasuredPage): Promise<void> {
  await zoomBy(measured.page, LEVELS_TO_STREETS)
  await sleep(SETTLE_MS)
}

/** Drags the map while nothing else goes on. */
export async function panned(measured: MeasuredPage): Promise<Panned> {
  const trace = await measured.trace(() => dragAbout(measured.page, PAN_MS))
  const frames = trace.framesMs.length
  const cpuMs = trace.main.reduce((total, task) => total + task.cpuMs, 0)
  return { framesPerS: frames / (PAN_MS / 1_000), mainMsPerFrame: cpuMs / frames }
}
