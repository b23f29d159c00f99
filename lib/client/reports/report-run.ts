// One report as it is made: how far it is, its rows, and what is to be said of it. React is told a few times a second, never
// for each row.

import type { ReportChart, ReportEvent, ReportRow } from '@/lib/domain/api/report-table'
import type { ReportRequest } from '@/lib/domain/api/reports'
import { ReportRefusedError, runReport } from '../queries/reports'
import { addRows, addVehicles, emptyTable, type ReportTable } from './report-table'

type EventOf<Type extends ReportEvent['type']> = Extract<ReportEvent, { type: Type }>

/** `refused`: it may not be asked for; `broken`: it came in part, and `message` says why where that is known. */
export type RunPhase = 'idle' | 'running' | 'done' | 'cancelled' | 'refused' | 'broken'

/** What is told of a report. The table is the same object while it grows; `version` says that something has changed. */
export type RunState = {
  phase: RunPhase
  /** What was asked; null before the first report. */
  request: ReportRequest | null
  start: EventOf<'start'> | null
  progress: EventOf<'progress'> | null
  table: ReportTable
  problems: readonly EventOf<'problem'>[]
  notices: readonly EventOf<'notice'>[]
  charts: readonly ReportChart[]
  totals: ReportRow | null
  message: string | null
  finishedAtMs: number | null
  version: number
}

const TELL_EVERY_MS = 150

const IDLE: RunState = {
  phase: 'idle',
  request: null,
  start: null,
  progress: null,
  table: emptyTable([]),
  problems: [],
  notices: [],
  charts: [],
  totals: null,
  message: null,
  finishedAtMs: null,
  version: 0,
}

type Runner = typeof runReport

/** Makes reports one after the other; a new one ends the one before. */
export class ReportRun {
  private state: RunState = IDLE
  private shown: RunState = IDLE
  private listeners = new Set<() => void>()
  private over: AbortController | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly run: Runner

  /** `run` asks the server, or stands in for it in tests. */
  constructor(run: Runner = runReport) {
    this.run = run
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** The same object until something is to be told. */
  readonly read = (): RunState => this.shown

  /** Asks for a report, and resolves when it has ended one way or another. */
  async start(request: ReportRequest): Promise<void> {
    this.over?.abort()
    const over = new AbortController()
    this.over = over
    this.state = { ...IDLE, table: emptyTable([]), phase: 'running', request, version: this.state.version }
    this.tell()
    const onEvent = (event: ReportEvent) => {
      if (this.over !== over) return
      this.state = after(this.state, event)
      this.tellSoon()
    }
    const ended = await this.run(request, { signal: over.signal, onEvent }).then(
      () => null,
      (error: unknown) => error ?? new Error('ended'),
    )
    if (this.over !== over) return
    this.over = null
    this.state = finished(this.state, { error: ended, isCancelled: over.signal.aborted })
    this.tell()
  }

  /** Ends the running report; what came stays. */
  readonly cancel = (): void => this.over?.abort()

  /** Ends what runs and forgets what came. */
  readonly clear = (): void => {
    this.over?.abort()
    this.over = null
    this.state = { ...IDLE, version: this.state.version }
    this.tell()
  }

  private tellSoon(): void {
    this.timer ??= setTimeout(() => this.tell(), TELL_EVERY_MS)
  }

  private tell(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.state = { ...this.state, version: this.state.version + 1 }
    this.shown = this.state
    for (const listener of this.listeners) listener()
  }
}

function after(state: RunState, event: ReportEvent): RunState {
  switch (event.type) {
    case 'start':
      return { ...state, start: event, table: emptyTable(event.columns) }
    case 'vehicles':
      addVehicles(state.table, event.vehicles)
      return state
    case 'rows':
      addRows(state.table, event)
      return state
    case 'progress':
      return { ...state, progress: event }
    case 'problem':
      return { ...state, problems: [...state.problems, event] }
    case 'notice':
      return { ...state, notices: [...state.notices, event] }
    case 'chart':
      return { ...state, charts: [...state.charts, event.chart] }
    case 'totals':
      return { ...state, totals: event.cells }
    case 'failed':
      return { ...state, phase: 'broken', message: event.message }
    case 'end':
      return { ...state, phase: 'done' }
  }
}

/** A stream that ends without a word of its end was cut off. */
function finished(
  state: RunState,
  { error, isCancelled }: { error: unknown; isCancelled: boolean },
): RunState {
  const finishedAtMs = Date.now()
  if (isCancelled) return { ...state, phase: 'cancelled', finishedAtMs }
  if (error instanceof ReportRefusedError)
    return { ...state, phase: 'refused', message: error.message, finishedAtMs }
  if (error !== null || state.phase === 'running') return { ...state, phase: 'broken', finishedAtMs }
  return { ...state, finishedAtMs }
}
