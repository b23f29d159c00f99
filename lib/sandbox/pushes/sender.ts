// The sender of pushes: wires stories, outcomes, load and troubles to the lanes of the receivers.
// It holds no timer: whoever owns it calls tick, and time is what the given clock says.

import { deliverWaiting } from '../errands'
import type { SandboxRoom } from '../methods/handler'
import { type CountName, createCounts, type TopicCounts } from './counts'
import type { PushedItem } from './item'
import { createLane, type Lane, type LaneReport } from './lane'
import { createLedger } from './ledger'
import { createLoadMaker, type LoadMaker } from './load'
import { createOutcomeWatch } from './outcomes'
import { createPace } from './pace'
import { createSchedule } from './schedule'
import { defaultPushSettings, type PushOrder, type PushSettings, type PushTarget } from './settings'
import { createStoryline, type Storyline } from './storyline'
import type { Topic } from './topics'
import { departuresOf } from './trouble'

export type PushReport = {
  settings: PushSettings
  /** Items that a trouble holds back. */
  held: number
  targets: LaneReport[]
  topics: Partial<Record<Topic, TopicCounts>>
  total: TopicCounts
}

export type PushSender = {
  /** Makes what is due and posts it. Within `budgetMs` of looking at devices; the others follow at the next tick. */
  tick(budgetMs?: number): void
  /** Resolves once no post is under way. What waits for its time or for another try does not count. */
  quiet(): Promise<void>
  /** Changes settings and posts a burst if one is wanted. */
  order(order: PushOrder): PushReport
  report(): PushReport
  /** Acknowledged items after a sequence number, see ledger.ts. */
  acknowledged(after: number, limit: number): { oldest: number; next: number; items: unknown[] }
  /** As right after the start: settings, counts, stories. */
  reset(): void
  close(): void
}

export type PushSenderInput = {
  room: SandboxRoom
  seed: number
  /** The wall clock, ms. */
  now: () => number
  settings?: Partial<PushSettings>
  /** File that every acknowledged item is appended to, a JSON line each. */
  logFile?: string
}

/** Load beyond what the receivers take is not made, so that what waits stays fresh. */
const LOAD_AHEAD_S = 0.25
const MIN_LOAD_AHEAD = 1000

