// Rounds of one part of the product at several amounts of work, by processor time: other work on the machine changes that far
// less than what the clock says.

import { median } from '../load/slope'
import { exponentOf } from './fit'

/** One amount of work, ready to be done as often as wanted. */
export type Load = {
  /** Items of a round. */
  work: number
  /** Makes what the next round needs; not counted. */
  prepare?(): void | Promise<void>
  round(): void | Promise<void>
}

/** How one part scales: what its items are, and its loads by growing work. */
export type ScalePart = {
  items: string
  loads: readonly Load[]
  /** Throws when not everything was done that was measured. */
  check?(): Promise<void>
}

export type Figures = {
  items: string
  work: number[]
  /** Processor time of a round, the median of the rounds. */
  ms: number[]
  /** The least and the most of the rounds. */
  leastMs: number[]
  mostMs: number[]
  exponent: number
}

/** Processor time of everybody who takes part so far, ms; told as the time spent since the answer was asked for. */
export type Meter = () => Promise<() => Promise<number>>

/** A round shorter than this is repeated, and the mean counts: a garbage collection more or less is a large part of it. */
const LEAST_ROUND_MS = 150
const MOST_REPEATS = 200

/** Processor time of this process, all threads of it, ms. */
export const ownTime: Meter = async () => {
  const from = process.cpuUsage()
  return async () => {
    const { user, system } = process.cpuUsage(from)
    return (user + system) / 1000
  }
}

/**
 * Runs every load until the engine knows it, then measured rounds of all loads in turns, so that whatever drifts on the machine
 * drifts for all of them alike.
 */
export async function measurePart(
  { items, loads }: ScalePart,
  { rounds, meter }: { rounds: number; meter: Meter },
): Promise<Figures> {
  const repeats: number[] = []
  for (const load of loads) repeats.push(await warmUp(load, meter))
  const spent = loads.map((): number[] => [])
  for (let round = 0; round < rounds; round += 1)
    for (const [index, load] of loads.entries())
      spent[index]?.push(await meanRoundMs(load, { repeats: repeats[index] ?? 1, meter }))
  const work = loads.map((load) => load.work)
  const ms = spent.map(median)
  return {
    ...{ items, work, ms },
    leastMs: spent.map((each) => Math.min(...each)),
    mostMs: spent.map((each) => Math.max(...each)),
    exponent: exponentOf(work.map((amount, index) => ({ work: amount, cost: ms[index] ?? 0 }))),
  }
}

/** Answers how often a round is to be repeated. */
async function warmUp(load: Load, meter: Meter): Promise<number> {
  let [totalMs, count, lastMs] = [0, 0, 0]
  while (totalMs < LEAST_ROUND_MS && count < MOST_REPEATS) {
    lastMs = await meanRoundMs(load, { repeats: 1, meter })
    totalMs += lastMs
    count += 1
  }
  return Math.min(MOST_REPEATS, Math.ceil(LEAST_ROUND_MS / Math.max(lastMs, 0.01)))
}

async function meanRoundMs(
  load: Load,
  { repeats, meter }: { repeats: number; meter: Meter },
): Promise<number> {
  // What the round before left behind is not for this one to clear away.
  globalThis.gc?.()
  let totalMs = 0
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    await load.prepare?.()
    const since = await meter()
    await load.round()
    totalMs += await since()
  }
  return totalMs / repeats
}
