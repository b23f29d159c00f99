// The rounds of one size as one report: medians, and the ratios that the project is held to.

import type { Answered } from './list-scene'
import type { Heaps, Round, Updated } from './measure-size'
import type { Panned } from './scenes'
import { median, rounded } from './statistics'
import type { UpdateCost } from './trace'

/** `near` and `rest` are the other scenes; what stands without either is the whole fleet with the mouse on the map. */
export function reportOf(rounds: readonly Round[], empty: Heaps) {
  const of = (value: (round: Round) => number | null) =>
    rounded(median(rounds.map(value).filter((one) => one !== null)))
  const worst = (value: (round: Round) => number) => rounded(Math.max(...rounds.map(value)))
  const scene = (name: keyof Updated) => {
    const oursMs = of(({ ours }) => ours[name].mainMs)
    const baselineMs = of(({ baseline }) => baseline[name].mainMs)
    return {
      oursMs,
      baselineMs,
      ratio: oursMs && baselineMs ? rounded(baselineMs / oursMs) : null,
      longTasks: rounds.reduce((sum, { ours }) => sum + ours[name].longTasks, 0),
      baselineLongTasks: rounds.reduce((sum, { baseline }) => sum + baseline[name].longTasks, 0),
      longestMs: worst(({ ours }) => ours[name].longestMs),
      longestCpuMs: worst(({ ours }) => ours[name].longestCpuMs),
      workerMs: of(({ ours }) => ours[name].workerMs),
      baselineWorkerMs: of(({ baseline }) => baseline[name].workerMs),
    }
  }
  const pan = (name: 'far' | 'near') => ({
    ours: panOf(rounds.map(({ ours }) => ours.pan[name])),
    circles: panOf(rounds.map(({ circles }) => circles.pan[name])),
  })
  return {
    ...scene('far'),
    untimedBaselineMs: of(({ untimed }) => untimed.mainMs),
    heapMb: of(({ ours }) => ours.heapMb - empty.ours),
    baselineHeapMb: of(({ baseline }) => baseline.heapMb - empty.baseline),
    idleMs: of(({ ours }) => idleOf(ours.farRest)),
    baselineIdleMs: of(({ baseline }) => idleOf(baseline.farRest)),
    firstPaintMs: of(({ ours }) => ours.firstPaintMs),
    baselineFirstPaintMs: of(({ baseline }) => baseline.firstPaintMs),
    rest: scene('farRest'),
    near: scene('near'),
    pan: { far: pan('far'), near: pan('near') },
    list: {
      keystroke: answersOf(rounds.flatMap(({ ours }) => ours.list.keystrokes)),
      statusSwitch: answersOf(rounds.flatMap(({ ours }) => ours.list.statusSwitches)),
      sort: answersOf(rounds.flatMap(({ ours }) => ours.list.sorts)),
    },
  }
}

/** Null when the page did not rest before the next update, most of the times. */
function idleOf({ idleMs }: UpdateCost): number | null {
  const rested = idleMs.filter((one) => one !== null)
  return rested.length * 2 > idleMs.length ? median(rested) : null
}

function panOf(panned: readonly Panned[]) {
  return {
    framesPerS: rounded(median(panned.map(({ framesPerS }) => framesPerS))),
    mainMsPerFrame: rounded(median(panned.map(({ mainMsPerFrame }) => mainMsPerFrame))),
  }
}

function answersOf(answers: readonly Answered[]) {
  return {
    mainMs: rounded(median(answers.map(({ cpuMs }) => cpuMs))),
    mostMs: rounded(Math.max(...answers.map(({ cpuMs }) => cpuMs))),
    longestTaskMs: rounded(Math.max(...answers.map(({ longestCpuMs }) => longestCpuMs))),
  }
}