/** Without targets it does nothing until some are ordered. */
export function createPushSender(input: PushSenderInput): PushSender {
  const { room, now } = input
  const initial = { ...defaultPushSettings(room.profile), ...input.settings }
  const counts = createCounts()
  const ledger = createLedger(input.logFile)
  const waiters: (() => void)[] = []
  let settings = initial
  let lanes: Lane[] = []
  let laneNumber = 0
  let turn = 0
  let pace = createPace(now())
  let run: Run | null = null

  const desk = {
    settings: () => settings,
    now,
    counts,
    ledger,
    budget: { left: () => pace.left(), spend: (items: number) => pace.spend(items) },
    onPosted: () => {
      if (lanes.every((lane) => lane.isQuiet())) for (const wake of waiters.splice(0)) wake()
    },
  }

  const setLanes = (targets: readonly PushTarget[]): void => {
    const before = new Map(lanes.map((lane) => [JSON.stringify(lane.target), lane]))
    lanes = targets.map((target) => {
      const key = JSON.stringify(target)
      const kept = before.get(key)
      before.delete(key)
      return kept ?? createLane(desk, target, laneNumber++)
    })
    for (const lane of before.values()) lane.close()
    if (run) for (const file of run.story.files()) file.targets = targetsOf(file.imei)
    desk.onPosted()
  }

  const targetsOf = (imei: string): readonly number[] => {
    const login = room.tree.findDevice(imei)?.account ?? ''
    return lanes.flatMap(({ target }, index) =>
      target.account === undefined || room.tree.canReach(target.account, login) ? [index] : [],
    )
  }

  const startRun = (): Run => {
    const startMs = now()
    const story = createStoryline({ room, startMs, alarmShape: () => settings.alarmShape, targetsOf })
    pace = createPace(startMs)
    return {
      story,
      outcomes: createOutcomeWatch(room),
      load: createLoadMaker(story.files(), startMs),
      held: createSchedule<Held>(startMs),
      owed: 0,
    }
  }

  const depart = (item: PushedItem, targets: readonly number[], held: Run['held']): void => {
    if (targets.length === 0 || !settings.topics.includes(item.topic)) return
    const nowMs = now()
    for (const { item: leaving, atMs, kind } of departuresOf(item, { seed: input.seed, nowMs, settings })) {
      for (const number of targets) {
        counts.add(leaving.topic, kind satisfies CountName, 1)
        const lane = lanes[number]
        if (atMs > nowMs && held.size() < settings.maxQueued) held.add(atMs, { item: leaving, lane })
        else lane?.push(leaving)
      }
    }
  }

  const makeLoad = ({ load, held }: Run, count: number): void => {
    for (const { item, file } of load.make(count, now(), settings.topics)) depart(item, file.targets, held)
  }

  // Fills up to the goal, unless receivers are behind already: then they are what sets the pace.
  const fill = (current: Run, earned: number, made: number): void => {
    if (!settings.fill || settings.itemsPerS === null) return
    current.owed = Math.min(current.owed + earned - made, settings.itemsPerS)
    const queued = lanes.reduce((sum, lane) => sum + lane.queued(), 0)
    const space = Math.min(settings.itemsPerS * LOAD_AHEAD_S + MIN_LOAD_AHEAD, settings.maxQueued / 2)
    const count = Math.min(Math.floor(current.owed), Math.ceil(space - queued))
    if (count <= 0) return
    makeLoad(current, count)
    current.owed -= count
  }

  const pump = (): void => {
    // Whoever is first has the first choice of a small budget, so the turn goes round.
    turn += 1
    for (let at = 0; at < lanes.length; at += 1) lanes[(turn + at) % lanes.length]?.pump()
  }

  const tick = (budgetMs = Number.POSITIVE_INFINITY): void => {
    if (lanes.length === 0 || settings.paused) return
    const nowMs = now()
    run ??= startRun()
    const earned = pace.refill(nowMs, settings.itemsPerS)
    deliverWaiting(room, nowMs)
    const endMs = performance.now() + budgetMs
    const due = run.story.advance(nowMs, () => performance.now() < endMs)
    for (const { item, file } of due) depart(item, file.targets, run.held)
    for (const item of run.outcomes.look(nowMs)) depart(item, targetsOf(item.imei), run.held)
    for (const { item, lane } of run.held.takeDue(nowMs)) lane?.push(item)
    fill(run, earned, due.length)
    pump()
  }

  const report = (): PushReport => ({
    settings,
    held: run?.held.size() ?? 0,
    targets: lanes.map((lane) => lane.report()),
    ...counts.report(),
  })

  setLanes(settings.targets)
  return {
    tick,
    report,
    acknowledged: ledger.list,
    quiet: () =>
      lanes.every((lane) => lane.isQuiet()) ? Promise.resolve() : new Promise((wake) => waiters.push(wake)),
    order({ burst, ...changes }) {
      const wasPaused = settings.paused
      settings = { ...settings, ...changes }
      if (changes.targets) setLanes(changes.targets)
      // What happens in a pause is never pushed, so the stories begin anew after it.
      if (wasPaused && !settings.paused) run?.story.resume(now())
      tick()
      if (burst !== undefined && run) makeLoad(run, burst)
      pump()
      return report()
    },
    reset() {
      run = null
      settings = initial
      for (const lane of lanes) lane.clear()
      setLanes(settings.targets)
      counts.reset()
      ledger.reset()
      pace = createPace(now())
    },
    close() {
      for (const lane of lanes) lane.close()
      lanes = []
      desk.onPosted()
      ledger.close()
    },
  }
}

type Held = { item: PushedItem; lane: Lane | undefined }
type Run = {
  story: Storyline
  outcomes: ReturnType<typeof createOutcomeWatch>
  load: LoadMaker
  held: ReturnType<typeof createSchedule<Held>>
  /** Items of load that are still to be made. */
  owed: number
}
