// All scenes of all pages at one size of the fleet: ours, the usual way, plain circles, in turn.

import { setTimeout as sleep } from 'node:timers/promises'
import type { MeasuredPage, MeasuringBrowser } from './browser'
import { movingFleet } from './fleet'
import { type ListAnswers, listAnswers } from './list-scene'
import { rivalPath } from './rivals'
import { nearer, type Opened, opened, type Panned, panned, updates } from './scenes'
import type { Stage } from './stage'
import type { UpdateCost } from './trace'

export type Heaps = { ours: number; baseline: number }

/** From afar the whole fleet is in view, from near the streets of a town. */
export type Updated = { farRest: UpdateCost; far: UpdateCost; near: UpdateCost }
export type PannedTwice = { far: Panned; near: Panned }
export type Round = {
  ours: Opened & Updated & { pan: PannedTwice; list: ListAnswers }
  baseline: Opened & Updated
  /** The baseline without a time as text for each vehicle, from afar. */
  untimed: UpdateCost
  circles: { pan: PannedTwice }
}

type Setting = { stage: Stage; browser: MeasuringBrowser }
export type SizeWork = Setting & { vehicles: number; rounds: number; tell: (words: string) => void }

/** Memory of the pages with nobody on the map. */
export async function emptyHeaps(setting: Setting): Promise<Heaps> {
  setting.stage.show(movingFleet(0))
  const heapAt = (path: string) =>
    onPage(setting, path, async (measured) => {
      await measured.page.locator('canvas.maplibregl-canvas').waitFor()
      await sleep(EMPTY_SETTLE_MS)
      return measured.heapMb()
    })
  return { ours: await heapAt('/map'), baseline: await heapAt(rivalPath('clusters')) }
}

const EMPTY_SETTLE_MS = 6_000

/** Each round opens every page anew. */
export async function measureSize(work: SizeWork): Promise<Round[]> {
  const rounds: Round[] = []
  for (let round = 1; round <= work.rounds; round++) {
    work.stage.show(movingFleet(work.vehicles))
    const ours = await onPage(work, '/map', (measured) => ourRound(work, measured))
    work.tell(`${work.vehicles}, round ${round}, ours: ${wordsOf(ours)}`)
    const baseline = await onPage(work, rivalPath('clusters'), (measured) => baselineRound(work, measured))
    work.tell(`${work.vehicles}, round ${round}, baseline: ${wordsOf(baseline)}`)
    const untimed = await onPage(work, `${rivalPath('clusters')}?untimed`, async (measured) => {
      await opened(measured)
      return updates(measured, { stage: work.stage, awaitDrawn: true, hand: 'points' })
    })
    const circles = await onPage(work, rivalPath('circles'), async (measured) => {
      await opened(measured)
      const { pan } = await pannedTwice(measured, async () => {})
      return { pan }
    })
    rounds.push({ ours, baseline, untimed, circles })
  }
  return rounds
}

async function onPage<Result>(
  { stage, browser }: Setting,
  path: string,
  work: (measured: MeasuredPage) => Promise<Result>,
): Promise<Result> {
  const measured = await browser.open(stage.url + path)
  try {
    return await work(measured)
  } finally {
    await measured.close()
  }
}

async function ourRound({ stage }: Setting, measured: MeasuredPage): Promise<Round['ours']> {
  const first = await opened(measured)
  const scene = { stage, awaitDrawn: false }
  const farRest = await updates(measured, { ...scene, hand: 'rests' })
  const far = await updates(measured, { ...scene, hand: 'points' })
  // After updates, when everything that is made for the first of them is there.
  const heapMb = await measured.heapMb()
  const list = await listAnswers(measured)
  const { pan, between: near } = await pannedTwice(measured, () =>
    updates(measured, { ...scene, hand: 'points' }),
  )
  return { ...first, heapMb, farRest, far, near, pan, list }
}

async function baselineRound({ stage }: Setting, measured: MeasuredPage): Promise<Round['baseline']> {
  const first = await opened(measured)
  const scene = { stage, awaitDrawn: true }
  const farRest = await updates(measured, { ...scene, hand: 'rests' })
  const far = await updates(measured, { ...scene, hand: 'points' })
  const heapMb = await measured.heapMb()
  await nearer(measured)
  const near = await updates(measured, { ...scene, hand: 'points' })
  return { ...first, heapMb, farRest, far, near }
}

/** From afar and from near, with something else to be measured in between, once there. */
async function pannedTwice<Result>(
  measured: MeasuredPage,
  measure: () => Promise<Result>,
): Promise<{ pan: PannedTwice; between: Result }> {
  const far = await panned(measured)
  await nearer(measured)
  const between = await measure()
  return { pan: { far, near: await panned(measured) }, between }
}

function wordsOf({ firstPaintMs, heapMb, far, near }: Opened & Updated): string {
  const words = ({ mainMs, longestMs, updates }: UpdateCost) =>
    `${mainMs.toFixed(1)} ms an update (of ${updates}; longest task ${longestMs.toFixed(0)} ms)`
  return `first picture ${firstPaintMs.toFixed(0)} ms, heap ${heapMb.toFixed(1)} MB, from afar ${words(far)}, from near ${words(near)}`
}
