// What a trace of Chromium says of a page: what its main thread and its workers had to do, and when updates came in.

export type TraceEvent = {
  name: string
  ph: string
  pid: number
  tid: number
  /** Microseconds; `dur` by the clock on the wall, `tdur` of processor time. */
  ts: number
  dur?: number
  tdur?: number
  args?: { name?: string; data?: { type?: string } }
}

/** A task of a thread, in milliseconds. */
export type Task = { startMs: number; wallMs: number; cpuMs: number }

export type PageTrace = {
  /** Tasks of the main thread, in order. */
  main: Task[]
  /** Tasks of all workers of the page, in order. */
  workers: Task[]
  /** When the page was handed each update. */
  updatesMs: number[]
  /** Keys and clicks, in order. */
  inputs: { type: string; atMs: number }[]
  /** When each frame of the page's main thread began. */
  framesMs: number[]
}

/** The mark that a page sets whenever it is handed an update. */
export const UPDATE_MARK = 'bench-map:update'

/** Categories a trace must have. */
export const TRACE_CATEGORIES = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'blink.user_timing',
  '__metadata',
]

/** Reads the page out of a trace of the whole browser: the one that was handed updates, else the busiest. */
export function readTrace(events: readonly TraceEvent[]): PageTrace {
  const threads = threadNames(events)
  const isMain = (event: TraceEvent) => threads.get(keyOf(event)) === MAIN
  const updates = events.filter((event) => isMain(event) && isUpdate(event))
  const pid = updates[0]?.pid ?? busiestPid(events.filter((event) => isMain(event) && isTask(event)))
  const ofPage = events.filter((event) => event.pid === pid)
  const tasksOf = (name: string) =>
    ofPage.filter((event) => threads.get(keyOf(event)) === name && isTask(event)).map(toTask)
  return {
    main: tasksOf(MAIN).sort(byStart),
    workers: tasksOf(WORKER).sort(byStart),
    updatesMs: updates.map(({ ts }) => ts / 1000).sort((a, b) => a - b),
    inputs: ofPage
      .filter((event) => isMain(event) && event.name === 'EventDispatch')
      .map(({ ts, args }) => ({ type: args?.data?.type ?? '', atMs: ts / 1000 }))
      .sort((a, b) => a.atMs - b.atMs),
    framesMs: ofPage
      .filter((event) => isMain(event) && event.name === 'FireAnimationFrame')
      .map(({ ts }) => ts / 1000)
      .sort((a, b) => a - b),
  }
}

/** What it cost, per update, between the first update and the last. */
export type UpdateCost = {
  updates: number
  /** Processor time of the main thread per update. */
  mainMs: number
  workerMs: number
  /** Tasks of the main thread above 50 ms by the clock, and the longest by the clock and by the processor. */
  longTasks: number
  longestMs: number
  longestCpuMs: number
  /** From an update until main thread and workers rested for `REST_MS`; null when another one came before. */
  idleMs: (number | null)[]
}

export const LONG_TASK_MS = 50
/** So long without a task worth mentioning, and a page counts as done with an update. */
export const REST_MS = 120
/** A task shorter than this is no work: timers, input that is thrown away. */
const WORTH_MS = 2

/** Cost of the updates but the last, whose end the trace may have cut off. Throws without two updates. */
export function updateCost({ main, workers, updatesMs }: PageTrace): UpdateCost {
  const [from] = updatesMs
  const to = updatesMs.at(-1)
  if (from === undefined || to === undefined || to <= from) throw new Error('The trace holds no two updates.')
  const updates = updatesMs.length - 1
  const tasks = between(main, from, to)
  return {
    updates,
    mainMs: sum(tasks, 'cpuMs') / updates,
    workerMs: sum(between(workers, from, to), 'cpuMs') / updates,
    longTasks: tasks.filter(({ wallMs }) => wallMs > LONG_TASK_MS).length,
    longestMs: Math.max(0, ...tasks.map(({ wallMs }) => wallMs)),
    longestCpuMs: Math.max(0, ...tasks.map(({ cpuMs }) => cpuMs)),
    idleMs: updatesMs.slice(0, -1).map((atMs, index) => {
      const untilMs = updatesMs[index + 1] ?? to
      return restAfter([...between(main, atMs, untilMs), ...between(workers, atMs, untilMs)], atMs, untilMs)
    }),
  }
}

/** Processor time of tasks that ended in a span, and the longest of them. */
export function workBetween(tasks: readonly Task[], fromMs: number, toMs: number) {
  const within = between(tasks, fromMs, toMs)
  return { cpuMs: sum(within, 'cpuMs'), longestCpuMs: Math.max(0, ...within.map(({ cpuMs }) => cpuMs)) }
}

function restAfter(tasks: readonly Task[], atMs: number, untilMs: number): number | null {
  let endMs = atMs
  for (const { startMs, wallMs } of tasks.filter(({ wallMs }) => wallMs >= WORTH_MS).sort(byStart)) {
    if (startMs - endMs >= REST_MS) return endMs - atMs
    endMs = Math.max(endMs, startMs + wallMs)
  }
  return untilMs - endMs >= REST_MS ? endMs - atMs : null
}

/** A task belongs where it ends: what brought an update in began before the update was handed over. */
function between(tasks: readonly Task[], fromMs: number, toMs: number): Task[] {
  return tasks.filter(({ startMs, wallMs }) => startMs + wallMs > fromMs && startMs + wallMs <= toMs)
}

const MAIN = 'CrRendererMain'
const WORKER = 'DedicatedWorker thread'

function threadNames(events: readonly TraceEvent[]): Map<string, string> {
  const names = new Map<string, string>()
  for (const event of events)
    if (event.ph === 'M' && event.name === 'thread_name') names.set(keyOf(event), event.args?.name ?? '')
  return names
}

function keyOf({ pid, tid }: TraceEvent): string {
  return `${pid}/${tid}`
}

function isTask({ name, ph }: TraceEvent): boolean {
  return name === 'RunTask' && ph === 'X'
}

function isUpdate({ name, ph }: TraceEvent): boolean {
  return name === UPDATE_MARK && MARK_PHASES.includes(ph)
}

/** Chromium has written marks as one or the other. */
const MARK_PHASES = ['R', 'I', 'i', 'n']

function toTask({ ts, dur = 0, tdur }: TraceEvent): Task {
  return { startMs: ts / 1000, wallMs: dur / 1000, cpuMs: (tdur ?? dur) / 1000 }
}

function busiestPid(tasks: readonly TraceEvent[]): number | undefined {
  const spent = new Map<number, number>()
  for (const { pid, dur = 0 } of tasks) spent.set(pid, (spent.get(pid) ?? 0) + dur)
  return [...spent].sort((a, b) => b[1] - a[1])[0]?.[0]
}

function byStart(a: Task, b: Task): number {
  return a.startMs - b.startMs
}

function sum(tasks: readonly Task[], of: 'cpuMs' | 'wallMs'): number {
  return tasks.reduce((total, task) => total + task[of], 0)
}
